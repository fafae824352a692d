using Tributary.Cli.Stores;
using Tributary.Client;
using Tributary.Server;
using Tributary.Server.Data;
using Tributary.Vault;

namespace Tributary.Cli.Demo;

/// <summary>The sandbox a demo runs against: the one that holds the store, or one of its own in a folder that goes away again.</summary>
internal sealed class DemoServer : IAsyncDisposable
{
    private readonly TributaryServer? _own;
    private readonly DirectoryInfo? _folder;

    private DemoServer(RunningServer found, TributaryServer? own, DirectoryInfo? folder)
    {
        Http = LocalHttp.To(found.Url, TimeSpan.FromMinutes(3));
        Operator = new TributaryClient(Http, found.Token.Reveal());
        _own = own;
        _folder = folder;
    }

    public HttpClient Http { get; }

    /// <summary>The server's own API.</summary>
    public TributaryClient Operator { get; }

    public bool IsOwn => _own is not null;

    public string Address => Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public static async Task<DemoServer> FindOrStartAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        if (RunningServer.Find(options) is { } running)
        {
            var found = new DemoServer(running, own: null, folder: null);
            if ((await found.Operator.GetVersionAsync(cancellationToken)).Sandbox)
                return found;
            await found.DisposeAsync();
        }

        return await StartAsync(options, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        try
        {
            if (_own is not null)
                await _own.DisposeAsync();
        }
        finally
        {
            _folder?.Delete(recursive: true);
        }
    }

    private static async Task<DemoServer> StartAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("tributary-demo-");
        try
        {
            var keyFile = Path.Combine(folder.FullName, "master.key");
            MasterKey.Create(keyFile).Dispose();
            var data = Path.Combine(folder.FullName, "data");
            var own = await TributaryServer.StartAsync(
                options with { DataFolder = data, Store = null, MasterKeyFile = keyFile, Sandbox = true, Port = 0 }, cancellationToken);
            return new DemoServer(RunningServer.Find(data)!, own, folder);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }
}
