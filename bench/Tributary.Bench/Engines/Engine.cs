using Microsoft.Extensions.Logging.Abstractions;
using Tributary.Core.Aggregation;
using Tributary.Core.Categories;
using Tributary.Core.Connectors;
using Tributary.Core.Customers;
using Tributary.Core.Imports;
using Tributary.Core.Institutions;
using Tributary.Core.Partners;
using Tributary.Core.SignIn;
using Tributary.Core.Store;
using Tributary.Storage;
using Tributary.Vault;

namespace Tributary.Bench.Engines;

/// <summary>The product's engine over a store and a vault of its own, with one customer, and without a server around it.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly StoreVault _vault;
    private readonly SignInSessions _sessions;
    private readonly TimeProvider _clock;

    private Engine(IStore store, StoreVault vault, IConnector[] connectors, TimeProvider clock)
    {
        Store = store;
        _vault = vault;
        _clock = clock;
        _sessions = new SignInSessions(new SignInLimits(), clock, NullLogger<SignInSessions>.Instance);
        Aggregator = new Aggregator(store, vault, new InstitutionDirectory(connectors), _sessions, Categorizer.Shipped, clock, NullLogger<Aggregator>.Instance);
    }

    public IStore Store { get; }

    public Aggregator Aggregator { get; }

    public required Customer Customer { get; init; }

    /// <summary>Over a new SQLite store.</summary>
    public static Task<Engine> OpenAsync(ScratchFolder folder, TimeProvider clock, params IConnector[] connectors) =>
        OpenAsync(StoreLocation.OfFile(StoreFile(folder)), folder, clock, connectors);

    /// <summary>Over a new store of any kind.</summary>
    public static async Task<Engine> OpenAsync(StoreLocation location, ScratchFolder folder, TimeProvider clock, params IConnector[] connectors)
    {
        using var key = MasterKey.Create(folder.File("master.key"));
        var store = await location.OpenAsync();
        var vault = await StoreVault.OpenAsync(store, key, CancellationToken.None);
        return new Engine(store, vault, connectors, clock) { Customer = await AddCustomerAsync(store, vault, clock) };
    }

    public static string StoreFile(ScratchFolder folder) => folder.File("tributary.db");

    /// <summary>Imports a file that is already read.</summary>
    public Task<ImportReport> ImportAsync(StatementFile file) =>
        new StatementImporter(Store, _vault, new ReadAlready(file), new CustomerRegistry(Store, _sessions, _clock), Categorizer.Shipped, _clock).ImportAsync(Customer, Stream.Null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        _vault.Dispose();
        await ((IAsyncDisposable)Store).DisposeAsync();
    }

    private static async Task<Customer> AddCustomerAsync(IStore store, StoreVault vault, TimeProvider clock)
    {
        var partner = await new PartnerRegistry(store, vault, clock).RegisterAsync(new NewPartner("Bench"), CancellationToken.None);
        await using var sessions = new SignInSessions(new SignInLimits(), clock, NullLogger<SignInSessions>.Instance);
        return await new CustomerRegistry(store, sessions, clock).AddAsync(
            partner.Partner.Id, "bench-customer", new CustomerDetails(), CustomerType.Testing, CancellationToken.None);
    }

    private sealed class ReadAlready(StatementFile file) : IStatementFileReader
    {
        public Task<StatementFile> ReadAsync(Stream content, CancellationToken cancellationToken) => Task.FromResult(file);
    }
}
