using Tributary.Core.Accounts;

namespace Tributary.Core.Transactions;

/// <summary>Which transactions to list, and in which order. Days are inclusive and compare with <see cref="Transaction.EffectiveDate"/>.</summary>
public sealed record TransactionQuery
{
    /// <summary>Only this account's; null for all accounts of the customer.</summary>
    public AccountId? AccountId { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Whether pending ones are listed.</summary>
    public bool IncludePending { get; init; }

    /// <summary>Whether booked ones that have vanished at the institution are listed. What lapsed before it was booked never is.</summary>
    public bool IncludeVanished { get; init; }

    /// <summary>Oldest first; newest first otherwise. Ties are broken by id, so that pages never overlap.</summary>
    public bool Ascending { get; init; }

    /// <summary>How many to skip.</summary>
    public int Skip { get; init; }

    /// <summary>How many to return at most.</summary>
    public required int Take { get; init; }
}

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Items">Those of this page.</param>
public sealed record Page<T>(int Total, IReadOnlyList<T> Items);
