namespace Tributary.Cli.Stores;

/// <summary>HTTP to a server of this machine: never through a proxy, never to where an answer points.</summary>
internal static class LocalHttp
{
    public static HttpClient To(Uri server, TimeSpan timeout) =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = server, Timeout = timeout };
}
