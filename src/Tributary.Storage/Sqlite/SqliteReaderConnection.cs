using Microsoft.Data.Sqlite;

namespace Tributary.Storage.Sqlite;

/// <summary>A connection that reads, with the statements it has run.</summary>
internal sealed class SqliteReaderConnection(SqliteConnection connection) : IDisposable
{
    public SqliteConnection Connection => connection;

    public SqliteStatements Statements { get; } = new(connection);

    public void Begin() => Statements.Run("BEGIN DEFERRED");

    public void End() => Statements.Run("ROLLBACK");

    public void Dispose()
    {
        // A connection stays open as long as a statement of it lives.
        Statements.Dispose();
        connection.Dispose();
    }
}
