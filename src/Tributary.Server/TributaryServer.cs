using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tributary.Core.Errors;
using Tributary.Core.Institutions;
using Tributary.Core.Operators;
using Tributary.Core.SignIn;
using Tributary.Faces.AggCat;
using Tributary.Faces.Finicity;
using Tributary.Faces.Limits;
using Tributary.Faces.TributaryApi;
using Tributary.Outbound;
using Tributary.Server.Data;
using Tributary.Server.Docs;
using Tributary.Server.Operations;

namespace Tributary.Server;

/// <summary>The running server: store, vault, connectors, engine and faces behind one port of 127.0.0.1.</summary>
public sealed class TributaryServer : IAsyncDisposable
{
    private const string Welcome =
        """
        This is Tributary, an account aggregation server.

          /docs                    every call of Finicity's API, to read and to try
          /aggregation             Finicity's API, for programs, described at /openapi/finicity.json
          /rest-war/v1             Intuit's AggCat API, for programs; /v1 and /financialdatafeed/v1 are the same
          /tributary/v1            Tributary's own API, described at /openapi/tributary.json
          /health/ready            whether the server is ready

        """;

    private static readonly TimeSpan DirectoryReadAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;
    private readonly DataFolder _folder;

    private TributaryServer(WebApplication app, DataFolder folder, StorePlace place, FirstStart? firstStart)
    {
        _app = app;
        _folder = folder;
        Store = place.Name;
        FirstStart = firstStart;
    }

    /// <summary>The program's version.</summary>
    public static string Version { get; } =
        typeof(TributaryServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Where it listens.</summary>
    public Uri Url => new(_app.Urls.First());

    /// <summary>The store it works on, as it is named to people.</summary>
    public string Store { get; }

    /// <summary>What a sandbox's first start made; null otherwise.</summary>
    public FirstStart? FirstStart { get; }

    /// <summary>Why the server stopped of itself, in one sentence; null while it runs, and when it was asked to stop.</summary>
    public string? StoppedBecause { get; private set; }

    /// <summary>The server's parts.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a server and returns when it is ready.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The server; disposing it stops it cleanly.</returns>
    /// <exception cref="StartRefusedException">It cannot start as asked; nothing was changed.</exception>
    public static async Task<TributaryServer> StartAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        RequireHosts(options.AllowedCallbackHosts);
        RequireAddresses(options.PublicAddresses);
        RequireFreePort(options.Port);
        var opened = await OpenedStore.OpenAsync(options, cancellationToken);
        var app = Build(options, opened);
        try
        {
            var firstStart = await FirstStart.PrepareAsync(app.Services, options, opened, cancellationToken);
            await app.StartAsync(cancellationToken);
            var server = new TributaryServer(app, new DataFolder(options.DataFolder), opened.Place, firstStart);
            RunningServer.Announce(server._folder, server.Url, app.Services.GetRequiredService<OperatorTokens>().CreateForThisRun(), server.Store);
            _ = server.StopWhenLostAsync(opened.Lost);
            _ = server.ReadDirectoryAsync(options.Clock);
            return server;
        }
        catch (IOException taken) when (taken.InnerException is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await app.DisposeAsync();
            throw PortInUse(options.Port, taken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the process is asked to stop: Ctrl-C, SIGTERM, or the token.</summary>
    /// <param name="cancellationToken">Asks to stop.</param>
    /// <returns>A task that ends when stopping has begun.</returns>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops: no new requests, sign-ins under way are given up, the store is closed and free for others.</summary>
    /// <returns>A task that ends when all is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        RunningServer.Withdraw(_folder);
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>Reads the directory when the rush of the start is over, unless a search has by then.</summary>
    private async Task ReadDirectoryAsync(TimeProvider clock)
    {
        try
        {
            await Task.Delay(DirectoryReadAfter, clock, _app.Lifetime.ApplicationStopping);
            await _app.Services.GetRequiredService<InstitutionDirectory>().GetSnapshotAsync();
        }
        catch (Exception trouble) when (trouble is OperationCanceledException or TributaryException)
        {
            // Stopped, or the store cannot be used, which its log tells; the first search tries again.
        }
    }

    /// <summary>Two servers on one store would each run sign-ins that the other knows nothing of.</summary>
    private async Task StopWhenLostAsync(Task lost)
    {
        await lost;
        StoppedBecause = $"Another server has taken the store {Store} while the way to the database was interrupted; this one has stopped.";
        await _app.StopAsync(CancellationToken.None);
    }

    private static WebApplication Build(ServerOptions options, OpenedStore opened)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddTributary(options.LogLevel);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = 8 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 100;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddTributary(options, opened);
        builder.Services.AddNotifications(options);
        builder.Services.AddRecategorization();
        builder.Services.AddTributaryApi();
        builder.Services.AddCallLimits(options.RequestLimits);
        builder.Services.AddAggCat(options.PublicAddresses);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);

        var app = builder.Build();
        // Callers that wait for an institution get their answer before the server stops answering.
        app.Lifetime.ApplicationStopping.Register(() => _ = app.Services.GetRequiredService<SignInSessions>().DisposeAsync().AsTask());
        app.UseMiddleware<RequestLog>();
        app.UseTributaryApi();
        app.UseFinicity();
        app.UseAggCat();
        app.UseRouting();
        app.MapGet("/", () => Results.Text(Welcome)).ExcludeFromDescription();
        DocsPage.Map(app);
        app.MapTributaryApi(new ServerFacts(Version, opened.Place.SchemaVersion, options.Sandbox));
        app.MapFinicity();
        app.MapAggCat();
        return app;
    }

    private static void RequireHosts(IReadOnlyList<string> hosts)
    {
        try
        {
            _ = new OutboundRules(hosts);
        }
        catch (OutboundException noHost)
        {
            throw new StartRefusedException($"A callback host cannot be read: {noHost.Message}", noHost);
        }
    }

    private static void RequireAddresses(IReadOnlyList<Uri> addresses)
    {
        if (addresses.FirstOrDefault(address => !AggCatFace.CanBePublicAddress(address)) is { } wrong)
            throw new StartRefusedException($"The public address {wrong} cannot be used: it is http:// or https:// with a host, and no path.");
    }

    // Looked at before anything is written; the port could still be taken in between, which the start itself then tells.
    private static void RequireFreePort(int port)
    {
        if (port == 0)
            return;
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
        }
        catch (SocketException taken)
        {
            throw PortInUse(port, taken);
        }
    }

    private static StartRefusedException PortInUse(int port, Exception cause) =>
        new($"Port {port} of 127.0.0.1 cannot be listened on, probably because another program does; choose another with --port.", cause);
}
