using Microsoft.Data.Sqlite;
using Tributary.Core.Accounts;
using Tributary.Core.Connectors;
using Tributary.Core.Customers;

namespace Tributary.Bench.Ingestion;

/// <summary>
/// The yardstick of ingestion on SQLite: one prepared statement in a loop and one commit, on a store's own migrated file, with the
/// durability of the store's writer. It knows every row beforehand in the form it is stored in, looks nothing up and decides nothing.
/// </summary>
internal sealed class BareSqlite : IDisposable
{
    private static readonly string[] Key = ["customer_id", "id", "account_id", "created_at", "updated_at", "added_in_change", "change_number"];

    private static readonly string[] Told =
    [
        "institution_transaction_id", "state", "amount", "currency", "posted_date", "transaction_date", "effective_date", "type",
        "description", "memo", "check_number", "reference_number", "sic", "detail",
    ];

    private static readonly string[] Columns = [.. Key, .. Told];

    private static readonly string InsertSql =
        $"INSERT INTO account_transaction ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select(column => "@" + column))})";

    private static readonly string UpsertSql =
        $"{InsertSql} ON CONFLICT (customer_id, id) DO UPDATE SET {string.Join(", ", Told.Select(column => $"{column} = excluded.{column}"))}";

    private static readonly string UpsertChangedSql =
        $"{UpsertSql} WHERE {string.Join(" OR ", Told.Select(column => $"{column} IS NOT excluded.{column}"))}";

    private readonly SqliteConnection _connection;

    public BareSqlite(string file)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _connection.Open();
        // What SqliteFile sets for the store's writer.
        Execute(
            "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA cache_size = -8000; "
            + "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA foreign_keys = ON; "
            + "PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 67108864;");
    }

    /// <summary>A transaction as the values of its row.</summary>
    public static object[] Row(CustomerId customer, AccountId account, long id, ReportedTransaction transaction)
    {
        var day = $"{transaction.PostedDate:yyyy-MM-dd}";
        var type = $"{transaction.Type}";
        return
        [
            customer.Value, id, account.Value, 1L, 1L, 1L, 1L,
            transaction.InstitutionTransactionId!, "posted", $"{transaction.Amount}", "USD", day, DBNull.Value, day,
            char.ToLowerInvariant(type[0]) + type[1..],
            transaction.Description, (object?)transaction.Memo ?? DBNull.Value, DBNull.Value, DBNull.Value, DBNull.Value, DBNull.Value,
        ];
    }

    public void Insert(IReadOnlyList<object[]> rows) => Loop(InsertSql, rows);

    /// <summary>Writes every row again, whether it differs or not.</summary>
    public void Upsert(IReadOnlyList<object[]> rows) => Loop(UpsertSql, rows);

    /// <summary>Compares every row and writes those that differ.</summary>
    public void UpsertChanged(IReadOnlyList<object[]> rows) => Loop(UpsertChangedSql, rows);

    public void Dispose() => _connection.Dispose();

    private void Loop(string sql, IReadOnlyList<object[]> rows)
    {
        using var transaction = _connection.BeginTransaction();
#pragma warning disable CA2100 // Made of this class's own constants.
        using var command = new SqliteCommand(sql, _connection, transaction);
#pragma warning restore CA2100
        var parameters = Columns.Select((column, at) => command.Parameters.Add("@" + column, TypeOf(rows[0][at]))).ToArray();
        command.Prepare();
        foreach (var row in rows)
        {
            for (var at = 0; at < parameters.Length; at++)
                parameters[at].Value = row[at];
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static SqliteType TypeOf(object value) => value is long ? SqliteType.Integer : SqliteType.Text;

    private void Execute(string pragmas)
    {
#pragma warning disable CA2100 // As above.
        using var command = new SqliteCommand(pragmas, _connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
