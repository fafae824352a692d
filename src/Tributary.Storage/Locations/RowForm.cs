using System.Data;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Locations;

/// <summary>How the store reads a table's rows, tried on each: SQLite would hold any text where an amount, a day or a word of a list belongs.</summary>
/// <param name="Table">The table.</param>
/// <param name="Select">Reads it.</param>
/// <param name="NewReader">Makes what tells of a row whether it can be read.</param>
internal sealed record RowForm(string Table, string Select, Func<Func<DbDataReader, bool>> NewReader)
{
    public static IReadOnlyList<RowForm> All { get; } =
    [
        Of<PartnerRow>("partner", PartnerRow.Columns, row => row.ToPartner()),
        Of<AccessTokenRow>("access_token", AccessTokenRow.Columns, row => row.ToAccessToken()),
        Of<OperatorTokenRow>("operator_token", OperatorTokenRow.Columns, row => row.ToOperatorToken()),
        Of<CustomerRow>("customer", CustomerRow.Columns, row => row.ToCustomer()),
        Of<InstitutionLoginRow>("institution_login", InstitutionLoginRow.Columns, row => row.ToInstitutionLogin()),
        Of<AccountRow>("account", AccountRow.Columns, row => row.ToAccount()),
        Of<PositionRow>("position", PositionRow.Columns, row => row.ToPosition()),
        Of<DailyBalanceRow>("daily_balance", DailyBalanceRow.Columns, row => row.ToDailyBalance()),
        Of<OutboxEventRow>("outbox_event", OutboxEventRow.Columns, row => row.ToOutboxEvent()),
        Of<FormerVersionRow>("transaction_history", FormerVersionRow.Columns, row => row.ToFormerVersion()),
        new("account_transaction", $"SELECT {TransactionRow.Select} FROM account_transaction", () => row => CanRead(() => TransactionRow.Read(row))),
    ];

    private static RowForm Of<T>(string table, string columns, Func<T, object> read) => new(table, $"SELECT {columns} FROM {table}", () =>
    {
        Func<DbDataReader, T>? parse = null;
        return row => CanRead(() => read((parse ??= row.GetRowParser<T>())(row)));
    });

    private static bool CanRead(Func<object> read)
    {
        try
        {
            _ = read();
            return true;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or DataException or InvalidCastException or OverflowException
            or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
