using System.Data;
using Dapper;
using Npgsql;
using Tributary.Storage.Postgres;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Locations;

/// <summary>A PostgreSQL database in one transaction of REPEATABLE READ.</summary>
internal sealed class PostgresSnapshot : StoreSnapshot
{
    private const string Next = "SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END FROM ";

    private readonly PostgresDatabase _database;
    private readonly NpgsqlConnection _connection;
    private readonly CancellationToken _cancellationToken;

    private PostgresSnapshot(PostgresDatabase database, NpgsqlConnection connection, int schemaVersion, CancellationToken cancellationToken)
        : base(database.Address.Name, schemaVersion)
    {
        _database = database;
        _connection = connection;
        _cancellationToken = cancellationToken;
    }

    public static async Task<PostgresSnapshot> TakeAsync(PostgresDatabase database, int schemaVersion, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync();
        try
        {
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await connection.ExecuteAsync("SET TRANSACTION READ ONLY");
            return new PostgresSnapshot(database, connection, schemaVersion, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    private protected override SqlSession NewSession() => new PostgresSession(_connection, SessionKind.Read, _cancellationToken);

    internal override IAsyncEnumerable<object?[]> RowsAsync(StoreTable table, CancellationToken cancellationToken) =>
        PostgresRows.ReadAsync(_connection, table, cancellationToken);

    internal override async Task<StoreNumbers> NumbersAsync()
    {
        var events = await _connection.ExecuteScalarAsync<string>("SELECT pg_get_serial_sequence('outbox_event', 'number')");
        return new StoreNumbers(await _connection.ExecuteScalarAsync<long>(Next + "id_sequence"), await _connection.ExecuteScalarAsync<long>(Next + events));
    }

    internal override async Task<IReadOnlyList<long>> QueryNumbersAsync(string sql) =>
        [.. await _connection.QueryAsync<long>(sql, commandTimeout: 0)];

    /// <summary>
    /// Reads every row of every table, which finds pages that cannot be read, and has the indexes of keys looked through where the extension amcheck
    /// is installed and allowed.
    /// </summary>
    internal override async Task<IReadOnlyList<string>> ListDamagesAsync(CancellationToken cancellationToken)
    {
        var damages = new List<string>();
        foreach (var table in Tables)
        {
            try
            {
                await foreach (var _ in RowsAsync(table, cancellationToken))
                {
                    // Being readable is all that is wanted.
                }
            }
            catch (PostgresException unreadable)
            {
                // The transaction is over, and no other table can be read in it.
                damages.Add($"the table {table.Name} cannot be read: {unreadable.MessageText}");
                return damages;
            }
        }

        damages.AddRange(await ListBrokenIndexesAsync());
        return damages;
    }

    private async Task<IReadOnlyList<string>> ListBrokenIndexesAsync()
    {
        const string canCheck = "SELECT coalesce(has_function_privilege(to_regprocedure('bt_index_check(regclass)'), 'EXECUTE'), false)";
        const string check =
            """
            SELECT bt_index_check(c.oid::regclass) FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_am a ON a.oid = c.relam
            WHERE c.relnamespace = current_schema()::regnamespace AND a.amname = 'btree' AND i.indisvalid
            """;
        if (!await _connection.ExecuteScalarAsync<bool>(canCheck))
            return [];
        try
        {
            await _connection.ExecuteAsync(check, commandTimeout: 0);
            return [];
        }
        catch (PostgresException broken)
        {
            return [$"an index is broken: {broken.MessageText}"];
        }
    }
}
