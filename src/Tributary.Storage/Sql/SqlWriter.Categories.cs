using Tributary.Core.Categories;
using Tributary.Core.Customers;
using Tributary.Core.Transactions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>What customers corrected, and whose history is to be categorized anew.</summary>
internal sealed partial class SqlWriter
{
    public Task AddCategoryRuleAsync(CustomerCategoryRule rule) =>
        Session.WriteAsync(
            Part.Of(rule.CustomerId),
            $"""
             INSERT INTO customer_category_rule ({CategoryRuleRow.Columns})
             VALUES (@Customer, @Id, @Transaction, @Payee, @PayeeKey, @Sign, @Category, @CreatedAt)
             """,
            new
            {
                Customer = rule.CustomerId.Value,
                Id = rule.Id.Value,
                Transaction = rule.TransactionId.Value,
                Payee = StoredForm.Text(rule.Payee),
                PayeeKey = StoredForm.TextOrNull(rule.PayeeKey),
                rule.Sign,
                Category = rule.Category.Name,
                CreatedAt = StoredForm.Of(rule.CreatedAt),
            });

    public Task<bool> TryDeleteCategoryRuleAsync(CustomerId customer, CategoryRuleId id) =>
        Session.EraseAsync(
            Part.Of(customer),
            "DELETE FROM customer_category_rule WHERE customer_id = @Customer AND id = @Id",
            new { Customer = customer.Value, Id = id.Value });

    public Task CategorizeTransactionsAsync(IReadOnlyCollection<Transaction> transactions) => Session.CategorizeTransactionsAsync(transactions);

    public async Task<long> QueueRecategorizationOfAllAsync()
    {
        await Session.WriteAsync(
            Part.None,
            """
            INSERT INTO recategorization (customer_id, after_id) SELECT id, 0 FROM customer WHERE true
            ON CONFLICT (customer_id) DO UPDATE SET after_id = 0
            """,
            new { });
        return (await Session.ListAsync(Part.None, "SELECT count(*) FROM account_transaction", null, row => row.Int64(0)))[0];
    }

    public Task SetRecategorizationAsync(Recategorization work) =>
        Session.WriteAsync(
            Part.Of(work.CustomerId),
            """
            INSERT INTO recategorization (customer_id, after_id) VALUES (@Customer, @After)
            ON CONFLICT (customer_id) DO UPDATE SET after_id = excluded.after_id
            """,
            new { Customer = work.CustomerId.Value, After = work.After.Value });

    public Task EndRecategorizationAsync(CustomerId customer) =>
        Session.WriteAsync(Part.Of(customer), "DELETE FROM recategorization WHERE customer_id = @Customer", new { Customer = customer.Value });
}
