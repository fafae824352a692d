using System.Globalization;
using Tributary.Core.Accounts;
using Tributary.Core.Categories;
using Tributary.Core.Customers;
using Tributary.Core.Money;

namespace Tributary.Core.Transactions;

/// <summary>A transaction's id.</summary>
/// <param name="Value">Positive and below 2^53.</param>
public readonly record struct TransactionId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Where a transaction stands at the institution.</summary>
public enum TransactionState
{
    /// <summary>Booked.</summary>
    Posted,

    /// <summary>Announced, and not booked yet: amount, date and id may still change.</summary>
    Pending,

    /// <summary>Was booked once; the institution no longer shows it. Kept, and marked.</summary>
    Vanished,

    /// <summary>Was announced once and never booked: a hold that was given back. Kept, and listed nowhere.</summary>
    Lapsed,
}

/// <summary>
/// What moves money, in the words that OFX's <c>TRNTYPE</c> and Finicity's <c>type</c> share.
/// </summary>
public enum TransactionType
{
    /// <summary>The institution did not say.</summary>
    Unknown,

    /// <summary>Cash machine.</summary>
    Atm,

    /// <summary>Cash withdrawal.</summary>
    Cash,

    /// <summary>Check.</summary>
    Check,

    /// <summary>Some credit.</summary>
    Credit,

    /// <summary>Some debit.</summary>
    Debit,

    /// <summary>Deposit.</summary>
    Deposit,

    /// <summary>Collected by a merchant.</summary>
    DirectDebit,

    /// <summary>Paid in by a sender such as an employer.</summary>
    DirectDeposit,

    /// <summary>Dividend.</summary>
    Dividend,

    /// <summary>Fee of the institution.</summary>
    Fee,

    /// <summary>Interest earned or paid; the sign of the amount tells which.</summary>
    Interest,

    /// <summary>Something else.</summary>
    Other,

    /// <summary>Electronic payment.</summary>
    Payment,

    /// <summary>Card at a shop.</summary>
    PointOfSale,

    /// <summary>Standing order.</summary>
    RepeatPayment,

    /// <summary>Service charge.</summary>
    ServiceCharge,

    /// <summary>Between accounts.</summary>
    Transfer,
}

/// <summary>One movement on an account. Its id stays from pending to posted, through corrections and repeated imports.</summary>
public sealed record Transaction
{
    /// <summary>Whose.</summary>
    public required CustomerId CustomerId { get; init; }

    /// <summary>The id, kept for life.</summary>
    public required TransactionId Id { get; init; }

    /// <summary>On which account.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>The institution's own id (OFX's FITID) as last seen; not unique, not permanent, sometimes missing.</summary>
    public string? InstitutionTransactionId { get; init; }

    /// <summary>Posted, pending or vanished.</summary>
    public required TransactionState State { get; init; }

    /// <summary>What the account's balance changes by: negative when money leaves, whatever the type says.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The currency of the amount.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The booking day as the institution said it, never shifted to another zone; for a pending one the day it was announced for.</summary>
    public required DateOnly PostedDate { get; init; }

    /// <summary>The day the customer acted, where the institution tells it.</summary>
    public DateOnly? TransactionDate { get; init; }

    /// <summary>What the institution calls it; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>More words of the institution.</summary>
    public string? Memo { get; init; }

    /// <summary>What moves money.</summary>
    public TransactionType Type { get; init; }

    /// <summary>Check number.</summary>
    public string? CheckNumber { get; init; }

    /// <summary>The institution's reference.</summary>
    public string? ReferenceNumber { get; init; }

    /// <summary>Standard Industrial Classification of the payee.</summary>
    public string? Sic { get; init; }

    /// <summary>What few transactions have.</summary>
    public TransactionDetail? Detail { get; init; }

    /// <summary>Whom it was with and what it was for; null for one stored before this was told, until its turn comes.</summary>
    public Categorization? Categorization { get; init; }

    /// <summary>When it was first stored here.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed here.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The customer's change number when it was added.</summary>
    public long AddedInChange { get; init; }

    /// <summary>The customer's change number when it last changed.</summary>
    public long ChangeNumber { get; init; }

    /// <summary>The day lists are ordered and filtered by: the transaction date, or the posted date where that is missing.</summary>
    public DateOnly EffectiveDate => TransactionDate ?? PostedDate;
}

/// <summary>
/// The parts of a loan payment, what an investment transaction moved, and the instants where more than a day was told. Amounts are in the
/// transaction's currency.
/// </summary>
public sealed record TransactionDetail
{
    /// <summary>Principal part of a loan payment.</summary>
    public decimal? Principal { get; init; }

    /// <summary>Interest part.</summary>
    public decimal? Interest { get; init; }

    /// <summary>Escrow part.</summary>
    public decimal? Escrow { get; init; }

    /// <summary>Fees and commission.</summary>
    public decimal? Fees { get; init; }

    /// <summary>Units of a security; positive when bought.</summary>
    public decimal? Units { get; init; }

    /// <summary>Price of one unit.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>Ticker symbol.</summary>
    public string? Symbol { get; init; }

    /// <summary>The security's id, with <see cref="SecurityIdType"/>.</summary>
    public string? SecurityId { get; init; }

    /// <summary>CUSIP, ISIN, SEDOL…</summary>
    public string? SecurityIdType { get; init; }

    /// <summary>The instant within <see cref="Transaction.PostedDate"/> in UTC, where it was told.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>The instant within <see cref="Transaction.TransactionDate"/> in UTC, where it was told.</summary>
    public DateTimeOffset? TransactedAt { get; init; }

    /// <summary>What happened to the security, in Finicity's words: purchased, sold, dividend, reinvestOfIncome…</summary>
    public string? InvestmentAction { get; init; }
}
