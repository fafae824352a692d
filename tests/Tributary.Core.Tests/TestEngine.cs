using Microsoft.Extensions.Logging.Abstractions;
using Tributary.Core.Aggregation;
using Tributary.Core.Categories;
using Tributary.Core.Customers;
using Tributary.Core.Imports;
using Tributary.Core.Institutions;
using Tributary.Core.Operators;
using Tributary.Core.Partners;
using Tributary.Core.SignIn;
using Tributary.Core.Transactions;
using Tributary.TestKit;
using Tributary.Vault;

namespace Tributary.Core.Tests;

/// <summary>The whole engine over a real store, a real vault, a scripted bank and a clock that the test moves.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private TestEngine(TestDatabase database, FaultyStore store, StoreVault vault)
    {
        _database = database;
        Store = store;
        Vault = vault;
        Sessions = new SignInSessions(Limits, Clock, NullLogger<SignInSessions>.Instance);
        Aggregator = new Aggregator(
            store, vault, new InstitutionDirectory([Bank]), Sessions, Categorizer.Shipped, Clock, NullLogger<Aggregator>.Instance);
        Customers = new CustomerRegistry(store, Sessions, Clock);
        Partners = new PartnerRegistry(store, vault, Clock);
        Operators = new OperatorTokens(store, Clock);
        Importer = new StatementImporter(store, vault, Files, Customers, Categorizer.Shipped, Clock);
    }

    public AdjustableClock Clock { get; } = new();

    public SignInLimits Limits { get; } = new();

    public ScriptedConnector Bank { get; } = new();

    public ScriptedFileReader Files { get; } = new();

    public FaultyStore Store { get; }

    public StoreVault Vault { get; }

    public SignInSessions Sessions { get; }

    public Aggregator Aggregator { get; }

    public CustomerRegistry Customers { get; }

    public PartnerRegistry Partners { get; }

    public OperatorTokens Operators { get; }

    public StatementImporter Importer { get; }

    public static async Task<TestEngine> StartAsync(string database = TestDatabase.Sqlite) =>
        await StartAsync(await TestDatabase.CreateAsync(database));

    /// <summary>Starts on a database that goes with the engine.</summary>
    public static async Task<TestEngine> StartAsync(TestDatabase opened)
    {
        var store = new FaultyStore(opened.Store);
        return new TestEngine(opened, store, await OpenVaultAsync(store));
    }

    public async Task<Customer> AddCustomerAsync(string username = "customer1", CustomerType type = CustomerType.Testing)
    {
        var partner = await Partners.RegisterAsync(new NewPartner("Test"), CancellationToken.None);
        return await Customers.AddAsync(partner.Partner.Id, username, new CustomerDetails(), type, CancellationToken.None);
    }

    public Task<SignInOutcome> AddAllAsync(Customer customer, string user = "ann", string password = "pw") =>
        DiscoverAsync(customer, user, password, addAll: true);

    public Task<SignInOutcome> DiscoverAsync(Customer customer, string user = "ann", string password = "pw", bool addAll = false) =>
        Aggregator.DiscoverAsync(customer, ScriptedConnector.Bank.Id, ScriptedConnector.Credentials(user, password), addAll, CancellationToken.None);

    public Task<Page<Transaction>> TransactionsAsync(Customer customer, bool includePending = true) => Store.ReadAsync(
        reader => reader.ListTransactionsAsync(
            customer.Id,
            new TransactionQuery { From = DateOnly.MinValue, To = DateOnly.MaxValue, IncludePending = includePending, Ascending = true, Take = 1000 }),
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Sessions.DisposeAsync();
        Vault.Dispose();
        await _database.DisposeAsync();
    }

    private static async Task<StoreVault> OpenVaultAsync(FaultyStore store)
    {
        var folder = Directory.CreateTempSubdirectory("tributary-key-").FullName;
        try
        {
            using var key = MasterKey.Create(Path.Combine(folder, "key"));
            return await StoreVault.OpenAsync(store, key, CancellationToken.None);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
