using System.Data.Common;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Transactions;

namespace Tributary.Storage.Rows;

/// <summary>
/// How a transaction lies in its table. Read column by column instead of through Dapper: ingestion reads every stored
/// transaction a statement might repeat, and a row object in between would double the work.
/// </summary>
internal static class TransactionRow
{
    /// <summary>The columns, in the order <see cref="Read"/> expects and <c>Bind</c> of a hot path writes them.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "customer_id", "id", "account_id", "institution_transaction_id", "state", "amount", "currency", "posted_date",
        "transaction_date", "type", "created_at", "updated_at", "added_in_change", "change_number", "description", "memo",
        "check_number", "reference_number", "sic", "detail",
    ];

    /// <summary>The columns as a select list.</summary>
    public static readonly string Select = string.Join(", ", Columns);

    public static Transaction Read(DbDataReader row) => new()
    {
        CustomerId = new CustomerId(row.GetInt64(0)),
        Id = new TransactionId(row.GetInt64(1)),
        AccountId = new AccountId(row.GetInt64(2)),
        InstitutionTransactionId = TextOrNull(row, 3),
        State = StoredName<TransactionState>.Parse(row.GetString(4)),
        Amount = SqlValues.Decimal(row, 5),
        Currency = StoredForm.Currency(row.GetString(6)),
        PostedDate = SqlValues.Date(row, 7),
        TransactionDate = row.IsDBNull(8) ? null : SqlValues.Date(row, 8),
        Type = StoredName<TransactionType>.Parse(row.GetString(9)),
        CreatedAt = StoredForm.Instant(row.GetInt64(10)),
        UpdatedAt = StoredForm.Instant(row.GetInt64(11)),
        AddedInChange = row.GetInt64(12),
        ChangeNumber = row.GetInt64(13),
        Description = row.GetString(14),
        Memo = TextOrNull(row, 15),
        CheckNumber = TextOrNull(row, 16),
        ReferenceNumber = TextOrNull(row, 17),
        Sic = TextOrNull(row, 18),
        Detail = StoredDetail.OfTransaction(TextOrNull(row, 19)),
    };

    /// <summary>The same with the column <c>version</c> behind the others, which counts from 1 and grows with each change.</summary>
    public static (Transaction Transaction, bool HasChanged) ReadWithVersion(DbDataReader row) => (Read(row), row.GetInt64(Columns.Count) > 1);

    private static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
