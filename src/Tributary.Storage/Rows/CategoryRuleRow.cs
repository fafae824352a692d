using Tributary.Core.Categories;
using Tributary.Core.Customers;
using Tributary.Core.Transactions;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>A customer's rule, and a customer on the list of those to be categorized anew.</summary>
internal static class CategoryRuleRow
{
    public const string Columns = "customer_id, id, transaction_id, payee, payee_key, sign, category, created_at";

    public static CustomerCategoryRule Read(SqlRow row) => new()
    {
        CustomerId = new CustomerId(row.Int64(0)),
        Id = new CategoryRuleId(row.Int64(1)),
        TransactionId = new TransactionId(row.Int64(2)),
        Payee = row.Text(3),
        PayeeKey = row.TextOrNull(4),
        Sign = row.Int32(5),
        Category = TransactionCategory.Find(row.Text(6)) ?? TransactionCategory.Uncategorized,
        CreatedAt = row.Instant(7),
    };

    public static Recategorization ReadWork(SqlRow row) => new(new CustomerId(row.Int64(0)), new TransactionId(row.Int64(1)));
}
