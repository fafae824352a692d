using Tributary.Core.Store;
using Tributary.Storage;

namespace Tributary.Core.Tests;

/// <summary>
/// A database of a test's own, gone with it. The one place that knows which kinds there are: crash sweeps, races and the model test
/// run on each.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    public const string Sqlite = "SQLite";

    private readonly Func<ValueTask> _drop;

    private TestDatabase(IStore store, Func<ValueTask> drop)
    {
        Store = store;
        _drop = drop;
    }

    /// <summary>Every kind there is.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Sqlite];

    public IStore Store { get; }

    public static Task<TestDatabase> CreateAsync(string kind) => kind switch
    {
        Sqlite => CreateSqliteAsync(),
        _ => throw new ArgumentException($"There is no database {kind}.", nameof(kind)),
    };

    public ValueTask DisposeAsync() => _drop();

    private static async Task<TestDatabase> CreateSqliteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("tributary-engine-").FullName;
        var store = await SqliteStore.OpenAsync(Path.Combine(folder, "tributary.db"));
        return new TestDatabase(store, async () =>
        {
            await store.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        });
    }
}
