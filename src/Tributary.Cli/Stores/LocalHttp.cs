namespace Tributary.Cli.Stores;

/// <summary>HTTP to a server of this machine: never through a proxy, never to where an answer points.</summary>
internal static class LocalHttp
{
#pragma warning disable RS0030 // To where this machine's own server said it is, which is what the one way out would refuse.
    public static HttpClient To(Uri server, TimeSpan timeout) =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = server, Timeout = timeout };
#pragma warning restore RS0030
}
