using Tributary.Core.Transactions;

namespace Tributary.Storage.Sql;

/// <summary>The two hot paths of ingestion, which each database has its own fastest way for.</summary>
internal sealed partial class SqlWriter
{
    public Task AddTransactionsAsync(IReadOnlyCollection<Transaction> transactions) => Session.AddTransactionsAsync(transactions);

    public Task UpdateTransactionsAsync(IReadOnlyCollection<Transaction> transactions) => Session.UpdateTransactionsAsync(transactions);
}
