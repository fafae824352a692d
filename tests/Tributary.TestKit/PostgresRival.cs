using Npgsql;

namespace Tributary.TestKit;

/// <summary>Another program that wants the hold of a PostgreSQL store, and stands next in the queue for it.</summary>
public sealed class PostgresRival : IAsyncDisposable
{
    /// <summary>Ends the connection of whoever holds the store now, as a restart of the server would.</summary>
    public const string EndHolder =
        """
        SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND classid = 1414678851 AND objid::bigint = hashtext(current_schema())::bigint & 4294967295 AND granted
        """;

    private readonly string _database;
    private readonly NpgsqlConnection _connection;
    private readonly Task _waiting;

    private PostgresRival(string database, NpgsqlConnection connection, Task waiting)
    {
        _database = database;
        _connection = connection;
        _waiting = waiting;
    }

    public static async Task<PostgresRival> WaitBehindHolderAsync(string database)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database) { Pooling = false, ApplicationName = "a rival" }.ConnectionString);
        await connection.OpenAsync();
        var waiting = WaitAsync(connection);

        // Fails as long as nobody waits, by a division by zero.
        const string isWaiting =
            "SELECT 1 / count(*) FROM pg_locks WHERE classid = 1414678851 AND objid::bigint = hashtext(current_schema())::bigint & 4294967295 AND NOT granted";
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await TestPostgres.ExecuteAsync(database, isWaiting);
                return new PostgresRival(database, connection, waiting);
            }
            catch (PostgresException notYet) when (notYet.SqlState == PostgresErrorCodes.DivisionByZero && attempt < 1000)
            {
                await Task.Delay(10);
            }
        }
    }

    /// <summary>Ends the holder's connection; the rival holds the store when this is done.</summary>
    public async Task EndHolderAsync()
    {
        await TestPostgres.ExecuteAsync(_database, EndHolder);
        await _waiting;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task WaitAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(1414678851, hashtext(current_schema()))", connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync();
    }
}
