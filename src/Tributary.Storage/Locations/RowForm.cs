using System.Data;
using System.Text.Json;
using Tributary.Storage.Rows;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Locations;

/// <summary>How the store reads a table's rows, tried on each: SQLite would hold any text where an amount, a day or a word of a list belongs.</summary>
/// <param name="Table">The table.</param>
/// <param name="Select">Reads it.</param>
/// <param name="CanRead">Tells of a row whether it can be read.</param>
internal sealed record RowForm(string Table, string Select, Func<SqlRow, bool> CanRead)
{
    public static IReadOnlyList<RowForm> All { get; } =
    [
        Of("partner", PartnerRow.Columns, PartnerRow.Read),
        Of("access_token", AccessTokenRow.Columns, AccessTokenRow.Read),
        Of("operator_token", OperatorTokenRow.Columns, OperatorTokenRow.Read),
        Of("institution", InstitutionRow.Columns, InstitutionRow.Read),
        Of("customer", CustomerRow.Columns, CustomerRow.Read),
        Of("institution_login", InstitutionLoginRow.Columns, InstitutionLoginRow.Read),
        Of("account", AccountRow.Columns, AccountRow.Read),
        Of("position", PositionRow.Columns, PositionRow.Read),
        Of("daily_balance", DailyBalanceRow.Columns, DailyBalanceRow.Read),
        Of("outbox_event", OutboxEventRow.Columns, OutboxEventRow.Read),
        Of("subscription", SubscriptionRow.Columns, SubscriptionRow.Read),
        Of("transaction_history", FormerVersionRow.Columns, FormerVersionRow.Read),
        Of("account_transaction", TransactionRow.Select, TransactionRow.Read),
    ];

    private static RowForm Of<T>(string table, string columns, Func<SqlRow, T> read) => new(table, $"SELECT {columns} FROM {table}", row =>
    {
        try
        {
            read(row);
            return true;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or DataException or InvalidCastException or OverflowException
            or ArgumentException or NotSupportedException)
        {
            return false;
        }
    });
}
