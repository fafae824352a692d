using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Tributary.Cli.Tests.Programs;

namespace Tributary.Cli.Tests;

/// <summary>Every refusal is one sentence, exit code 3, and leaves the data folder as it was, byte for byte.</summary>
public sealed class StartRefusedTests
{
    [Fact]
    public async Task PortInUse_RefusesToStart()
    {
        using var workspace = new Workspace();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await RefusesAsync(workspace, $"Port {port}", "serve", "--sandbox", "--port", $"{port}");
        await workspace.MakeStoreAsync();
        await RefusesAsync(workspace, $"Port {port}", "serve", "--sandbox", "--port", $"{port}");
    }

    [Theory]
    [InlineData("file/data")]
    [InlineData("/proc/tributary/data")]
    public async Task UnwritableFolder_RefusesToStart(string data)
    {
        using var workspace = new Workspace();
        workspace.Write("file", "in the way");

        await RefusesAsync(workspace, "cannot be written", "serve", "--sandbox", "--port", "0", "--data", data);
    }

    [Fact]
    public async Task FileInPlaceOfTheFolder_RefusesToStart()
    {
        using var workspace = new Workspace();
        var file = workspace.Write("file", "in the way");

        await RefusesAsync(workspace, file, "serve", "--sandbox", "--port", "0", "--data", file);
        Assert.Equal("in the way", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task NewerSchema_RefusesToStart()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        await using (var store = await workspace.OpenStoreAsync())
            await store.ExecuteAsync("INSERT INTO schema_migration (number, name, checksum) VALUES (9999, 'later', 'unknown')");

        await RefusesAsync(workspace, "newer version", "serve", "--sandbox", "--port", "0");
        await RefusesAsync(workspace, "newer version", "partner", "list");
    }

    [Fact]
    public async Task MissingMasterKey_RefusesToStart_AndMakesNoOther()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        File.Delete(workspace.KeyFile);

        await RefusesAsync(workspace, "master key", "serve", "--sandbox", "--port", "0");
        await RefusesAsync(workspace, "master key", "partner", "list");
        Assert.Empty(Directory.GetFiles(workspace.Configuration, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("another store's")]
    [InlineData("not a key")]
    [InlineData("")]
    public async Task WrongMasterKey_RefusesToStart(string content)
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        var key = workspace.WritePrivate("other.key", content == "another store's" ? Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) : content);

        await RefusesAsync(workspace, "master key", "serve", "--sandbox", "--port", "0", "--master-key-file", key);
        await RefusesAsync(workspace, "master key", "import", "--master-key-file", key, workspace.Write("january.ofx", Statement.With(1)));
    }

    [Fact]
    public async Task MasterKeyInTheDataFolder_RefusesToStart()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        var inside = Path.Combine(workspace.Data, "master.key");
        File.Copy(workspace.KeyFile, inside);

        await RefusesAsync(workspace, "lies in the data folder", "serve", "--sandbox", "--port", "0", "--master-key-file", inside);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StoreThatIsGone_RefusesToStartAnew(bool cutToNothing)
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        var store = Path.Combine(workspace.Data, "tributary.db");
        File.Delete(store);
        if (cutToNothing)
            await File.WriteAllBytesAsync(store, []);

        await RefusesAsync(workspace, "is gone or cut to nothing", "serve", "--sandbox", "--port", "0");
    }

    [Fact]
    public async Task NoSandboxAndNoKey_RefusesToStart()
    {
        using var workspace = new Workspace();

        await RefusesAsync(workspace, "master key", "serve", "--port", "0");
    }

    [Fact]
    public async Task SecondServerOnAStore_IsRefused_AndTheFirstGoesOn()
    {
        using var workspace = new Workspace();
        await using var first = await workspace.ServeAsync();

        var second = await workspace.RunAsync("serve", "--sandbox", "--port", "0");

        AssertRefusal(second, workspace.Data);
        Assert.Equal(0, (await workspace.RunAsync("partner", "list")).ExitCode);
    }

    private static async Task RefusesAsync(Workspace workspace, string because, params string[] arguments)
    {
        var before = workspace.Snapshot();
        var ended = await workspace.RunAsync(arguments);
        AssertRefusal(ended, because);
        Assert.Equal(before, workspace.Snapshot());
    }

    private static void AssertRefusal(Ended ended, string because)
    {
        Assert.Equal(3, ended.ExitCode);
        Assert.Equal("", ended.Out);
        Assert.Contains(because, ended.Error, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith(".", Assert.Single(ended.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }
}
