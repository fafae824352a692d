using Tributary.Core.Store;
using Tributary.Storage.Tests.Contract;

namespace Tributary.Storage.Tests.Sqlite;

/// <summary>SQLite keeps the contract.</summary>
public sealed class SqliteStoreTests : StoreContract
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override async Task<IStore> OpenAsync() => await SqliteStore.OpenAsync(_folder.File("tributary.db"));
}
