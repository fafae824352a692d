using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Tributary.Outbound;

/// <summary>
/// The one way out of this server to an address that somebody else named. Each request has a connection of its own: the host's name is resolved once,
/// every address is checked, and the connection goes to one of those just checked, whatever the name leads to a moment later. There is no proxy,
/// no redirection, no cookie, no unpacking, no credential, and a limit for everything. Safe for concurrent use.
/// </summary>
public sealed class OutboundHttp : IDisposable
{
    private readonly OutboundRules _rules;
    private readonly OutboundLimits _limits;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly Func<IPEndPoint, CancellationToken, ValueTask<Stream>> _dial;

    // A connection under way for the one reach is never taken for the other.
    private readonly HttpMessageInvoker _internet;
    private readonly HttpMessageInvoker _sandbox;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="rules">What the operator opened.</param>
    /// <param name="limits">What a request may cost; null for the usual.</param>
    public OutboundHttp(OutboundRules rules, OutboundLimits? limits = null)
        : this(rules, limits ?? new OutboundLimits(), Dns.GetHostAddressesAsync, DialAsync)
    {
    }

    internal OutboundHttp(
        OutboundRules rules,
        OutboundLimits limits,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve,
        Func<IPEndPoint, CancellationToken, ValueTask<Stream>> dial)
    {
        _rules = rules;
        _limits = limits;
        _resolve = resolve;
        _dial = dial;
        _internet = Invoker(OutboundReach.Internet);
        _sandbox = Invoker(OutboundReach.Sandbox);
    }

    /// <summary>Reads a URL that somebody gave, refusing at once what its form alone forbids.</summary>
    /// <param name="url">The URL; a fragment is dropped, the query kept.</param>
    /// <param name="reach">Where it may lead.</param>
    /// <returns>What can be called; its addresses are checked when it is.</returns>
    /// <exception cref="OutboundException"><see cref="OutboundFailure.NotAllowed"/>, <see cref="OutboundFailure.ForbiddenAddress"/>.</exception>
    public OutboundTarget Target(string url, OutboundReach reach) => OutboundTarget.Parse(url, reach, _rules);

    /// <summary>Sends a request once, and reads the answer up to the limits.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The answer, whatever its status.</returns>
    /// <exception cref="OutboundException">There was none.</exception>
    public async Task<OutboundAnswer> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_limits.AnswerWithin);
        try
        {
            using var message = MessageOf(request);
            using var response = await InvokerOf(request.Target.Reach).SendAsync(message, deadline.Token);
            var (body, isCut) = await ReadAsync(response, deadline.Token);
            return new OutboundAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body, isCut);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or OperationCanceledException)
        {
            throw Explain(failed);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _internet.Dispose();
        _sandbox.Dispose();
    }

    private static HttpRequestMessage MessageOf(OutboundRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.Target.Uri)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("Tributary", typeof(OutboundHttp).Assembly.GetName().Version!.ToString(3)));
        // Old servers close without saying so, and what was sent on a connection that is closing may or may not have arrived.
        message.Headers.ConnectionClose = true;
        foreach (var (name, value) in request.Headers)
            message.Headers.Add(name, value);
        if (request.Body is { } body)
            message.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(request.ContentType) } };
        return message;
    }

    private HttpMessageInvoker InvokerOf(OutboundReach reach) => reach == OutboundReach.Sandbox ? _sandbox : _internet;

    private HttpMessageInvoker Invoker(OutboundReach reach) => new(new SocketsHttpHandler
    {
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, reach, cancellationToken),
        ConnectTimeout = _limits.ConnectWithin,
        MaxResponseHeadersLength = _limits.MostHeaderKilobytes,
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.Zero,
#pragma warning disable CA5398 // An operating system that would still speak an older TLS is not asked.
        SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
#pragma warning restore CA5398
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
    });

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint host, OutboundReach reach, CancellationToken cancellationToken)
    {
        var addresses = await AddressesOfAsync(host.Host, cancellationToken);
        _rules.RequireAllowed(host.Host, host.Port, addresses, reach, AddressRules.Own());
        SocketException? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await _dial(new IPEndPoint(address, host.Port), cancellationToken);
            }
            catch (SocketException unreachable)
            {
                last = unreachable;
            }
        }

        throw new OutboundException(OutboundFailure.Unreachable, $"{host.Host} takes no connection on port {host.Port}.", last);
    }

    private async Task<IPAddress[]> AddressesOfAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address))
            return [address];
        try
        {
            if (await _resolve(host, cancellationToken) is { Length: > 0 } addresses)
                return addresses;
        }
        catch (SocketException unknown)
        {
            throw new OutboundException(OutboundFailure.Unresolved, $"{host} has no address.", unknown);
        }

        throw new OutboundException(OutboundFailure.Unresolved, $"{host} has no address.");
    }

    private static async ValueTask<Stream> DialAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<(ReadOnlyMemory<byte> Body, bool IsCut)> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new byte[_limits.MostBodyBytes + 1];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        var isCut = length > _limits.MostBodyBytes;
        return (body.AsMemory(0, isCut ? length - 1 : length), isCut);
    }

    private static OutboundException Explain(Exception failed)
    {
        for (var cause = failed; cause is not null; cause = cause.InnerException)
        {
            if (cause is OutboundException known)
                return known;
        }

        return failed switch
        {
            OperationCanceledException => new(OutboundFailure.TimedOut, "The answer took too long.", failed),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                new(OutboundFailure.NotTrusted, "The host's certificate or TLS is not good enough.", failed),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } =>
                new(OutboundFailure.Malformed, "What came back is no HTTP answer that can be taken.", failed),
            _ => new(OutboundFailure.Unreachable, "The connection failed.", failed),
        };
    }
}
