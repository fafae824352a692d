using Npgsql;
using Tributary.Cli.Tests.Programs;
using Tributary.TestKit;

[assembly: AssemblyFixture(typeof(TestPostgres))]

namespace Tributary.Cli.Tests;

/// <summary>Stores as a whole, and PostgreSQL by <c>--store</c>, as a user types it.</summary>
public sealed class StoreTests
{
    private const string Password = "p-a-s-s-w-o-r-d";

    [Fact]
    public async Task Backup_WhileTheServerRuns_IsCheckedAndRestored()
    {
        using var workspace = new Workspace();
        await using (var server = await workspace.ServeAsync())
        {
            Assert.Equal(0, (await workspace.RunAsync("import", workspace.Write("january.ofx", Statement.With(3)))).ExitCode);
            var backup = await workspace.RunAsync("store", "backup", "b.db");
            Assert.Equal(0, backup.ExitCode);
            Assert.Contains("b.db (", backup.Out, StringComparison.Ordinal);
            Assert.Contains("does not hold the master key", backup.Error, StringComparison.Ordinal);
            Assert.Equal(3, (await workspace.RunAsync("store", "backup", "b.db")).ExitCode);
            Assert.Equal(0, (await workspace.RunAsync("store", "backup", "b.db", "--overwrite")).ExitCode);
        }

        var check = await workspace.RunAsync("store", "check", "b.db");
        var restored = await workspace.RunAsync("store", "restore", "b.db", "--data", "elsewhere");
        var again = await workspace.RunAsync("import", "january.ofx", "--data", "elsewhere");

        Assert.Matches("b.db is sound: schema [0-9]+, 1 sealed value opens with the master key\\.\n$", check.Out);
        Assert.Equal(0, restored.ExitCode);
        Assert.Contains("Nothing new", again.Out, StringComparison.Ordinal);
        Assert.Equal(3, (await workspace.RunAsync("store", "restore", "b.db", "--data", "elsewhere")).ExitCode);
        Assert.DoesNotContain(Directory.EnumerateFiles(workspace.Folder), f => f.EndsWith(".unfinished", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Backup_TakesThePlaceOfAFormerBackupAlone()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        workspace.Write("notes.txt", "something else");
        File.CreateSymbolicLink(Path.Combine(workspace.Folder, "link.db"), Path.Combine(workspace.Folder, "notes.txt"));

        foreach (var file in new[] { "notes.txt", "link.db", "data/server.lock", "data/tributary.db-wal" })
        {
            var refused = await workspace.RunAsync("store", "backup", file, "--overwrite");
            Assert.Equal(3, refused.ExitCode);
            Assert.Contains(file, refused.Error, StringComparison.Ordinal);
        }

        Assert.Equal("something else", await File.ReadAllTextAsync(Path.Combine(workspace.Folder, "notes.txt")));
        Assert.Equal(0, (await workspace.RunAsync("store", "check")).ExitCode);
    }

    [Fact]
    public async Task InterruptedBackup_LeavesNothing()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        await using (var store = await workspace.OpenStoreAsync())
        {
            await store.ExecuteAsync(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) INSERT INTO setting SELECT 'large.' || i, randomblob(1000000) FROM n");
        }

        var before = Directory.GetFileSystemEntries(workspace.Folder, "b.db*");
        await using var backup = workspace.Start("store", "backup", "b.db");
        while (!backup.HasEnded && Directory.GetFiles(workspace.Folder, "b.db*").Length == 0)
            await Task.Yield();
        var ended = await backup.StopAsync("INT");

        // A backup that was quicker than the signal is whole.
        if (ended.ExitCode == 0)
            Assert.Equal(0, (await workspace.RunAsync("store", "check", "b.db")).ExitCode);
        else
            Assert.Equal((130, before), (ended.ExitCode, Directory.GetFileSystemEntries(workspace.Folder, "b.db*")));
    }

    [Fact]
    public async Task Check_OfABrokenStore_SaysWhat_AndEndsWithOne()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        await using (var store = await workspace.OpenStoreAsync())
            await store.ExecuteAsync("UPDATE id_sequence SET next_value = 1000001 WHERE name = 'id'");

        var check = await workspace.RunAsync("store", "check");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains("have a number that was never given.\n", check.Error, StringComparison.Ordinal);
        Assert.Contains("problem", check.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_OfACurrentStore_SaysSo_AndWithoutAStoreMakesNone()
    {
        using var workspace = new Workspace();
        var none = await workspace.RunAsync("store", "migrate");
        Assert.Equal(3, none.ExitCode);
        Assert.False(Directory.Exists(workspace.Data));
        await workspace.MakeStoreAsync();

        Assert.Contains("nothing to do", (await workspace.RunAsync("store", "migrate")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoreOnPostgres_IsServedUsedAndMoved()
    {
        using var workspace = new Workspace();
        var database = await TestPostgres.NewStoreAsync();
        string[] store = ["--store", database];
        await using (var server = await workspace.ServeAsync(store))
        {
            Assert.Equal(0, (await workspace.RunAsync(["import", workspace.Write("january.ofx", Statement.With(3)), .. store])).ExitCode);
            Assert.Equal(0, (await workspace.RunAsync("partner", "add", "Through the server")).ExitCode);
            Assert.Equal(0, (await workspace.RunAsync(["token", "create", "mine", .. store])).ExitCode);
            Assert.Contains("A sandbox runs here", (await workspace.RunAsync(["demo", .. store])).Out, StringComparison.Ordinal);
            var second = await workspace.RunAsync(["serve", "--sandbox", "--port", "0", "--data", "other", .. store]);
            Assert.Equal(3, second.ExitCode);
            Assert.Contains("Another program works on the store", second.Error, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(workspace.StoreFile));
        Assert.Contains("Through the server", (await workspace.RunAsync(["partner", "list", .. store])).Out, StringComparison.Ordinal);
        var moved = await workspace.RunAsync(["store", "move", "--to", "file", .. store]);
        Assert.Equal(0, moved.ExitCode);
        Assert.Contains("Through the server", (await workspace.RunAsync("partner", "list", "--data", "file")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await workspace.RunAsync("store", "check", "--data", "file")).ExitCode);
        var back = await workspace.RunAsync("store", "move", "--data", "file", "--to", await TestPostgres.NewStoreAsync());
        Assert.Equal(0, back.ExitCode);
    }

    [Fact]
    public async Task StoreOfTheEnvironment_IsUsed_AndNeverShown()
    {
        using var workspace = new Workspace();
        var database = await TestPostgres.NewStoreAsync();
        workspace.Environment["TRIBUTARY_STORE"] = database;
        await using var server = await workspace.ServeAsync();

        var screen = await server.ReadUntilAsync("Ctrl-C");
        var listed = await workspace.RunAsync("partner", "list");

        Assert.Contains("Sandbox", listed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("--store", screen, StringComparison.Ordinal);
        Assert.DoesNotContain(new NpgsqlConnectionStringBuilder(database).Password!, screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hints_NameTheStoreAsItWasNamed_WithoutItsPassword()
    {
        using var workspace = new Workspace();
        var database = await TestPostgres.NewStoreAsync();
        await using var server = await workspace.ServeAsync("--store", database);

        var screen = await server.ReadUntilAsync("Ctrl-C");

        Assert.Contains("tributary demo --store 'Host=", screen, StringComparison.Ordinal);
        Assert.Contains("Password=…", screen, StringComparison.Ordinal);
        Assert.DoesNotContain(new NpgsqlConnectionStringBuilder(database).Password!, screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=x;Password=" + Password, "cannot be reached")]
    [InlineData("nonsense;Password=" + Password, "cannot be read")]
    [InlineData("postgres://me:" + Password + "@db/x", "cannot be read")]
    public async Task DatabaseThatCannotBeOpened_IsOneSentence_WithoutThePassword(string store, string words)
    {
        using var workspace = new Workspace();
        await AssertRefusedAsync(workspace, words, store);
    }

    [Fact]
    public async Task DatabaseThatIsNotRight_IsOneSentence()
    {
        using var workspace = new Workspace();
        await AssertRefusedAsync(workspace, "There is no database", new NpgsqlConnectionStringBuilder(TestPostgres.Server) { Database = "no_such" }.ConnectionString);
        await AssertRefusedAsync(
            workspace, "refuses the password", new NpgsqlConnectionStringBuilder(TestPostgres.Server) { Password = Password }.ConnectionString);
        var latin = await TestPostgres.NewDatabaseAsync("TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
        try
        {
            await AssertRefusedAsync(workspace, "make one with the encoding UTF8", latin);
        }
        finally
        {
            await TestPostgres.DropDatabaseAsync(latin);
        }

        var newer = await TestPostgres.NewStoreAsync();
        await using (await workspace.ServeAsync("--store", newer))
        {
            // Makes the store.
        }

        await TestPostgres.ExecuteAsync(newer, "INSERT INTO schema_migration (number, name, checksum) VALUES (9999, 'later', '')");
        await AssertRefusedAsync(workspace, "newer version", newer);
    }

    [Fact]
    public async Task MistypedOption_DoesNotRepeatWhatWasSaidBehindIt()
    {
        using var workspace = new Workspace();

        var ended = await workspace.RunAsync("partner", "list", $"--stroe=Host=x;Password={Password}");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("did you mean --store?", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, ended.Both, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(Workspace workspace, string words, string store)
    {
        foreach (var command in new[] { new[] { "serve", "--sandbox", "--port", "0" }, ["partner", "list"], ["store", "check"], ["store", "backup", "b.db"] })
        {
            var ended = await workspace.RunAsync([.. command, "--store", store]);
            Assert.Equal(3, ended.ExitCode);
            Assert.Contains(words, Assert.Single(ended.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
            Assert.DoesNotContain(Password, ended.Both, StringComparison.Ordinal);
        }
    }
}
