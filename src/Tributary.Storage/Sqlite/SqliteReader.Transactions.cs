using System.Data.Common;
using System.Text.Json;
using Dapper;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Store;
using Tributary.Core.Transactions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sqlite;

/// <summary>Transactions: one, a page, and those that records of a new statement might be.</summary>
internal partial class SqliteReader
{
    public Task<Transaction?> FindTransactionAsync(CustomerId customer, TransactionId id) =>
        Run(() => ReadRows(
            $"SELECT {TransactionRow.Select} FROM account_transaction WHERE customer_id = @Customer AND id = @Id",
            new { Customer = customer.Value, Id = id.Value },
            TransactionRow.Read) is [var found] ? found : null);

    public Task<Page<Transaction>> ListTransactionsAsync(CustomerId customer, TransactionQuery query) => Run(() =>
    {
        var parameters = new
        {
            Customer = customer.Value,
            Account = query.AccountId?.Value,
            From = StoredForm.Of(query.From),
            To = StoredForm.Of(query.To),
            Posted = StoredName<TransactionState>.Of(TransactionState.Posted),
            Pending = StoredName<TransactionState>.Of(query.IncludePending ? TransactionState.Pending : TransactionState.Posted),
            query.Take,
            query.Skip,
        };
        var which =
            $"""
             FROM account_transaction
             WHERE customer_id = @Customer {(query.AccountId is null ? "" : "AND account_id = @Account")}
               AND effective_date BETWEEN @From AND @To AND state IN (@Posted, @Pending)
             """;
        var direction = query.Ascending ? "ASC" : "DESC";

        // The page's ids are taken from the index alone, so that rows before the page are never fetched; CROSS JOIN keeps SQLite
        // from walking all of the customer's rows in order instead.
        var page = ReadRows(
            $"""
             SELECT {TransactionRow.Select}
             FROM (SELECT id AS page_id {which} ORDER BY effective_date {direction}, id {direction} LIMIT @Take OFFSET @Skip)
             CROSS JOIN account_transaction ON customer_id = @Customer AND id = page_id
             ORDER BY effective_date {direction}, id {direction}
             """,
            parameters,
            TransactionRow.Read);
        return new Page<Transaction>(Connection.ExecuteScalar<int>($"SELECT count(*) {which}", parameters), page);
    });

    public Task<IReadOnlyList<MatchCandidate>> ListMatchCandidatesAsync(
        CustomerId customer, AccountId account, DateOnly from, DateOnly to, IReadOnlyCollection<string> institutionTransactionIds) => Run(() =>
    {
        var candidates = ReadRows(
            $"""
             SELECT {TransactionRow.Select}, version FROM account_transaction
             WHERE customer_id = @Customer AND id IN (
               SELECT id FROM account_transaction
               WHERE customer_id = @Customer AND account_id = @Account AND posted_date BETWEEN @From AND @To
               UNION
               SELECT known.id FROM json_each(@InstitutionIds) reported CROSS JOIN account_transaction known
               WHERE known.customer_id = @Customer AND known.account_id = @Account
                 AND known.institution_transaction_id = reported.value
               UNION
               SELECT former.transaction_id FROM json_each(@InstitutionIds) reported CROSS JOIN transaction_history former
               WHERE former.customer_id = @Customer AND former.account_id = @Account
                 AND former.institution_transaction_id = reported.value)
             ORDER BY id
             """,
            new
            {
                Customer = customer.Value,
                Account = account.Value,
                From = StoredForm.Of(from),
                To = StoredForm.Of(to),
                InstitutionIds = JsonSerializer.Serialize(institutionTransactionIds, StoredDetailJson.Default.IReadOnlyCollectionString),
            },
            row => (Transaction: TransactionRow.Read(row), HasChanged: row.GetInt64(TransactionRow.Columns.Count) > 1));
        var former = FormerVersions(customer, [.. candidates.Where(c => c.HasChanged).Select(c => c.Transaction.Id.Value)]);
        return (IReadOnlyList<MatchCandidate>)[.. candidates.Select(c => new MatchCandidate(c.Transaction, [.. former[c.Transaction.Id.Value]]))];
    });

    /// <summary>Few transactions ever change, so only theirs are looked up.</summary>
    private ILookup<long, FormerVersion> FormerVersions(CustomerId customer, IReadOnlyCollection<long> changed)
    {
        var rows = changed.Count == 0 ? [] : Connection.Query<FormerVersionRow>(
            $"""
             SELECT {FormerVersionRow.Columns} FROM transaction_history
             WHERE customer_id = @Customer AND transaction_id IN (SELECT value FROM json_each(@Changed))
             ORDER BY transaction_id, version
             """,
            new { Customer = customer.Value, Changed = JsonSerializer.Serialize(changed, StoredDetailJson.Default.IReadOnlyCollectionInt64) });
        return rows.ToLookup(row => row.TransactionId, row => row.ToFormerVersion());
    }

    private IReadOnlyList<T> ReadRows<T>(string sql, object parameters, Func<DbDataReader, T> read)
    {
        using var reader = (DbDataReader)Connection.ExecuteReader(sql, parameters);
        var rows = new List<T>();
        while (reader.Read())
        {
            CancellationToken.ThrowIfCancellationRequested();
            rows.Add(read(reader));
        }

        return rows;
    }
}
