using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tributary.Core.Store;
using Tributary.Storage.Migrations;
using Tributary.Storage.Sql;
using Tributary.Storage.Sqlite;

namespace Tributary.Storage;

/// <summary>
/// The store in one SQLite file: for a household or a small service, in one process. Readers each see one consistent state and
/// are never kept waiting by a writer; writers go one after another. What a finished write says is on the disk.
/// Many callers may use it at once, but not from inside its own work.
/// </summary>
public sealed class SqliteStore : IStore, IAsyncDisposable
{
    private static readonly IReadOnlyList<Migration> OwnMigrations = Migration.Of("Sqlite");

    private readonly SqliteFile _file;
    private readonly Action<SqliteConnection>? _prepareWriter;
    private readonly SqliteReaderPool _readers;

#pragma warning disable CA2213 // Never disposed: late writers still wait on it, and without a wait handle it holds nothing.
    private readonly SemaphoreSlim _writersTurn = new(1, 1);
#pragma warning restore CA2213

    private readonly WorkUnderWay _underWay = new();
    private SqliteWriterConnection? _writer;
    private volatile bool _isDisposed;

    /// <summary>Rows were deleted and the log may still hold them; a crash may have left such a log, so it starts true.</summary>
    private bool _owesErasure = true;

    private SqliteStore(SqliteFile file, Action<SqliteConnection>? prepareWriter)
    {
        _file = file;
        _prepareWriter = prepareWriter;
        _readers = new SqliteReaderPool(file);
        _writer = OpenWriter();
    }

    /// <summary>The schema this program brings a store to.</summary>
    public static int SchemaVersion => OwnMigrations[^1].Number;

    /// <summary>
    /// Looks at a store without changing a byte of it, so that a wrong master key or a newer schema can be refused in time.
    /// </summary>
    /// <param name="path">The store's file.</param>
    /// <returns>What there is; a missing or empty file is no store yet.</returns>
    /// <exception cref="StoreRefusedException">Opening would refuse it too.</exception>
    public static Task<StoreInspection> InspectAsync(string path) =>
        Task.Run(() => SqliteInspector.Inspect(new SqliteFile(path), OwnMigrations));

    /// <summary>Opens a store, making it where there is none, and brings its schema up to date.</summary>
    /// <param name="path">The store's file. A missing folder is made; what is made is for its owner alone.</param>
    /// <returns>The open store; dispose it to close its connections.</returns>
    /// <exception cref="StoreRefusedException">It cannot be opened, for one of the reasons of <see cref="StoreRefusal"/>.</exception>
    public static Task<SqliteStore> OpenAsync(string path) => OpenAsync(path, OwnMigrations, prepareWriter: null);

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(Func<IStoreReader, Task<T>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using var underWay = _underWay.Begin();
        cancellationToken.ThrowIfCancellationRequested();
        var connection = Attempt(_readers.Take);
        try
        {
            connection.Begin();
            using var session = new SqliteSession(connection, cancellationToken);
            var result = await work(new SqlReader(session));
            session.RequireSound();
            return result;
        }
        catch (SqliteException exception)
        {
            throw SqliteFault.Of(exception);
        }
        finally
        {
            _readers.Return(connection);
        }
    }

    /// <inheritdoc/>
    public async Task<T> WriteAsync<T>(Func<IStoreWriter, Task<T>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using var underWay = _underWay.Begin();
        await _writersTurn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _writer ??= Attempt(OpenWriter);
            var result = await WriteAsync(_writer, work, cancellationToken);
            EraseTraces(_writer);
            return result;
        }
        finally
        {
            _writersTurn.Release();
        }
    }

    /// <summary>Waits for the writer under way, then closes the file; what the log holds is moved into it.</summary>
    /// <returns>A task that ends when all connections at rest are closed; readers under way close theirs when they end.</returns>
    public async ValueTask DisposeAsync()
    {
        await _writersTurn.WaitAsync();
        _isDisposed = true;
        _readers.Dispose();
        CloseWriter();
        _writersTurn.Release();
    }

    /// <summary>Opens a store with other migrations than this program's, or with a writer prepared to fail.</summary>
    internal static Task<SqliteStore> OpenAsync(
        string path, IReadOnlyList<Migration> migrations, Action<SqliteConnection>? prepareWriter) => Task.Run(() =>
    {
        var file = new SqliteFile(path);
        var version = SqliteInspector.Inspect(file, migrations).SchemaVersion;
        try
        {
            file.CreatePrivate();
            SqliteMigrator.Migrate(file, [.. migrations.Where(migration => migration.Number > version)]);
            file.RequireWritable();
            return new SqliteStore(file, prepareWriter);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode != raw.SQLITE_ERROR)
        {
            throw SqliteFault.Refusal(file.Path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException(StoreRefusal.Unwritable, $"The store {file.Path} cannot be made or written.", exception);
        }
    });

    private static T Attempt<T>(Func<T> sql)
    {
        try
        {
            return sql();
        }
        catch (SqliteException exception)
        {
            throw SqliteFault.Of(exception);
        }
    }

    private async Task<T> WriteAsync<T>(SqliteWriterConnection connection, Func<IStoreWriter, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            Attempt(() => connection.Connection.Execute("BEGIN IMMEDIATE"));
            using var session = new SqliteSession(connection, cancellationToken);
            var result = await work(new SqlWriter(session));
            session.RequireSound();
            cancellationToken.ThrowIfCancellationRequested();
            Attempt(() => connection.Connection.Execute("COMMIT"));
            _owesErasure |= session.HasErased;
            return result;
        }
        catch
        {
            RollBack(connection);
            throw;
        }
    }

    /// <summary>A connection that cannot roll back is closed, which rolls back too; the next writer opens another.</summary>
    private void RollBack(SqliteWriterConnection connection)
    {
        try
        {
            connection.Connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            CloseWriter();
        }
    }

    /// <summary>Empties the log after a deletion, now or after a later write; the write itself is done and cannot fail any more.</summary>
    private void EraseTraces(SqliteWriterConnection connection)
    {
        if (!_owesErasure)
            return;
        try
        {
            _owesErasure = !connection.TryEmptyLog();
        }
        catch (SqliteException)
        {
            CloseWriter();
        }
    }

    private SqliteWriterConnection OpenWriter()
    {
        var connection = _file.OpenWriter();
        _prepareWriter?.Invoke(connection);
        return new SqliteWriterConnection(connection);
    }

    private void CloseWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }
}
