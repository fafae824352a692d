using Npgsql;
using Tributary.Core.Secrets;
using Tributary.TestKit;
using Tributary.Vault;

namespace Tributary.Server.Tests.Data;

/// <summary>What a server does with a PostgreSQL database, whichever database the other tests run on.</summary>
public sealed class PostgresServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tributary-server-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Server_StartedAgainOnItsDatabase_FindsWhatItStored_AndKeepsNoStoreInItsFolder()
    {
        var options = await OptionsAsync("key");
        await using (var first = await TributaryServer.StartAsync(options, CancellationToken.None))
            Assert.NotNull(first.FirstStart);

        await using var second = await TributaryServer.StartAsync(options, CancellationToken.None);

        Assert.Null(second.FirstStart);
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(_folder, "data")), file => file.EndsWith(".db", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_WithTheMasterKeyOfAnotherStore_IsRefused_NamingTheDatabaseWithoutItsPassword()
    {
        var options = await OptionsAsync("key");
        await (await TributaryServer.StartAsync(options, CancellationToken.None)).DisposeAsync();

        var refusal = await AssertRefusedAsync((await OptionsAsync("another key")) with { Store = options.Store });

        Assert.Contains("master key does not belong to the store", refusal.Message);
        Assert.Contains(new NpgsqlConnectionStringBuilder(TestPostgres.Server).Host!, refusal.Message);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=tributary;Username=me;Password=s-e-c-r-e-t", "cannot be reached")]
    [InlineData("Host=127.0.0.1;Pasword=s-e-c-r-e-t", "cannot be read")]
    public async Task Server_WhoseDatabaseCannotBeOpened_IsRefused_WithoutAPassword_AndMakesNothing(string store, string words)
    {
        var refusal = await AssertRefusedAsync((await OptionsAsync("key")) with { Store = new Secret(store) });

        Assert.Contains(words, refusal.Message);
        Assert.DoesNotContain("s-e-c-r-e-t", refusal.ToString());
        Assert.False(Directory.Exists(Path.Combine(_folder, "data")));
    }

    [Fact]
    public void Options_AsText_DoNotTellTheConnectionString() =>
        Assert.DoesNotContain("s-e-c-r-e-t", new ServerOptions { Store = new Secret("Password=s-e-c-r-e-t") }.ToString());

    private static Task<StartRefusedException> AssertRefusedAsync(ServerOptions options) =>
        Assert.ThrowsAsync<StartRefusedException>(() => TributaryServer.StartAsync(options, CancellationToken.None));

    private async Task<ServerOptions> OptionsAsync(string key)
    {
        var file = Path.Combine(_folder, key);
        MasterKey.Create(file).Dispose();
        return new ServerOptions
        {
            DataFolder = Path.Combine(_folder, "data"),
            Store = new Secret(await TestPostgres.NewStoreAsync()),
            MasterKeyFile = file,
            Port = 0,
            Sandbox = true,
        };
    }
}
