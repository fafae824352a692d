using Tributary.Client;

namespace Tributary.Cli.Demo;

/// <summary>A partner that lives as long as the demo; deleting it deletes everything the demo made.</summary>
internal sealed class DemoPartner : IAsyncDisposable
{
    private static readonly TimeSpan CleanUpWithin = TimeSpan.FromSeconds(10);

    private readonly DemoServer _server;
    private readonly string _partnerId;

    private DemoPartner(DemoServer server, RegisteredPartner registered)
    {
        _server = server;
        _partnerId = registered.PartnerId;
        Client = new FinicityClient(server.Http, new FinicityPartner(registered.PartnerId, registered.PartnerSecret, registered.AppKey));
    }

    /// <summary>What a program of this partner would use.</summary>
    public FinicityClient Client { get; }

    /// <summary>Registers the partner; not to be interrupted, or nobody would know what to clean up.</summary>
    public static async Task<DemoPartner> RegisterAsync(DemoServer server) =>
        new(server, await server.Operator.AddPartnerAsync(new NewPartner { Name = "Demo" }, CancellationToken.None));

    /// <summary>Cleans up, also after Ctrl-C. A server of the demo's own goes away with its folder instead.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server.IsOwn)
            return;
        using var deadline = new CancellationTokenSource(CleanUpWithin);
        await _server.Operator.DeletePartnerAsync(_partnerId, deadline.Token);
    }
}
