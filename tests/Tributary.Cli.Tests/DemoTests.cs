using Tributary.Cli.Tests.Programs;

namespace Tributary.Cli.Tests;

public sealed class DemoTests
{
    [Fact]
    public async Task Demo_OnARunningServer_ShowsAccountsAndTransactions_AndLeavesNothing()
    {
        using var workspace = new Workspace();
        await using var server = await workspace.ServeAsync();

        var demo = await workspace.RunAsync("demo");

        AssertShowsTheWalk(demo);
        Assert.Contains(server.Url.Authority, demo.Out, StringComparison.Ordinal);
        await server.StopAsync("TERM");
        await AssertNothingIsLeftAsync(workspace);
    }

    [Fact]
    public async Task Demo_WithoutAServer_RunsOneOfItsOwn_AndRemovesIt()
    {
        using var workspace = new Workspace();

        var demo = await workspace.RunAsync("demo");

        AssertShowsTheWalk(demo);
        Assert.False(Directory.Exists(workspace.Data));
        Assert.False(Directory.Exists(workspace.Configuration));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(workspace.Temporary), e => e.Contains("tributary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Demo_BesideAServerWithoutDemoBanks_RunsOneOfItsOwn()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        await using var server = workspace.Start("serve", "--port", "0");
        await server.WaitUntilReadyAsync();

        AssertShowsTheWalk(await workspace.RunAsync("demo"));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task InterruptedDemo_CleansUp(string signal)
    {
        using var workspace = new Workspace();
        await using var server = await workspace.ServeAsync();
        await using var demo = workspace.Start("demo");
        await demo.ReadUntilAsync("Signing in");

        var ended = await demo.StopAsync(signal);

        // The walk may have been through already.
        Assert.Contains(ended.ExitCode, new[] { 130, 0 });
        await server.StopAsync("TERM");
        await AssertNothingIsLeftAsync(workspace);
    }

    private static void AssertShowsTheWalk(Ended demo)
    {
        Assert.True(demo.ExitCode == 0, demo.Both);
        Assert.Equal("", demo.Error);
        Assert.Matches(@"FinBank asks: +Enter .+\n +The demo answers: +\S+\n", demo.Out);
        Assert.Matches(@"Accounts \(\d+\)\nName +Number +Type +Balance\n", demo.Out);
        Assert.Matches(@"(?m)^Checking +1000001111 +checking +-?[\d,]+\.\d\d USD$", demo.Out);
        Assert.Matches(@"Latest transactions\nDate +Account +Description +Amount  State\n(\d{4}-\d\d-\d\d .+\n){15}\n", demo.Out);
        Assert.Contains("Try next:", demo.Out, StringComparison.Ordinal);
    }

    private static async Task AssertNothingIsLeftAsync(Workspace workspace)
    {
        await using var store = await workspace.OpenStoreAsync();
        foreach (var table in new[] { "customer", "institution_login", "account", "account_transaction", "sealed_field", "access_token" })
            Assert.Equal(0, await store.QueryOneAsync<long>($"SELECT count(*) FROM {table}"));
        Assert.Equal(1, await store.QueryOneAsync<long>("SELECT count(*) FROM partner"));
    }
}
