using System.Globalization;
using Microsoft.Data.Sqlite;
using Tributary.Cli.Tests.Programs;

namespace Tributary.Cli.Tests;

/// <summary>
/// Kills a program at random moments of an import, one new account a time, in one store that lives through all of it. Whatever was
/// acknowledged is there, what was not is there wholly or not at all, nothing is doubled, and the same import again completes.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Transactions = 1500;

    private static int Moments => Environment.GetEnvironmentVariable("TRIBUTARY_TEST_LONG") == "1" ? 100 : 25;

    [Fact]
    public async Task KilledImport_LosesNothingAcknowledged_AndDoublesNothing()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}, {Moments} moments");
        var random = new Random(seed);
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();

        var interrupted = 0;
        for (var moment = 0; moment < Moments; moment++)
        {
            var account = (2_000_000_000L + moment).ToString(CultureInfo.InvariantCulture);
            var file = workspace.Write($"{account}.ofx", Statement.With(Transactions, account));
            var acknowledged = moment % 3 == 2
                ? await KillServerAsync(workspace, file, random)
                : await KillImportAsync(workspace, file, random);
            interrupted += acknowledged ? 0 : 1;

            long stored;
            await using (var store = await workspace.OpenStoreAsync())
                stored = await AssertSoundAsync(store, $"seed {seed}, moment {moment}", account, moment, acknowledged);
            output.WriteLine($"moment {moment}: {(acknowledged ? "acknowledged" : "interrupted")}, {stored} stored");

            var again = await workspace.RunAsync("import", file);
            Assert.True(again.ExitCode == 0, $"seed {seed}, moment {moment}: {again.Error}");
            await using (var store = await workspace.OpenStoreAsync())
                await AssertSoundAsync(store, $"seed {seed}, moment {moment}, again", account, moment, acknowledged: true);
        }

        Assert.True(interrupted > 0, $"seed {seed}: no import was interrupted");
    }

    /// <summary>Kills a command that imports into a store it has opened itself.</summary>
    private static async Task<bool> KillImportAsync(Workspace workspace, string file, Random random)
    {
        await using var import = workspace.Start("import", file);
        await ReachMomentAsync(workspace, import, random);
        import.Kill();
        return (await import.EndAsync()).ExitCode == 0;
    }

    /// <summary>Kills the server that a command imports through.</summary>
    private static async Task<bool> KillServerAsync(Workspace workspace, string file, Random random)
    {
        await using var server = await workspace.ServeAsync();
        await using var import = workspace.Start("import", file);
        await ReachMomentAsync(workspace, import, random);
        server.Kill();
        await server.EndAsync();
        return (await import.EndAsync()).ExitCode == 0;
    }

    /// <summary>A moment anywhere from a program's start to its end, or, as often, one while the commit is being written.</summary>
    private static async Task ReachMomentAsync(Workspace workspace, RunningProgram import, Random random)
    {
        if (random.Next(2) == 0)
        {
            await Task.Delay(random.Next(100, 500));
            return;
        }

        var log = new FileInfo(workspace.StoreFile + "-wal");
        while (!import.HasEnded && !IsBeingWritten(log))
            await Task.Yield();
        await Task.Delay(random.Next(3));
    }

    /// <summary>Opening a store writes a few pages to its log; an import's commit writes a hundred.</summary>
    private static bool IsBeingWritten(FileInfo log)
    {
        log.Refresh();
        return log.Exists && log.Length > 100_000;
    }

    private static async Task<long> AssertSoundAsync(SqliteConnection store, string where, string account, int earlierAccounts, bool acknowledged)
    {
        Assert.Equal("ok", await store.QueryOneAsync<string>("PRAGMA integrity_check"));
        Assert.Equal(0, await store.QueryOneAsync<long>("SELECT count(*) FROM pragma_foreign_key_check"));

        const string ofAccount = "FROM account_transaction t JOIN account a ON a.customer_id = t.customer_id AND a.id = t.account_id WHERE a.number = @p";
        var stored = await store.QueryOneAsync<long>($"SELECT count(*) {ofAccount}", account);
        var different = await store.QueryOneAsync<long>($"SELECT count(DISTINCT institution_transaction_id) {ofAccount}", account);
        Assert.True(stored == different, $"{where}: {stored - different} transactions are doubled");
        Assert.True(stored == Transactions || (stored == 0 && !acknowledged), $"{where}: {stored} of {Transactions} transactions are there");

        var earlier = await store.QueryOneAsync<long>(
            "SELECT count(*) FROM account_transaction t JOIN account a ON a.customer_id = t.customer_id AND a.id = t.account_id WHERE a.number <> @p", account);
        Assert.True(earlier == earlierAccounts * Transactions, $"{where}: {earlier} transactions of {earlierAccounts} earlier imports are there");
        Assert.InRange(await store.QueryOneAsync<long>("SELECT count(*) FROM customer"), acknowledged ? 1 : 0, 1);
        return stored;
    }
}
