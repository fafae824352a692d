using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Tributary.Outbound;

/// <summary>
/// Which addresses are the Internet's. IPv4 is open but for the blocks of the special-purpose registry (RFC 6890) and what clouds answer
/// their own machines on. IPv6 is closed but for global unicast, without the blocks in it that carry an IPv4 address inside or belong to
/// nobody: whoever embeds an address in another one is not somebody we must reach.
/// </summary>
internal static class AddressRules
{
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Forbidden =
    [
        .. new[]
        {
            "0.0.0.0/8", // this network, unspecified
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carrier-grade NAT, and one cloud's metadata
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // one cloud's host agent
            "169.254.0.0/16", // link-local, most clouds' metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // AMT
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "2620:4f:8000::/48", // AS112
            "3ffe::/16", // 6bone
            "3fff::/20", // documentation
        }.Select(block => IPNetwork.Parse(block)),
    ];

    /// <summary>Whether an address is not the Internet's.</summary>
    public static bool IsForbidden(IPAddress address) =>
        address.IsIPv4MappedToIPv6
        || (address.AddressFamily != AddressFamily.InterNetwork && !GlobalUnicast.Contains(address))
        || Array.Exists(Forbidden, block => block.Contains(address));

    /// <summary>Whether an address is this machine's loopback, written as itself and not inside another address.</summary>
    public static bool IsLoopback(IPAddress address) => !address.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(address);

    /// <summary>The addresses of this machine's own interfaces, public ones among them.</summary>
    public static IReadOnlyCollection<IPAddress> Own() =>
        [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(own => own.Address)];
}
