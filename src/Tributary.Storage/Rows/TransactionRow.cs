using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Transactions;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>How a transaction lies in its table.</summary>
internal static class TransactionRow
{
    /// <summary>The columns, in the order <see cref="Read"/> expects and <c>Bind</c> of a hot path writes them.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "customer_id", "id", "account_id", "institution_transaction_id", "state", "amount", "currency", "posted_date",
        "transaction_date", "type", "created_at", "updated_at", "added_in_change", "change_number", "description", "memo",
        "check_number", "reference_number", "sic", "detail", "payee", "category", "payee_detail",
    ];

    /// <summary>The columns as a select list.</summary>
    public static readonly string Select = string.Join(", ", Columns);

    public static Transaction Read(SqlRow row) => new()
    {
        CustomerId = new CustomerId(row.Int64(0)),
        Id = new TransactionId(row.Int64(1)),
        AccountId = new AccountId(row.Int64(2)),
        InstitutionTransactionId = row.TextOrNull(3),
        State = row.Word<TransactionState>(4),
        Amount = row.Decimal(5),
        Currency = StoredForm.Currency(row.Text(6)),
        PostedDate = row.Date(7),
        TransactionDate = row.DateOrNull(8),
        Type = row.Word<TransactionType>(9),
        CreatedAt = row.Instant(10),
        UpdatedAt = row.Instant(11),
        AddedInChange = row.Int64(12),
        ChangeNumber = row.Int64(13),
        Description = row.Text(14),
        Memo = row.TextOrNull(15),
        CheckNumber = row.TextOrNull(16),
        ReferenceNumber = row.TextOrNull(17),
        Sic = row.TextOrNull(18),
        Detail = StoredDetail.ReadTransaction(row, 19),
        Categorization = StoredDetail.ReadCategorization(row, 20),
    };

    /// <summary>The same with the column <c>version</c> behind the others, which counts from 1 and grows with each change.</summary>
    public static (Transaction Transaction, bool HasChanged) ReadWithVersion(SqlRow row) => (Read(row), row.Int64(Columns.Count) > 1);
}
