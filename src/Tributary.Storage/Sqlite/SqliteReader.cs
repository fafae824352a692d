using Dapper;
using Microsoft.Data.Sqlite;
using Tributary.Core.Errors;
using Tributary.Core.Store;

namespace Tributary.Storage.Sqlite;

/// <summary>
/// Reads inside one transaction of one connection. SQLite runs inside the process and knows no waiting without a thread, so
/// every read is done when its task is returned.
/// </summary>
internal partial class SqliteReader(SqliteConnection connection, CancellationToken cancellationToken) : IStoreReader, IDisposable
{
    private TributaryException? _fault;
    private bool _isOver;

    protected SqliteConnection Connection => connection;

    protected CancellationToken CancellationToken => cancellationToken;

    /// <summary>
    /// SQLite rolls back by itself when the disk is full or failing; work that caught the error and went on is told again, before
    /// a part of it could be committed.
    /// </summary>
    public void RequireSound()
    {
        if (_fault is not null)
            throw new TributaryException(_fault.Error, _fault.Subject, _fault);
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
        catch (SqliteException exception)
        {
            var meaning = SqliteFault.Of(exception);
            _fault = meaning as TributaryException;
            return Task.FromException<T>(meaning);
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    protected Task<T?> Find<TRow, T>(string sql, object parameters, Func<TRow, T> map)
        where TRow : class
        where T : class =>
        Run(() => connection.QueryFirstOrDefault<TRow>(sql, parameters) is { } row ? map(row) : null);

    protected Task<IReadOnlyList<T>> List<TRow, T>(string sql, object? parameters, Func<TRow, T> map) =>
        Run<IReadOnlyList<T>>(() => [.. connection.Query<TRow>(sql, parameters).Select(map)]);
}
