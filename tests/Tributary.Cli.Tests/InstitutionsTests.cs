using Tributary.Cli.Tests.Programs;

namespace Tributary.Cli.Tests;

/// <summary>The directory on the command line, with a server on the store and without.</summary>
public sealed class InstitutionsTests
{
    private const string Banks = "name,city,state,routing_numbers,shoe size\nOak Bank,Ashton,IA,021000021,7\nElm Bank,Ashton,IA,,\n";

    [Fact]
    public async Task Institutions_AreImportedSearchedAndShown_TheSameWithAServerAndWithout()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        var file = workspace.Write("banks.csv", Banks);

        var added = await workspace.RunAsync("institutions", "import", file);
        await using var server = await workspace.ServeAsync();
        var again = await workspace.RunAsync("institutions", "import", file, "--format", "csv");
        var found = await workspace.RunAsync("institutions", "search", "oka", "bank", "ashton");
        Assert.Equal("", found.ExitCode == 0 ? "" : found.Both);
        var id = found.Out.Split('\n')[1].Trim().Split(' ')[0];
        var shown = await workspace.RunAsync("institutions", "show", id);
        await server.StopAsync("TERM");
        var shownAgain = await workspace.RunAsync("institutions", "show", id);

        Assert.Equal(0, added.ExitCode);
        Assert.Contains("2 added, 0 changed, 0 unchanged, 0 vanished", added.Out, StringComparison.Ordinal);
        Assert.Contains("banks.csv:1:33: warning: The column 'shoe size' is not known", added.Error, StringComparison.Ordinal);
        Assert.Contains("0 added, 0 changed, 2 unchanged, 0 vanished", again.Out, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\s*\d+\s+Oak Bank\s+Ashton, IA\s+021000021\s+not yet$", found.Out);
        Assert.Matches("(?m)^Name +Oak Bank$", shown.Out);
        Assert.Equal(shown.Out, shownAgain.Out);
    }

    [Fact]
    public async Task BadFile_IsToldByLineAndColumn_AndChangesNothing()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        var file = workspace.Write("banks.csv", Banks.Replace("021000021", "2100002", StringComparison.Ordinal));

        var refused = await workspace.RunAsync("institutions", "import", file);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("banks.csv:2:20: error: '2100002' is no routing number", refused.Error, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Oak", (await workspace.RunAsync("institutions", "search", "ashton")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotThere_IsSaid()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();

        var missing = await workspace.RunAsync("institutions", "import", "no-such.csv");
        var unknown = await workspace.RunAsync("institutions", "show", "1");

        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("no-such.csv: there is no such file.", missing.Error, StringComparison.Ordinal);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("There is no such institution: 1", unknown.Error, StringComparison.Ordinal);
    }
}
