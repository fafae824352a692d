using Tributary.Core.Store;
using Tributary.Storage.Tests.Contract;
using Tributary.TestKit;

[assembly: AssemblyFixture(typeof(TestPostgres))]

namespace Tributary.Storage.Tests.Postgres;

/// <summary>PostgreSQL keeps the contract.</summary>
public sealed class PostgresStoreTests : StoreContract
{
    protected override async Task<IStore> OpenAsync() => await PostgresStore.OpenAsync(await TestPostgres.NewStoreAsync());
}
