using Tributary.Core.Connectors;
using Tributary.Core.Transactions;

namespace Tributary.Core.Ingestion;

/// <summary>What a statement's records turned out to be.</summary>
internal sealed class MatchResult
{
    /// <summary>Records of transactions we know, with what the institution says of them now.</summary>
    public List<(Transaction Stored, ReportedTransaction Report)> Known { get; } = [];

    /// <summary>Records never seen before, in the statement's order.</summary>
    public List<ReportedTransaction> New { get; } = [];

    /// <summary>Records that an outdated statement announced and nobody knows: the institution no longer shows them.</summary>
    public List<ReportedTransaction> Past { get; } = [];

    /// <summary>Transactions we know that the institution no longer shows.</summary>
    public List<Transaction> Vanished { get; } = [];

    /// <summary>Records recognized as an outdated view of a transaction we know; nothing is to be done.</summary>
    public int Recognized { get; set; }
}
