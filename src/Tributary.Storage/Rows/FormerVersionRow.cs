using Tributary.Core.Store;
using Tributary.Core.Transactions;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>What identified a transaction before a change.</summary>
internal static class FormerVersionRow
{
    public const string Columns = "transaction_id, institution_transaction_id, state, amount, posted_date, description";

    public static (long TransactionId, FormerVersion Version) Read(SqlRow row) =>
        (row.Int64(0), new FormerVersion(row.TextOrNull(1), row.Word<TransactionState>(2), row.Decimal(3), row.Date(4), row.Text(5)));
}
