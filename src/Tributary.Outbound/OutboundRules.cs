using System.Net;

namespace Tributary.Outbound;

/// <summary>What the operator opened beside the Internet.</summary>
public sealed class OutboundRules
{
    private readonly HashSet<(string Host, int Port)> _open;

    /// <summary>Opens single hosts.</summary>
    /// <param name="allowedHosts">Each <c>host</c> or <c>host:port</c>; without a port it is 443.</param>
    /// <exception cref="OutboundException">One of them is no host.</exception>
    public OutboundRules(params IEnumerable<string> allowedHosts) => _open = [.. allowedHosts.Select(Parse)];

    /// <summary>Whether the operator opened a host on a port, wherever its name leads.</summary>
    internal bool IsOpen(string host, int port) => _open.Contains((host, port));

    /// <summary>Lets a host pass whose every address may be called. What the addresses are is not told: it would map this machine's network.</summary>
    /// <exception cref="OutboundException"><see cref="OutboundFailure.ForbiddenAddress"/>, <see cref="OutboundFailure.NotAllowed"/>.</exception>
    internal void RequireAllowed(
        string host, int port, IReadOnlyCollection<IPAddress> addresses, OutboundReach reach, IReadOnlyCollection<IPAddress> ownAddresses)
    {
        if (IsOpen(host, port))
            return;
        var elsewhere = addresses.Where(address => reach != OutboundReach.Sandbox || !AddressRules.IsLoopback(address)).ToArray();
        if (Array.Exists(elsewhere, address => AddressRules.IsForbidden(address) || ownAddresses.Contains(address)))
            throw new OutboundException(OutboundFailure.ForbiddenAddress, "The URL's host leads to an address that is not called.");
        if (elsewhere.Length > 0 && port is not (443 or 80))
            throw new OutboundException(OutboundFailure.NotAllowed, $"Port {port} is not called; the operator can open a host on a port.");
    }

    /// <summary>Reads a host of the operator's list.</summary>
    /// <param name="text">A <c>host</c> or <c>host:port</c>.</param>
    /// <returns>The host as requests name it, and the port.</returns>
    /// <exception cref="OutboundException">It is no host.</exception>
    public static (string Host, int Port) Parse(string text)
    {
        if (text.AsSpan().ContainsAny("/?#@") || !Uri.TryCreate($"https://{text}/", UriKind.Absolute, out var uri))
            throw new OutboundException(OutboundFailure.NotAllowed, $"{text} is no host, or host:port.");
        return (HostName.Normalize(uri), uri.Port);
    }
}
