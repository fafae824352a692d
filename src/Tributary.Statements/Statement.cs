namespace Tributary.Statements;

/// <summary>One account's statement: its balances and movements over a period.</summary>
public sealed record Statement
{
    /// <summary>The account the statement is about.</summary>
    public required StatementAccount Account { get; init; }

    /// <summary>The currency of all amounts that do not name another: three capital letters, or null when the file does not say.</summary>
    public string? Currency { get; init; }

    /// <summary>First day of the period, as the institution wrote it; null when missing.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the period, as the institution wrote it; null when missing.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The booked balance. Negative on a credit card means money is owed.</summary>
    public StatementBalance? LedgerBalance { get; init; }

    /// <summary>The balance or credit that can be drawn now.</summary>
    public StatementBalance? AvailableBalance { get; init; }

    /// <summary>Posted transactions in file order, repeated ids included: telling them apart is not the reader's task.</summary>
    public IReadOnlyList<StatementTransaction> Transactions { get; init; } = [];

    /// <summary>Transactions the institution calls pending, in file order. They rarely have an id.</summary>
    public IReadOnlyList<StatementTransaction> PendingTransactions { get; init; } = [];

    /// <summary>Names the masked account and counts; never whole account numbers.</summary>
    public override string ToString() => $"{Account}, {Transactions.Count} transactions, {PendingTransactions.Count} pending";
}

/// <summary>A balance at a time.</summary>
public sealed record StatementBalance
{
    /// <summary>The amount in the statement's currency, with the institution's sign.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The day it holds for, as written; null when missing or unreadable.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The instant it holds for (UTC), where there is a time of day; see <see cref="StatementTransaction.PostedAt"/>.</summary>
    public DateTimeOffset? AsOfInstant { get; init; }
}
