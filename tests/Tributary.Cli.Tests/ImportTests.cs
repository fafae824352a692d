using Tributary.Cli.Tests.Programs;

namespace Tributary.Cli.Tests;

public sealed class ImportTests
{
    [Fact]
    public async Task NewFile_TellsAccountBalanceDaysAndCounts()
    {
        using var workspace = new Workspace();
        workspace.Write("january.ofx", Statement.With(3));

        var ended = await workspace.RunAsync("import", "--sandbox", "january.ofx");

        Assert.Equal(0, ended.ExitCode);
        Assert.Matches("^january.ofx: OFX 1.0.2 SGML\n", ended.Out);
        Assert.Contains("River Bank", ended.Out, StringComparison.Ordinal);
        Assert.Contains("checking 1000001111 (new), balance 1,310.27 USD\n", ended.Out, StringComparison.Ordinal);
        Assert.Contains("3 transactions from 2020-01-02 to 2020-01-04: 3 new, 0 changed, 0 already there\n", ended.Out, StringComparison.Ordinal);
        Assert.Equal("", ended.Error);
    }

    [Fact]
    public async Task SameFileAgain_AddsNothing_AndSaysSo()
    {
        using var workspace = new Workspace();
        var file = workspace.Write("january.ofx", Statement.With(3));
        await workspace.RunAsync("import", "--sandbox", file);

        var again = await workspace.RunAsync("import", file);

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("0 new, 0 changed, 3 already there", again.Out, StringComparison.Ordinal);
        Assert.Contains("Nothing new: every transaction was already there.", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThroughTheServerAndWithout_SaysTheSame()
    {
        using var served = new Workspace();
        using var own = new Workspace();
        await using var server = await served.ServeAsync();
        await own.MakeStoreAsync();
        var good = Statement.With(5);
        var files = new (string Name, string Content)[]
        {
            ("good.ofx", good),
            ("again.ofx", good),
            ("more.ofx", Statement.With(7)),
            ("broken.ofx", good.Replace("3.00<FITID>F3", "three<FITID>F33", StringComparison.Ordinal)),
            ("letter.txt", "Dear bank"),
            ("empty.ofx", ""),
        };
        foreach (var (name, content) in files)
        {
            served.Write(name, content);
            own.Write(name, content);
        }

        string[] command = ["import", .. files.Select(f => f.Name), "missing.ofx", "."];
        var throughServer = await served.RunAsync(command);
        var direct = await own.RunAsync(command);

        Assert.Equal(throughServer, direct);
        Assert.Equal(1, direct.ExitCode);
    }

    [Fact]
    public async Task OneBadFileAmongGood_DoesNotStopTheOthers()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        workspace.Write("letter.txt", "Dear bank");
        workspace.Write("january.ofx", Statement.With(2));
        workspace.MakeFolder("folder");

        var ended = await workspace.RunAsync("import", "missing.ofx", "letter.txt", "folder", "january.ofx");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("missing.ofx: there is no such file.", ended.Error, StringComparison.Ordinal);
        Assert.Contains("letter.txt: this is no statement file", ended.Error, StringComparison.Ordinal);
        Assert.Contains("folder: this is a folder, not a file.", ended.Error, StringComparison.Ordinal);
        Assert.Contains("2 new", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneBadTransactionAmongGood_IsToldWithItsLine_AndTheGoodOnesAreKept()
    {
        using var workspace = new Workspace();
        var content = Statement.With(5).Replace(Statement.Transaction(3), Statement.Transaction(3, amount: "three"), StringComparison.Ordinal);
        var line = 1 + content[..content.IndexOf("three", StringComparison.Ordinal)].Count(c => c == '\n');
        workspace.Write("january.ofx", content);

        var ended = await workspace.RunAsync("import", "--sandbox", "january.ofx");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("4 new", ended.Out, StringComparison.Ordinal);
        Assert.Matches($@"^january\.ofx:{line}:\d+: error: .+ \[[a-z-]+\]\n$", ended.Error);
    }

    [Fact]
    public async Task TruncatedFile_KeepsTheWholeTransactions()
    {
        using var workspace = new Workspace();
        var content = Statement.With(5);
        workspace.Write("january.ofx", content[..content.IndexOf("5.00<FITID>", StringComparison.Ordinal)]);

        var ended = await workspace.RunAsync("import", "--sandbox", "january.ofx");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("4 new", ended.Out, StringComparison.Ordinal);
        Assert.Contains("january.ofx:", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StandardInput_IsReadForADash(bool throughServer)
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        await using var server = throughServer ? await workspace.ServeAsync() : null;

        var ended = await workspace.RunWithInputAsync(Statement.With(4), "import", "-");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("standard input: OFX", ended.Out, StringComparison.Ordinal);
        Assert.Contains("4 new", ended.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Interrupted_EndsAlthoughItsInputDoesNot(bool throughServer)
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        await using var server = throughServer ? await workspace.ServeAsync() : null;
        await using var import = workspace.Start("import", "missing.ofx", "-");
        await import.WaitForErrorAsync("missing.ofx");

        var ended = await import.StopAsync("INT");

        Assert.Equal(130, ended.ExitCode);
        Assert.Equal("", ended.Out);
    }

    [Fact]
    public async Task NoStoreYet_SaysHowToMakeOne_AndMakesNone()
    {
        using var workspace = new Workspace();
        var file = workspace.Write("january.ofx", Statement.With(1));

        var ended = await workspace.RunAsync("import", file);

        Assert.Equal(3, ended.ExitCode);
        Assert.Contains("tributary serve --sandbox", ended.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace.Data));
    }

    [Fact]
    public async Task SeveralPartners_AskForOne()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        await workspace.RunAsync("partner", "add", "Second", "--id", "second");
        var file = workspace.Write("january.ofx", Statement.With(1));

        var unsaid = await workspace.RunAsync("import", file);
        var unknown = await workspace.RunAsync("import", file, "--partner", "third");
        var said = await workspace.RunAsync("import", file, "--partner", "second", "--customer", "alice");

        Assert.Equal(1, unsaid.ExitCode);
        Assert.Contains("--partner ID", unsaid.Error, StringComparison.Ordinal);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("no partner third", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(0, said.ExitCode);
        await using var store = await workspace.OpenStoreAsync();
        Assert.Equal("alice", await store.QueryOneAsync<string>("SELECT username FROM customer"));
    }

    [Fact]
    public async Task TerminalCodesInAFile_DoNotReachTheTerminal()
    {
        using var workspace = new Workspace();
        workspace.Write("january.ofx", Statement.With(1).Replace("River Bank", "River\u001b[2J Bank", StringComparison.Ordinal));

        var ended = await workspace.RunAsync("import", "--sandbox", "january.ofx");

        Assert.Equal(0, ended.ExitCode);
        Assert.DoesNotContain('\u001b', ended.Both);
    }
}
