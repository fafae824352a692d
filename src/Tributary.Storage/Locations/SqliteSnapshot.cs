using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tributary.Storage.Sql;
using Tributary.Storage.Sqlite;

namespace Tributary.Storage.Locations;

/// <summary>A SQLite file in one read transaction.</summary>
internal sealed class SqliteSnapshot : StoreSnapshot
{
    private readonly SqliteReaderConnection _reader;
    private readonly CancellationToken _cancellationToken;

    private SqliteSnapshot(SqliteFile file, SqliteConnection connection, int schemaVersion, CancellationToken cancellationToken)
        : base(file.Path, schemaVersion)
    {
        _reader = new SqliteReaderConnection(connection);
        _cancellationToken = cancellationToken;
    }

    public SqliteConnection Connection => _reader.Connection;

    public static SqliteSnapshot Take(SqliteFile file, int schemaVersion, CancellationToken cancellationToken)
    {
        try
        {
            return new SqliteSnapshot(file, Begin(file.OpenReader()), schemaVersion, cancellationToken);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM && !file.HasWal)
        {
            // A medium that cannot be written, where nobody else can write either.
            return new SqliteSnapshot(file, Begin(file.OpenToInspect()), schemaVersion, cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw SqliteFault.Refusal(file.Path, exception);
        }
    }

    public override ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private protected override SqlSession NewSession() => new SqliteSession(_reader, _cancellationToken);

    internal override IAsyncEnumerable<object?[]> RowsAsync(StoreTable table, CancellationToken cancellationToken) =>
        SqliteRows.ReadAsync(Connection, table, cancellationToken);

    internal override Task<StoreNumbers> NumbersAsync() => Task.FromResult(new StoreNumbers(Next("id"), Next("outbox")));

    internal override async Task<IReadOnlyList<long>> QueryNumbersAsync(string sql) => [.. await Connection.QueryAsync<long>(sql)];

    internal override async Task<IReadOnlyList<string>> ListDamagesAsync(CancellationToken cancellationToken)
    {
        using var interruption = cancellationToken.Register(() => raw.sqlite3_interrupt(Connection.Handle));
        try
        {
            return await Task.Run(
                () => Connection.Query<string>("PRAGMA integrity_check(20)").Where(line => line != "ok").ToList(), CancellationToken.None);
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("The check was given up.", interrupted, cancellationToken);
        }
        catch (SqliteException damage) when (damage.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_IOERR)
        {
            // Damage that even the search for damage stumbles over.
            return [raw.sqlite3_errstr(damage.SqliteErrorCode).utf8_to_string()];
        }
    }

    private static SqliteConnection Begin(SqliteConnection connection)
    {
        try
        {
            connection.Execute("BEGIN DEFERRED");
            connection.ExecuteScalar<long>("SELECT count(*) FROM schema_migration");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private long Next(string series) => Connection.ExecuteScalar<long>("SELECT next_value FROM id_sequence WHERE name = @series", new { series });
}
