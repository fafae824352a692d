namespace Tributary.Server.Tests.Finicity;

/// <summary>One server for all facts of a class that leave each other alone: every fact adds customers of its own.</summary>
public sealed class FinicityServer : IAsyncLifetime
{
    internal TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    internal Task<FinicityCaller> CallerAsync() => FinicityCaller.OfSandboxAsync(Server);
}
