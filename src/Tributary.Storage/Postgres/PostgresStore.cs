using System.Collections.Concurrent;
using System.Data;
using System.Runtime.ExceptionServices;
using Npgsql;
using Tributary.Core.Store;
using Tributary.Storage.Migrations;
using Tributary.Storage.Postgres;
using Tributary.Storage.Sql;

namespace Tributary.Storage;

/// <summary>
/// The store in a PostgreSQL database: for a service. Readers each see one consistent state and are never kept waiting; writers run side by side,
/// and those of one customer one after another. A connection that is lost is replaced and its work run again; whether a write was committed
/// whose answer got lost is looked up. What a finished write says is on the server's disk, unless its operator has turned
/// <c>synchronous_commit</c> off. Many callers may use it at once, but not from inside its own work.
/// </summary>
public sealed class PostgresStore : IStore, IAsyncDisposable
{
    private static readonly IReadOnlyList<Migration> OwnMigrations = Migration.Of("Postgres");

    private readonly PostgresDatabase _database;
    private readonly ConcurrentQueue<Guid> _spentMarkers = new();
    private readonly WorkUnderWay _underWay = new();
    private volatile bool _isDisposed;

    private PostgresStore(PostgresDatabase database) => _database = database;

    /// <summary>The schema this program brings a store to.</summary>
    public static int SchemaVersion => OwnMigrations[^1].Number;

    /// <summary>How a store is named to people: database, host and port, without user and password.</summary>
    /// <param name="connectionString">Where it is; nothing is connected.</param>
    /// <returns>The name.</returns>
    /// <exception cref="StoreRefusedException">The connection string cannot be read.</exception>
    public static string NameOf(string connectionString) => new PostgresAddress(connectionString).Name;

    /// <summary>A connection string as it may be shown to people, in commands to copy for example: passwords are left out.</summary>
    /// <param name="connectionString">Where it is; nothing is connected.</param>
    /// <returns>The connection string with a placeholder for each password.</returns>
    /// <exception cref="StoreRefusedException">The connection string cannot be read.</exception>
    public static string ShownOf(string connectionString) => new PostgresAddress(connectionString).Shown;

    /// <summary>Looks at a store without changing anything, so that a wrong master key or a newer schema can be refused in time.</summary>
    /// <param name="connectionString">
    /// Where it is, as <c>Host=…;Database=…;Username=…;Password=…</c> (Npgsql's keywords). The database must exist; the first schema
    /// of its search path is the store's alone.
    /// </param>
    /// <returns>What there is; an empty schema is no store yet.</returns>
    /// <exception cref="StoreRefusedException">Opening would refuse it too.</exception>
    public static async Task<StoreInspection> InspectAsync(string connectionString)
    {
        await using var database = new PostgresDatabase(connectionString);
        return await PostgresSchema.InspectAsync(database, OwnMigrations);
    }

    /// <summary>Opens a store, making it where there is none, and brings its schema up to date.</summary>
    /// <param name="connectionString">Where it is; see <see cref="InspectAsync"/>.</param>
    /// <returns>The open store; dispose it to close its connections.</returns>
    /// <exception cref="StoreRefusedException">It cannot be opened, for one of the reasons of <see cref="StoreRefusal"/>.</exception>
    public static Task<PostgresStore> OpenAsync(string connectionString) => OpenAsync(connectionString, OwnMigrations);

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(Func<IStoreReader, Task<T>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using var underWay = _underWay.Begin();
        return await _database.RunAsync(connection => ReadAsync(connection, work, cancellationToken), () => cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<T> WriteAsync<T>(Func<IStoreWriter, Task<T>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using var underWay = _underWay.Begin();
        return await new PostgresWrite<T>(work, _spentMarkers, cancellationToken).RunAsync(_database);
    }

    /// <summary>Closes the connections.</summary>
    /// <returns>A task that ends when all connections at rest are closed; work under way closes its own when it ends.</returns>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return _database.DisposeAsync();
    }

    /// <summary>Opens a store with other migrations than this program's.</summary>
    internal static async Task<PostgresStore> OpenAsync(string connectionString, IReadOnlyList<Migration> migrations)
    {
        var database = new PostgresDatabase(connectionString);
        try
        {
            var version = (await PostgresSchema.InspectAsync(database, migrations)).SchemaVersion;
            await PostgresSchema.MigrateAsync(database, [.. migrations.Where(migration => migration.Number > version)]);
            return new PostgresStore(database);
        }
        catch (NpgsqlException exception) when (PostgresFault.RefusesOpening(exception))
        {
            await database.DisposeAsync();
            throw PostgresFault.Refusal(database.Address, exception);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static async Task<T> ReadAsync<T>(NpgsqlConnection connection, Func<IStoreReader, Task<T>> work, CancellationToken cancellationToken)
    {
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        using var session = new PostgresSession(connection, SessionKind.Read, cancellationToken);
        try
        {
            var result = await work(new SqlReader(session));
            session.RequireSound();
            return result;
        }
        catch when (session.Trouble is { } trouble && PostgresFault.MayPass(trouble))
        {
            ExceptionDispatchInfo.Throw(session.Trouble);
            throw;
        }
    }
}
