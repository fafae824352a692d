using Dapper;
using Microsoft.Data.Sqlite;

namespace Tributary.Storage.Sqlite;

/// <summary>The one connection that writes, with the hot paths' statements prepared once for its whole life.</summary>
internal sealed class SqliteWriterConnection(SqliteConnection connection) : IDisposable
{
    private PreparedTransaction? _insert;
    private PreparedTransaction? _keepHistory;
    private PreparedTransaction? _update;
    private PreparedInstitution? _saveInstitution;
    private PreparedTransaction? _categorize;

    public SqliteConnection Connection => connection;

    public SqliteStatements Statements { get; } = new(connection);

    public PreparedTransaction InsertTransaction => _insert ??= new(new SqliteCommand(PreparedTransaction.Insert, connection));

    public PreparedTransaction KeepHistory => _keepHistory ??= new(new SqliteCommand(PreparedTransaction.KeepHistory, connection));

    public PreparedTransaction UpdateTransaction => _update ??= new(new SqliteCommand(PreparedTransaction.Update, connection));

    public PreparedInstitution SaveInstitution => _saveInstitution ??= new(connection);

    public PreparedTransaction CategorizeTransaction => _categorize ??= new(new SqliteCommand(PreparedTransaction.Categorize, connection));

    /// <summary>
    /// Moves the write-ahead log into the file and empties it, so that deleted rows are not left in the log. Readers of an older
    /// state still need the log; then nothing happens and the caller comes back later.
    /// </summary>
    /// <returns>Whether the log is empty now.</returns>
    public bool TryEmptyLog()
    {
        connection.Execute("PRAGMA busy_timeout = 0");
        var isBusy = connection.ExecuteScalar<long>("PRAGMA wal_checkpoint(TRUNCATE)") != 0;
        connection.Execute($"PRAGMA busy_timeout = {SqliteFile.BusyTimeoutMilliseconds}");
        return !isBusy;
    }

    public void Dispose()
    {
        _insert?.Dispose();
        _keepHistory?.Dispose();
        _update?.Dispose();
        _saveInstitution?.Dispose();
        _categorize?.Dispose();
        Statements.Dispose();
        connection.Dispose();
    }
}
