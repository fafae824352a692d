using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Store;
using Tributary.Core.Transactions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>Transactions: one, a page, and those that records of a new statement might be.</summary>
internal partial class SqlReader
{
    public Task<Transaction?> FindTransactionAsync(CustomerId customer, TransactionId id) =>
        Session.FindAsync(
            Part.Of(customer),
            $"SELECT {TransactionRow.Select} FROM account_transaction WHERE customer_id = @Customer AND id = @Id",
            new { Customer = customer.Value, Id = id.Value },
            TransactionRow.Read);

    public async Task<Page<Transaction>> ListTransactionsAsync(CustomerId customer, TransactionQuery query)
    {
        var parameters = new
        {
            Customer = customer.Value,
            Account = query.AccountId?.Value,
            query.From,
            query.To,
            Posted = StoredName<TransactionState>.Of(TransactionState.Posted),
            Pending = StoredName<TransactionState>.Of(query.IncludePending ? TransactionState.Pending : TransactionState.Posted),
            Vanished = StoredName<TransactionState>.Of(query.IncludeVanished ? TransactionState.Vanished : TransactionState.Posted),
            query.Take,
            query.Skip,
        };
        var which =
            $"""
             FROM account_transaction
             WHERE customer_id = @Customer {(query.AccountId is null ? "" : "AND account_id = @Account")}
               AND effective_date BETWEEN @From AND @To AND state IN (@Posted, @Pending, @Vanished)
             """;
        var direction = query.Ascending ? "ASC" : "DESC";

        // The page's ids are taken from the index alone, so that rows before the page are never fetched.
        var page = await Session.ListAsync(
            Part.Of(customer),
            $"""
             SELECT {TransactionRow.Select}
             FROM (SELECT id AS page_id {which} ORDER BY effective_date {direction}, id {direction} LIMIT @Take OFFSET @Skip) AS page
             {Session.JoinTransactionsOfPage}
             ORDER BY effective_date {direction}, id {direction}
             """,
            parameters,
            TransactionRow.Read);
        var total = await Session.ListAsync(Part.Of(customer), $"SELECT count(*) {which}", parameters, row => row.Int32(0));
        return new Page<Transaction>(total[0], page);
    }

    public Task<IReadOnlyList<Transaction>> ListTransactionsOnwardAsync(
        CustomerId customer, AccountId account, DateOnly from, DateOnly to, Transaction? after, int limit) =>
        Session.ListAsync(
            Part.Of(customer),
            $"""
             SELECT {TransactionRow.Select}
             FROM account_transaction
             WHERE customer_id = @Customer AND account_id = @Account AND posted_date BETWEEN @From AND @To
               AND (posted_date, id) > (@From, @After) AND state IN (@Posted, @Pending)
             ORDER BY posted_date, id
             LIMIT @Limit
             """,
            new
            {
                Customer = customer.Value,
                Account = account.Value,
                From = after?.PostedDate ?? from,
                To = to,
                After = after?.Id.Value ?? 0,
                Posted = StoredName<TransactionState>.Of(TransactionState.Posted),
                Pending = StoredName<TransactionState>.Of(TransactionState.Pending),
                Limit = limit,
            },
            TransactionRow.Read);

    public Task<IReadOnlyList<MatchCandidate>> ListMatchCandidatesAsync(
        CustomerId customer, AccountId account, DateOnly from, DateOnly to, IReadOnlyCollection<string> institutionTransactionIds) =>
        Session.ListMatchCandidatesAsync(customer, account, from, to, institutionTransactionIds);
}
