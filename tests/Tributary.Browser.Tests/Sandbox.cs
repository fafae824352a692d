using Tributary.Server;
using Tributary.Vault;

namespace Tributary.Browser.Tests;

/// <summary>A server with its demo banks open, as its first start leaves it, and a browser to look at it; both go at the end.</summary>
public sealed class Sandbox : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tributary-docs-").FullName;
    private TributaryServer? _server;

    internal Browser Browser { get; private set; } = null!;

    internal Uri Url => _server!.Url;

    internal FirstStart FirstStart => _server!.FirstStart!;

    public async ValueTask InitializeAsync()
    {
        MasterKey.Create(Path.Combine(_folder, "master.key")).Dispose();
        _server = await TributaryServer.StartAsync(
            new ServerOptions
            {
                DataFolder = Path.Combine(_folder, "data"),
                MasterKeyFile = Path.Combine(_folder, "master.key"),
                Port = 0,
                Sandbox = true,
            },
            CancellationToken.None);
        Browser = new Browser();
    }

    public async ValueTask DisposeAsync()
    {
        Browser?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
