using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Tributary.Storage.Sqlite;

/// <summary>Connections that read, kept open between uses since opening one costs more than most reads.</summary>
internal sealed class SqliteReaderPool(SqliteFile file) : IDisposable
{
    private const int MostIdle = 16;

    private readonly ConcurrentBag<SqliteReaderConnection> _idle = [];
    private volatile bool _isDisposed;

    public SqliteReaderConnection Take() => _idle.TryTake(out var connection) ? connection : new SqliteReaderConnection(file.OpenReader());

    /// <summary>Takes a connection back and ends its transaction; one that cannot even do that is closed.</summary>
    public void Return(SqliteReaderConnection connection)
    {
        try
        {
            connection.End();
        }
        catch (SqliteException)
        {
            connection.Dispose();
            return;
        }

        if (_idle.Count < MostIdle)
            _idle.Add(connection);
        else
            connection.Dispose();
        if (_isDisposed)
            Dispose();
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }
}
