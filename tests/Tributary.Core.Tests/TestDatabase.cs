using Tributary.Core.Store;
using Tributary.Storage;
using Tributary.TestKit;

[assembly: AssemblyFixture(typeof(TestPostgres))]

namespace Tributary.Core.Tests;

/// <summary>
/// A database of a test's own, gone with it. The one place that knows which kinds there are: crash sweeps, races and the model test
/// run on each.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";

    private readonly Func<ValueTask> _drop;

    private TestDatabase(IStore store, Func<ValueTask> drop)
    {
        Store = store;
        _drop = drop;
    }

    /// <summary>Every kind there is.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Sqlite, Postgres];

    public IStore Store { get; }

    public static Task<TestDatabase> CreateAsync(string kind) => kind switch
    {
        Sqlite => CreateSqliteAsync(Directory.CreateTempSubdirectory("tributary-engine-").FullName),
        Postgres => CreatePostgresAsync(),
        _ => throw new ArgumentException($"There is no database {kind}.", nameof(kind)),
    };

    /// <summary>A PostgreSQL database by a way that the test can cut.</summary>
    public static async Task<(TestDatabase Database, CuttableWay Way)> CreateCuttableAsync()
    {
        var way = new CuttableWay(await TestPostgres.NewStoreAsync());
        var store = await PostgresStore.OpenAsync(way.ConnectionString);
        var database = new TestDatabase(store, async () =>
        {
            await store.DisposeAsync();
            await way.DisposeAsync();
        });
        return (database, way);
    }

    /// <summary>A database whose rows lie on a small disk.</summary>
    public static Task<TestDatabase> CreateOnAsync(SmallDisk disk, string kind) => kind switch
    {
        Sqlite => CreateSqliteAsync(Directory.CreateDirectory(Path.Combine(disk.Path, "data")).FullName),
        Postgres => CreatePostgresOnAsync(disk),
        _ => throw new ArgumentException($"There is no database {kind}.", nameof(kind)),
    };

    public ValueTask DisposeAsync() => _drop();

    private static async Task<TestDatabase> CreateSqliteAsync(string folder)
    {
        var store = await SqliteStore.OpenAsync(Path.Combine(folder, "tributary.db"));
        return new TestDatabase(store, async () =>
        {
            await store.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        });
    }

    private static async Task<TestDatabase> CreatePostgresAsync()
    {
        var store = await PostgresStore.OpenAsync(await TestPostgres.NewStoreAsync());
        return new TestDatabase(store, store.DisposeAsync);
    }

    /// <summary>A tablespace of a server of its own, whose log has another disk: without room for its log a server does not even start.</summary>
    private static async Task<TestDatabase> CreatePostgresOnAsync(SmallDisk disk)
    {
        var server = await PrivatePostgres.MakeAsync();
        var folder = Directory.CreateDirectory(Path.Combine(disk.Path, "space")).FullName;
        await PrivatePostgres.OwnAsync(folder);
        await TestPostgres.ExecuteAsync(server.ConnectionString, $"CREATE TABLESPACE small LOCATION '{folder}'");
        await TestPostgres.ExecuteAsync(server.ConnectionString, "ALTER ROLE tributary SET default_tablespace = small");
        var store = await PostgresStore.OpenAsync(server.ConnectionString);
        return new TestDatabase(store, async () =>
        {
            await store.DisposeAsync();
            await server.DisposeAsync();
        });
    }
}
