using Tributary.Core.Transactions;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>The account of the same household that a posting moves money from or to.</summary>
internal enum Counterpart
{
    /// <summary>Somebody outside the household.</summary>
    Outside,

    Checking,

    Savings,
}

/// <summary>One movement in an account's book.</summary>
internal sealed record Posting
{
    /// <summary>The day it was, or will be, booked.</summary>
    public required DateOnly Posted { get; init; }

    /// <summary>The day the customer acted.</summary>
    public required DateOnly Acted { get; init; }

    public required decimal Amount { get; init; }

    public required string Description { get; init; }

    public required TransactionType Type { get; init; }

    /// <summary>What a card payment is announced with until it is booked, without the tip; null where nothing is announced.</summary>
    public decimal? AuthorizedAmount { get; init; }

    public string? Memo { get; init; }

    public string? CheckNumber { get; init; }

    public string? Sic { get; init; }

    public TransactionDetail? Detail { get; init; }

    public Counterpart Counterpart { get; init; }

    /// <summary>Position among the postings of its day, from 1.</summary>
    public int Ordinal { get; init; }

    public static Posting On(DateOnly day, decimal amount, TransactionType type, string description) =>
        new() { Posted = day, Acted = day, Amount = amount, Type = type, Description = description };

    /// <summary>The same movement as the other account sees it.</summary>
    public Posting Mirror(string description, TransactionType type) => On(Posted, -Amount, type, description);
}
