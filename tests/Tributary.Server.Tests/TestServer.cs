using System.Net.Http.Headers;
using Tributary.Connectors.DemoBank;
using Tributary.Core.Secrets;
using Tributary.Faces.Limits;
using Tributary.Server.Data;
using Tributary.TestKit;

[assembly: AssemblyFixture(typeof(TestPostgres))]

namespace Tributary.Server.Tests;

/// <summary>The real server in process, on a free port of the loopback, over a store of its own that goes with it: on the database that
/// <see cref="TestPostgres.ChoiceVariable"/> says. <c>./test</c> runs all of it on both.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ServerOptions _options;

    private TestServer(string folder, ServerOptions options, TributaryServer server, AdjustableClock clock, DemoBankScript script)
    {
        _folder = folder;
        _options = options;
        DataFolder = options.DataFolder;
        Server = server;
        Clock = clock;
        Script = script;
        Sandbox = server.FirstStart!;
        Http = new HttpClient { BaseAddress = server.Url };
        Operator = OperatorOf(server);
    }

    public TributaryServer Server { get; private set; }

    public AdjustableClock Clock { get; }

    public DemoBankScript Script { get; }

    /// <summary>Sends nothing that a caller would not send of itself.</summary>
    public HttpClient Http { get; private set; }

    /// <summary>Sends the operator token of this run.</summary>
    public HttpClient Operator { get; private set; }

    public string DataFolder { get; }

    public FirstStart Sandbox { get; }

    public static async Task<TestServer> StartAsync(Func<ServerOptions, ServerOptions>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("tributary-server-").FullName;
        using (Vault.MasterKey.Create(Path.Combine(folder, "master.key")))
        {
            var clock = new AdjustableClock();
            var script = new DemoBankScript();
            var options = new ServerOptions
            {
                DataFolder = Path.Combine(folder, "data"),
                Store = TestPostgres.IsChosen ? new Secret(await TestPostgres.NewStoreAsync()) : null,
                MasterKeyFile = Path.Combine(folder, "master.key"),
                Port = 0,
                Sandbox = true,
                Clock = clock,
                DemoBankScript = script,
                RequestLimits = RequestLimits.None,
            };
            options = change?.Invoke(options) ?? options;
            var server = await TributaryServer.StartAsync(options, CancellationToken.None);
            return new TestServer(folder, options, server, clock, script);
        }
    }

    /// <summary>Stops the server cleanly, and later starts another over the same store, at another address.</summary>
    public async Task StopAsync()
    {
        Http.Dispose();
        Operator.Dispose();
        await Server.DisposeAsync();
    }

    public async Task StartAgainAsync(Func<ServerOptions, ServerOptions>? change = null)
    {
        Server = await TributaryServer.StartAsync(change?.Invoke(_options) ?? _options, CancellationToken.None);
        Http = new HttpClient { BaseAddress = Server.Url };
        Operator = OperatorOf(Server);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Operator.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private HttpClient OperatorOf(TributaryServer server) => new()
    {
        BaseAddress = server.Url,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", RunningServer.Find(DataFolder)!.Token.Reveal()) },
    };
}
