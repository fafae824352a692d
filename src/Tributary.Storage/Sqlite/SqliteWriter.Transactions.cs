using Tributary.Core.Transactions;

namespace Tributary.Storage.Sqlite;

/// <summary>The two hot paths of ingestion: prepared statements in a loop, which is SQLite's fastest way by far.</summary>
internal sealed partial class SqliteWriter
{
    public Task AddTransactionsAsync(IReadOnlyCollection<Transaction> transactions) => Run(() =>
    {
        foreach (var transaction in transactions)
        {
            CancellationToken.ThrowIfCancellationRequested();
            writer.InsertTransaction.Execute(transaction);
        }

        return transactions.Count;
    });

    public Task UpdateTransactionsAsync(IReadOnlyCollection<Transaction> transactions) => Run(() =>
    {
        foreach (var transaction in transactions)
        {
            CancellationToken.ThrowIfCancellationRequested();
            writer.KeepHistory.Execute(transaction);
            if (writer.UpdateTransaction.Execute(transaction) == 0)
                throw Missing("transaction");
        }

        return transactions.Count;
    });
}
