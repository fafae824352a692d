using System.Runtime.ExceptionServices;
using Dapper;
using Microsoft.Data.Sqlite;
using Tributary.Core.Store;

namespace Tributary.Storage.Sqlite;

/// <summary>
/// Reads inside one transaction of one connection. SQLite runs inside the process and knows no waiting without a thread, so
/// every read is done when its task is returned.
/// </summary>
internal partial class SqliteReader(SqliteConnection connection, CancellationToken cancellationToken) : IStoreReader, IDisposable
{
    private Exception? _fault;
    private bool _isOver;

    protected SqliteConnection Connection => connection;

    protected CancellationToken CancellationToken => cancellationToken;

    /// <summary>
    /// An exception ends the work for good, on every database alike: some roll back by themselves, and work that caught the
    /// exception and went on would have a part of itself committed. It is told the same again.
    /// </summary>
    public void RequireSound()
    {
        if (_fault is not null)
            ExceptionDispatchInfo.Throw(_fault);
    }

    /// <summary>Ends the work; the connection lives on.</summary>
    public void Dispose() => _isOver = true;

    /// <summary>Runs SQL, and tells its errors in the store's words.</summary>
    protected Task<T> Run<T>(Func<T> sql)
    {
        try
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            RequireSound();
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(sql());
        }
        catch (Exception exception)
        {
            _fault = exception is SqliteException fault ? SqliteFault.Of(fault) : exception;
            return Task.FromException<T>(_fault);
        }
    }

    protected Task<T?> Find<TRow, T>(string sql, object parameters, Func<TRow, T> map)
        where TRow : class
        where T : class =>
        Run(() => connection.QueryFirstOrDefault<TRow>(sql, parameters) is { } row ? map(row) : null);

    protected Task<IReadOnlyList<T>> List<TRow, T>(string sql, object? parameters, Func<TRow, T> map) =>
        Run<IReadOnlyList<T>>(() => [.. connection.Query<TRow>(sql, parameters).Select(map)]);
}
