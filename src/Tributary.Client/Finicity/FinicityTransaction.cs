namespace Tributary.Client;

/// <summary>A transaction (Finicity Transactions). Ids are opaque texts, whatever the wire writes them as.</summary>
public sealed record FinicityTransaction
{
    /// <summary>The transaction's id, kept from pending to posted.</summary>
    public required string Id { get; init; }

    /// <summary>On which account.</summary>
    public string? AccountId { get; init; }

    /// <summary>The amount in the account's currency: positive when money comes in, negative when it leaves.</summary>
    public required decimal Amount { get; init; }

    /// <summary><c>active</c>, <c>pending</c>, or <c>shadow</c> for one that the institution no longer shows.</summary>
    public string? Status { get; init; }

    /// <summary>What the institution calls it.</summary>
    public string? Description { get; init; }

    /// <summary>More words of the institution.</summary>
    public string? Memo { get; init; }

    /// <summary>The type: <c>pointOfSale</c>, <c>directDeposit</c>, <c>fee</c>…</summary>
    public string? Type { get; init; }

    /// <summary>When it was booked, UTC; the institution's day is the UTC day of this instant.</summary>
    public DateTimeOffset? PostedDate { get; init; }

    /// <summary>When the customer acted, UTC, where the institution tells it.</summary>
    public DateTimeOffset? TransactionDate { get; init; }

    /// <summary>Whether it is announced and not booked yet.</summary>
    public bool IsPending => string.Equals(Status, "pending", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Which transactions to list, newest first.</summary>
/// <param name="From">The earliest instant.</param>
/// <param name="To">The latest instant; later than <paramref name="From"/>.</param>
public sealed record TransactionRange(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Only this account's; null for all accounts of the customer.</summary>
    public string? AccountId { get; init; }

    /// <summary>Whether pending ones are listed.</summary>
    public bool IncludePending { get; init; }

    /// <summary>How many to ask for at a time, 1 to 1000.</summary>
    public int PageSize { get; init; } = 1000;
}
