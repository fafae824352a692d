using System.Globalization;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.Money;

namespace Tributary.Core.Accounts;

/// <summary>An account's id.</summary>
/// <param name="Value">Positive and below 2^53.</param>
public readonly record struct AccountId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Whether the customer has chosen the account.</summary>
public enum AccountState
{
    /// <summary>Found at the institution, not chosen yet: no transactions are kept.</summary>
    Pending,

    /// <summary>Chosen, and kept up to date.</summary>
    Active,
}

/// <summary>One account behind an institution login.</summary>
public sealed record Account
{
    /// <summary>Whose.</summary>
    public required CustomerId CustomerId { get; init; }

    /// <summary>The id, kept for life.</summary>
    public required AccountId Id { get; init; }

    /// <summary>Through which login it is reached.</summary>
    public required InstitutionLoginId LoginId { get; init; }

    /// <summary>Where it is held.</summary>
    public required InstitutionId InstitutionId { get; init; }

    /// <summary>How the institution tells it from the login's other accounts; see <see cref="Connectors.ReportedAccount.Key"/>.</summary>
    public required string InstitutionKey { get; init; }

    /// <summary>The account number as the institution shows it, masked or whole.</summary>
    public required string Number { get; init; }

    /// <summary>Whether a person set the number: then no refresh changes it.</summary>
    public bool NumberIsChosen { get; init; }

    /// <summary>The account's name; a person may change it, and then it stays.</summary>
    public required string Name { get; init; }

    /// <summary>The type; <see cref="AccountType.Unknown"/> until somebody tells.</summary>
    public required AccountType Type { get; init; }

    /// <summary>Whether a person set the type: then no refresh changes it.</summary>
    public bool TypeIsChosen { get; init; }

    /// <summary>Whether the customer has chosen the account.</summary>
    public required AccountState State { get; init; }

    /// <summary>The currency of its balance and, unless they say otherwise, of its transactions.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The balance; negative for what is owed. Null where the institution gave none.</summary>
    public decimal? Balance { get; init; }

    /// <summary>What can be spent now: what the institution says of a deposit, or the balance where it says nothing.</summary>
    public decimal? AvailableBalance => (Detail as DepositDetail)?.AvailableBalance ?? Balance;

    /// <summary>The day of the balance, as the institution said it.</summary>
    public DateOnly? BalanceDate { get; init; }

    /// <summary>The instant of the balance, where the institution gave a time.</summary>
    public DateTimeOffset? BalanceAt { get; init; }

    /// <summary>What is special to accounts of its kind.</summary>
    public AccountDetail? Detail { get; init; }

    /// <summary>Position among the login's accounts, ascending from 1.</summary>
    public required int DisplayPosition { get; init; }

    /// <summary>How the last attempt ended for this account; null before the first aggregation.</summary>
    public AggregationStatus? Status { get; init; }

    /// <summary>When aggregation was last attempted.</summary>
    public DateTimeOffset? AttemptAt { get; init; }

    /// <summary>When it last succeeded.</summary>
    public DateTimeOffset? SuccessAt { get; init; }

    /// <summary>The day of the earliest transaction kept.</summary>
    public DateOnly? OldestTransactionDate { get; init; }

    /// <summary>The day of the latest transaction kept.</summary>
    public DateOnly? LastTransactionDate { get; init; }

    /// <summary>When the history before the account was added was last loaded; null where it never was.</summary>
    public DateTimeOffset? HistoryLoadedAt { get; init; }

    /// <summary>When the account was first seen.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything about it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The customer's change number at that time.</summary>
    public long ChangeNumber { get; init; }
}

/// <summary>An account's balance at the end of a day.</summary>
/// <param name="Date">The day, as the institution said it.</param>
/// <param name="Amount">The balance in the account's currency.</param>
public sealed record DailyBalance(DateOnly Date, decimal Amount);
