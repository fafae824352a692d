using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Core.Customers;
using Tributary.Core.Imports;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Core.Store;
using Tributary.Server.Data;
using Tributary.Storage;
using Tributary.TestKit;
using Tributary.Vault;

namespace Tributary.Server.Tests.Data;

/// <summary>A store as a whole, as an operator handles it: its content survives every way it takes, and nothing happens by halves.</summary>
public sealed class StoreKeeperTests : IDisposable
{
    private const string Statement =
        """
        OFXHEADER:100
        DATA:OFXSGML
        VERSION:102

        <OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>1<ACCTID>123<ACCTTYPE>CHECKING</BANKACCTFROM>
        <BANKTRANLIST><DTSTART>20260101<DTEND>20260301<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260102<TRNAMT>-12.50<FITID>a1<NAME>COFFEE</STMTTRN></BANKTRANLIST>
        <LEDGERBAL><BALAMT>100.00<DTASOF>20260301</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("tributary-keeper-").FullName;
    private readonly string _keyFile;
    private int _places;

    public StoreKeeperTests()
    {
        _keyFile = Path.Combine(_folder, "master.key");
        MasterKey.Create(_keyFile).Dispose();
    }

    private string Backup => Path.Combine(_folder, "backup.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("sqlite", "postgres")]
    [InlineData("postgres", "sqlite")]
    [InlineData("sqlite", "sqlite")]
    public async Task BackupOfARunningServer_RestoredElsewhere_HasAnEqualExport(string from, string to)
    {
        var (source, target) = (await PlaceAsync(from), await PlaceAsync(to));
        await using (var server = await TributaryServer.StartAsync(source, CancellationToken.None))
        {
            await PopulateAsync(server.Services);
            await StoreKeeper.BackUpAsync(source, Backup, replace: false, new StoreProgress(), CancellationToken.None);
            Assert.Empty((await StoreKeeper.CheckAsync(source, backup: null, CancellationToken.None)).Problems);
        }

        await StoreKeeper.RestoreAsync(target, Backup, replace: false, new StoreProgress(), CancellationToken.None);

        var export = await ExportAsync(source);
        Assert.Contains("COFFEE", export, StringComparison.Ordinal);
        Assert.Equal(export, await ExportAsync(target));
        var report = await StoreKeeper.CheckAsync(target, backup: null, CancellationToken.None);
        Assert.Empty(report.Problems);
        Assert.True(report.SealedValues > 0);
    }

    [Theory]
    [InlineData("sqlite", "postgres")]
    [InlineData("postgres", "sqlite")]
    public async Task MovedStore_HasAnEqualExport_AndItsSourceStays(string from, string to)
    {
        var (source, target) = (await PlaceAsync(from), await PlaceAsync(to));
        await using (var server = await TributaryServer.StartAsync(source, CancellationToken.None))
        {
            await PopulateAsync(server.Services);
            await AssertRefusedAsync("works on the store", () => MoveAsync(source, target));
        }

        var before = await ExportAsync(source);
        await MoveAsync(source, target);

        Assert.Equal(before, await ExportAsync(target));
        Assert.Equal(before, await ExportAsync(source));
        await AssertRefusedAsync("already", () => MoveAsync(source, target));
    }

    [Fact]
    public async Task RunningServersStore_IsNotReplaced()
    {
        foreach (var database in new[] { "sqlite", "postgres" })
        {
            var place = await PlaceAsync(database);
            await using var server = await TributaryServer.StartAsync(place, CancellationToken.None);
            var backup = Path.Combine(_folder, database + ".db");
            await StoreKeeper.BackUpAsync(place, backup, replace: false, new StoreProgress(), CancellationToken.None);

            await AssertRefusedAsync(
                "works on the store", () => StoreKeeper.RestoreAsync(place, backup, replace: true, new StoreProgress(), CancellationToken.None));
            await AssertRefusedAsync("works on the store", () => StoreKeeper.MigrateAsync(place, CancellationToken.None));
        }
    }

    [Fact]
    public async Task DamagedBackup_IsNotRestored()
    {
        var (source, target) = (await PlaceAsync("sqlite"), await PlaceAsync("sqlite"));
        await using (var store = await LocalStore.OpenAsync(source, CancellationToken.None))
            await PopulateAsync(store.Services);
        await StoreKeeper.BackUpAsync(source, Backup, replace: false, new StoreProgress(), CancellationToken.None);
        await using (var backup = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Backup};Pooling=False"))
        {
            await backup.OpenAsync();
            await using var orphaning = backup.CreateCommand();
            orphaning.CommandText = "PRAGMA foreign_keys = OFF; DELETE FROM account";
            await orphaning.ExecuteNonQueryAsync();
        }

        await AssertRefusedAsync("was not restored", () => StoreKeeper.RestoreAsync(target, Backup, replace: false, new StoreProgress(), CancellationToken.None));

        Assert.False(Directory.Exists(target.DataFolder));
    }

    [Fact]
    public async Task CheckWithoutTheMasterKey_IsAProblemOfAStore_AndNoneOfABackup()
    {
        var source = await PlaceAsync("sqlite");
        await using (var store = await LocalStore.OpenAsync(source, CancellationToken.None))
            await PopulateAsync(store.Services);
        await StoreKeeper.BackUpAsync(source, Backup, replace: false, new StoreProgress(), CancellationToken.None);
        var keyless = source with { MasterKeyFile = null };

        var store1 = await StoreKeeper.CheckAsync(keyless, backup: null, CancellationToken.None);
        var backup = await StoreKeeper.CheckAsync(keyless, Backup, CancellationToken.None);

        Assert.Contains("master key", Assert.Single(store1.Problems));
        Assert.Empty(backup.Problems);
        Assert.Contains("is missing", backup.NotOpenedBecause);
    }

    [Fact]
    public async Task SealedValueThatWasAltered_IsFound()
    {
        var place = await PlaceAsync("postgres");
        await using (var store = await LocalStore.OpenAsync(place, CancellationToken.None))
            await PopulateAsync(store.Services);
        await TestPostgres.ExecuteAsync(place.Store!.Reveal(), "UPDATE partner SET sealed_secret = sealed_secret || '\\x00'");

        var report = await StoreKeeper.CheckAsync(place, backup: null, CancellationToken.None);

        Assert.Equal(["1 sealed value does not open with the master key."], report.Problems);
    }

    [Fact]
    public async Task ServersWithFoldersOfTheirOwn_OnOneDatabase_AreNotTwo()
    {
        var place = await PlaceAsync("postgres");
        await using var first = await TributaryServer.StartAsync(place, CancellationToken.None);
        var other = place with { DataFolder = Path.Combine(_folder, "other") };

        await AssertRefusedAsync("Another program works on the store", () => TributaryServer.StartAsync(other, CancellationToken.None));

        Assert.False(Directory.Exists(other.DataFolder));
    }

    [Fact]
    public async Task ServerWhoseStoreAnotherTook_Stops_AndSaysWhy()
    {
        var place = await PlaceAsync("postgres");
        await using var server = await TributaryServer.StartAsync(place, CancellationToken.None);

        await using var rival = await PostgresRival.WaitBehindHolderAsync(place.Store!.Reveal());
        await rival.EndHolderAsync();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await server.WaitForShutdownAsync(patience.Token);
        Assert.False(patience.IsCancellationRequested);
        Assert.Contains("Another server has taken the store", server.StoppedBecause);
    }

    [Fact]
    public async Task FolderThatServedADatabase_BeginsAFile_AndADatabaseAnew()
    {
        var place = await PlaceAsync("postgres");
        await (await TributaryServer.StartAsync(place, CancellationToken.None)).DisposeAsync();

        await (await TributaryServer.StartAsync(place with { Store = new Secret(await TestPostgres.NewStoreAsync()) }, CancellationToken.None)).DisposeAsync();
        await (await TributaryServer.StartAsync(place with { Store = null }, CancellationToken.None)).DisposeAsync();

        Assert.True(await LocalStore.ExistsAsync(place with { Store = null }));
    }

    [Fact]
    public async Task FoldersServer_IsNotTakenForAnotherStores()
    {
        var place = await PlaceAsync("postgres");
        await using var server = await TributaryServer.StartAsync(place, CancellationToken.None);

        Assert.Equal(server.Url, RunningServer.Find(place)!.Url);
        Assert.Equal(server.Url, RunningServer.Find(place with { Store = null })!.Url);
        Assert.Throws<StartRefusedException>(() => RunningServer.Find(place with { Store = new Secret("Host=elsewhere;Database=other") }));
    }

    private static Task<KeptStore> MoveAsync(ServerOptions from, ServerOptions to) =>
        StoreKeeper.MoveAsync(from, to, new StoreProgress(), CancellationToken.None);

    private static async Task AssertRefusedAsync(string words, Func<Task> work) =>
        Assert.Contains(words, (await Assert.ThrowsAsync<StartRefusedException>(work)).Message, StringComparison.Ordinal);

    private static async Task PopulateAsync(IServiceProvider services)
    {
        var partner = Assert.Single(await services.GetRequiredService<PartnerRegistry>().ListAsync(CancellationToken.None));
        using var statement = new MemoryStream(Encoding.ASCII.GetBytes(Statement));
        var report = await services.GetRequiredService<StatementImporter>().ImportAsync(partner.Id, "me", statement, CancellationToken.None);
        Assert.Single(report.Accounts);
    }

    /// <summary>Everything of every customer, sealed values opened.</summary>
    private static async Task<string> ExportAsync(ServerOptions options)
    {
        await using var local = await LocalStore.OpenAsync(options, CancellationToken.None);
        var (store, vault) = (local.Services.GetRequiredService<IStore>(), local.Services.GetRequiredService<IVault>());
        var customers = await store.ReadAsync(
            async tx =>
            {
                var all = new List<Customer>();
                foreach (var partner in await tx.ListPartnersAsync())
                    all.AddRange(await tx.ListAllCustomersAsync(partner.Id));
                return all;
            },
            CancellationToken.None);
        var exports = new List<string>();
        foreach (var customer in customers)
            exports.Add((await StoreExport.OfAsync(store, vault, customer)).Exact);
        return string.Join('\n', exports);
    }

    private async Task<ServerOptions> PlaceAsync(string database) => new()
    {
        DataFolder = Path.Combine(_folder, $"data{++_places}"),
        Store = database == "postgres" ? new Secret(await TestPostgres.NewStoreAsync()) : null,
        MasterKeyFile = _keyFile,
        Port = 0,
        Sandbox = true,
    };
}
