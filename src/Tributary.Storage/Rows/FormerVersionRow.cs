using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Storage.Rows;

/// <summary>What identified a transaction before a change.</summary>
internal sealed record FormerVersionRow
{
    public const string Columns = "transaction_id, institution_transaction_id, state, amount, posted_date, description";

    public long TransactionId { get; init; }

    public string? InstitutionTransactionId { get; init; }

    public string State { get; init; } = "";

    public decimal Amount { get; init; }

    public DateOnly PostedDate { get; init; }

    public string Description { get; init; } = "";

    public FormerVersion ToFormerVersion() => new(
        InstitutionTransactionId, StoredName<TransactionState>.Parse(State), Amount, PostedDate, Description);
}
