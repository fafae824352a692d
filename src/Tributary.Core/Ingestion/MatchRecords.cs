using Tributary.Core.Connectors;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Core.Ingestion;

/// <summary>A stored transaction while a statement is matched.</summary>
internal sealed class StoredRecord(MatchCandidate candidate)
{
    private string? _text;

    public Transaction Transaction => candidate.Transaction;

    public IReadOnlyList<FormerVersion> Former => candidate.Former;

    public string? Id => Transaction.InstitutionTransactionId;

    public decimal Amount => Transaction.Amount;

    public DateOnly Date => Transaction.PostedDate;

    public string Text => _text ??= PayeeText.Normalize(Transaction.Description);

    public bool IsVanished => Transaction.State == TransactionState.Vanished;

    /// <summary>Pending now, or when the institution last showed it. What has been vanished from the start was pending in an outdated statement.</summary>
    public bool WasPending { get; } = candidate.Transaction.State == TransactionState.Pending
        || (candidate.Transaction.State == TransactionState.Vanished && candidate.Former is [] or [.., { State: TransactionState.Pending }]);

    public bool IsTaken { get; set; }
}

/// <summary>A record of the statement that is matched.</summary>
internal sealed class ReportedRecord(ReportedTransaction report)
{
    private string? _text;

    public ReportedTransaction Report => report;

    public string? Id => report.InstitutionTransactionId;

    public decimal Amount => report.Amount;

    public DateOnly Date => report.PostedDate;

    public string Text => _text ??= PayeeText.Normalize(report.Description);

    public bool IsPending => report.IsPending;

    public bool IsTaken { get; set; }
}

/// <summary>How a statement stands to what is stored.</summary>
internal enum StatementStanding
{
    /// <summary>The institution shows it now: what it should show and does not is gone.</summary>
    Live,

    /// <summary>A file, the newest of its account as far as can be told: what it lacks proves nothing.</summary>
    File,

    /// <summary>Older than what is stored: what it tells of known transactions is the past.</summary>
    Outdated,
}
