using System.Diagnostics;
using System.Text.RegularExpressions;
using Tributary.Cli.Tests.Programs;

namespace Tributary.Cli.Tests;

public sealed class ServeTests
{
    [Fact]
    public async Task FirstStart_ShowsEverythingInOneScreen()
    {
        using var workspace = new Workspace();
        await using var server = await workspace.ServeAsync();
        var ended = await server.StopAsync("TERM");

        var lines = ended.Out.TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 1, 24);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains(server.Url.Authority, lines[0], StringComparison.Ordinal);
        var screen = FirstScreen.Read(ended.Out);
        Assert.All(screen.PartnerId, c => Assert.True(char.IsAsciiDigit(c)));
        Assert.Equal(20, screen.PartnerSecret.Length);
        Assert.Equal(32, screen.AppKey.Length);
        Assert.Matches($@"Data +{Regex.Escape(workspace.Data)}\n", ended.Out);
        Assert.Matches($@"Master key +{Regex.Escape(workspace.KeyFile)}\n", ended.Out);
        Assert.Contains("tributary demo\n", ended.Out, StringComparison.Ordinal);
        Assert.Contains("tributary import your-file.qfx\n", ended.Out, StringComparison.Ordinal);
        Assert.Equal("", ended.Error);
    }

    [Fact]
    public async Task FirstStart_ItsCurlCommand_BringsAToken()
    {
        using var workspace = new Workspace();
        await using var server = await workspace.ServeAsync();
        var screen = await server.ReadUntilAsync("Ctrl-C");
        using var curl = Process.Start(new ProcessStartInfo("bash", ["-c", "curl() { command curl -sS \"$@\"; }; " + FirstScreen.Read(screen).CurlCommand])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;

        Assert.Matches("""^\{"token":"[A-Za-z0-9]+"\}$""", await curl.StandardOutput.ReadToEndAsync());
    }

    [Fact]
    public async Task SecondStart_UsesWhatIsThere_AndShowsNoSecret()
    {
        using var workspace = new Workspace();
        await using var first = await workspace.ServeAsync();
        var screen = (await first.StopAsync("TERM")).Out;
        await using var second = await workspace.ServeAsync();
        var partners = await workspace.RunAsync("partner", "list");
        var later = await second.StopAsync("TERM");

        Assert.All(FirstScreen.Read(screen).Secrets, secret => Assert.DoesNotContain(secret, later.Both, StringComparison.Ordinal));
        Assert.Contains(workspace.Data, later.Out, StringComparison.Ordinal);
        Assert.Contains("tributary partner add NAME", later.Out, StringComparison.Ordinal);
        Assert.Contains(FirstScreen.Read(screen).PartnerId, partners.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hints_FollowHowTheProgramWasCalled_AndWhereItsDataLies()
    {
        using var workspace = new Workspace();
        await using var server = await workspace.ServeAsync("--data", "other place");

        Assert.Contains("tributary demo --data 'other place'\n", (await server.StopAsync("TERM")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Signal_StopsTheServerCleanly(string signal)
    {
        using var workspace = new Workspace();
        await using var server = await workspace.ServeAsync();
        Assert.True(File.Exists(Path.Combine(workspace.Data, "server.json")));

        var ended = await server.StopAsync(signal);

        Assert.Equal(0, ended.ExitCode);
        Assert.False(File.Exists(Path.Combine(workspace.Data, "server.json")));
        Assert.False(File.Exists(workspace.StoreFile + "-wal"));
        await using var next = await workspace.ServeAsync();
    }

    [Fact]
    public async Task EverythingMade_IsPrivate()
    {
        using var workspace = new Workspace();
        await using var server = await workspace.ServeAsync();
        await workspace.RunAsync("import", workspace.Write("january.ofx", Statement.With(3)));

        const UnixFileMode privateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var made = new[] { workspace.Data, Path.GetDirectoryName(workspace.KeyFile)! }.Select(folder => new DirectoryInfo(folder)).ToArray();
        Assert.All(made, folder => Assert.Equal(privateFile | UnixFileMode.UserExecute, folder.UnixFileMode));
        var files = made.SelectMany(folder => folder.GetFiles("*", SearchOption.AllDirectories)).ToArray();
        Assert.Contains(files, f => f.Name == "server.json");
        Assert.Contains(files, f => f.Name == "tributary.db-wal");
        Assert.All(files, file => Assert.True(file.UnixFileMode == privateFile, $"{file.FullName} has mode {file.UnixFileMode}"));
        Assert.False(workspace.KeyFile.StartsWith(workspace.Data, StringComparison.Ordinal));
    }
}
