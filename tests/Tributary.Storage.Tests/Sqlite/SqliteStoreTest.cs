using Microsoft.Data.Sqlite;
using Tributary.Core.Store;
using Tributary.Storage.Migrations;
using Tributary.Storage.Tests.Contract;

namespace Tributary.Storage.Tests.Sqlite;

/// <summary>A test of what only SQLite does, with a store in a folder of its own.</summary>
public abstract class SqliteStoreTest : StoreTest
{
    private readonly TemporaryFolder _folder = new();

    protected string StorePath => _folder.File("tributary.db");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task<IStore> OpenAsync() => await SqliteStore.OpenAsync(StorePath, Migration.Of("Sqlite"), PrepareWriter);

    /// <summary>Sees the writer's connection whenever one is opened.</summary>
    protected virtual void PrepareWriter(SqliteConnection connection)
    {
    }
}
