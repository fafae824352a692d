using Tributary.Core.Accounts;
using Tributary.Core.Money;
using Tributary.Core.Positions;
using Tributary.Core.Transactions;

namespace Tributary.Core.Connectors;

/// <summary>One account as an institution or a statement file shows it now.</summary>
public sealed record ReportedAccount
{
    /// <summary>
    /// How the institution tells the account from the login's others, the same at every sign-in: the whole account number where
    /// it is shown, with the bank's id where numbers repeat between banks.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>The number as shown, masked or whole.</summary>
    public required string Number { get; init; }

    /// <summary>The institution's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>The type, where it can be told.</summary>
    public AccountType Type { get; init; }

    /// <summary>The account's currency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The balance; negative for what is owed.</summary>
    public decimal? Balance { get; init; }

    /// <summary>The day of the balance as the institution said it.</summary>
    public DateOnly? BalanceDate { get; init; }

    /// <summary>The instant of the balance, where a time was given.</summary>
    public DateTimeOffset? BalanceAt { get; init; }

    /// <summary>What is special to its kind.</summary>
    public AccountDetail? Detail { get; init; }

    /// <summary>Transactions, in the institution's order.</summary>
    public IReadOnlyList<ReportedTransaction> Transactions { get; init; } = [];

    /// <summary>
    /// The days the list above claims to be complete for. Null where nothing is claimed: then nothing missing from it is ever
    /// taken as gone.
    /// </summary>
    public Coverage? Coverage { get; init; }

    /// <summary>Everything held now; null where the institution does not say, which leaves what is stored.</summary>
    public IReadOnlyList<Holding>? Holdings { get; init; }
}

/// <summary>What a list of transactions is complete for.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="IncludesPending">Whether all pending ones are in it.</param>
public sealed record Coverage(DateOnly From, DateOnly To, bool IncludesPending);

/// <summary>One movement as an institution or a statement file shows it now.</summary>
public sealed record ReportedTransaction
{
    /// <summary>The institution's own id (OFX's FITID), as it is; null where it gives none.</summary>
    public string? InstitutionTransactionId { get; init; }

    /// <summary>Announced, and not booked yet.</summary>
    public bool IsPending { get; init; }

    /// <summary>What the balance changes by.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The currency of the amount, where it is not the account's.</summary>
    public Currency? Currency { get; init; }

    /// <summary>The booking day as the institution said it.</summary>
    public required DateOnly PostedDate { get; init; }

    /// <summary>The day the customer acted.</summary>
    public DateOnly? TransactionDate { get; init; }

    /// <summary>What the institution calls it; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>More words.</summary>
    public string? Memo { get; init; }

    /// <summary>What moves money.</summary>
    public TransactionType Type { get; init; }

    /// <summary>Check number.</summary>
    public string? CheckNumber { get; init; }

    /// <summary>The institution's reference.</summary>
    public string? ReferenceNumber { get; init; }

    /// <summary>Standard Industrial Classification of the payee.</summary>
    public string? Sic { get; init; }

    /// <summary>What only loans and investments have.</summary>
    public TransactionDetail? Detail { get; init; }

    /// <summary>The institution corrects an earlier record of its own.</summary>
    public Correction? Correction { get; init; }
}

/// <summary>A correction of an earlier record (OFX's CORRECTFITID and CORRECTACTION).</summary>
/// <param name="InstitutionTransactionId">The id of the record that was wrong.</param>
/// <param name="Deletes">True when it must go; false when this record replaces it.</param>
public sealed record Correction(string InstitutionTransactionId, bool Deletes);
