using Tributary.Core.Categories;
using Tributary.Core.Customers;
using Tributary.Core.Transactions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>What customers corrected, and whose history is to be categorized anew.</summary>
internal partial class SqlReader
{
    public Task<IReadOnlyList<CustomerCategoryRule>> ListCategoryRulesAsync(CustomerId customer) =>
        Session.ListAsync(
            Part.Of(customer),
            $"SELECT {CategoryRuleRow.Columns} FROM customer_category_rule WHERE customer_id = @Customer ORDER BY id",
            new { Customer = customer.Value },
            CategoryRuleRow.Read);

    public Task<IReadOnlyList<Transaction>> ListTransactionsAfterAsync(CustomerId customer, TransactionId after, int limit) =>
        Session.ListAsync(
            Part.Of(customer),
            $"SELECT {TransactionRow.Select} FROM account_transaction WHERE customer_id = @Customer AND id > @After ORDER BY id LIMIT @Limit",
            new { Customer = customer.Value, After = after.Value, Limit = limit },
            TransactionRow.Read);

    public Task<Recategorization?> FindRecategorizationAsync() =>
        Session.FindAsync(
            Part.None,
            "SELECT customer_id, after_id FROM recategorization ORDER BY customer_id LIMIT 1",
            new { },
            CategoryRuleRow.ReadWork);

    public Task<Recategorization?> FindRecategorizationAsync(CustomerId customer) =>
        Session.FindAsync(
            Part.Of(customer),
            "SELECT customer_id, after_id FROM recategorization WHERE customer_id = @Customer",
            new { Customer = customer.Value },
            CategoryRuleRow.ReadWork);

    public async Task<long> CountRecategorizationsAsync() =>
        (await Session.ListAsync(Part.None, "SELECT count(*) FROM recategorization", null, row => row.Int64(0)))[0];
}
