using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Tributary.Faces.AggCat.SignOn.OAuth;

/// <summary>
/// Under which addresses a program may have signed a request. Not all of them name in <c>Host</c> what they signed, so the addresses under which this
/// server is known are tried as well, each with both schemes, and the one that was called (AggCat, 2.3).
/// </summary>
internal sealed class PublicAddresses(IReadOnlyList<Uri> configured)
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps];

    /// <summary>The candidates: the address the request names itself first.</summary>
    public IEnumerable<string> Of(HttpRequest request)
    {
        var path = OAuthParameters.TargetOf(request).Path;
        var (host, port) = (request.Host.Host, request.Host.Port);
        var own = request.IsHttps ? Schemes.AsEnumerable().Reverse() : Schemes;
        var authorities = own.Select(scheme => Authority(scheme, host, port))
            .Concat(configured.SelectMany(address => Schemes.SelectMany(
                scheme => new[] { Authority(scheme, address.Host, address.Port), Authority(scheme, address.Host, port: null) })))
            .Concat(Called(request.HttpContext.Connection));
        return authorities.Distinct(StringComparer.Ordinal).Select(authority => authority + path);
    }

    /// <summary>Where the call came in: a program on the same machine needs no configured address, whatever it calls the host.</summary>
    private static IEnumerable<string> Called(ConnectionInfo connection)
    {
        if (connection.LocalIpAddress is not { } address)
            yield break;
        var host = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        yield return Authority(Uri.UriSchemeHttp, host.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{host}]" : host.ToString(), connection.LocalPort);
        if (IPAddress.IsLoopback(host))
            yield return Authority(Uri.UriSchemeHttp, "localhost", connection.LocalPort);
    }

    private static string Authority(string scheme, string host, int? port)
    {
        var isUsual = port is null || port == (scheme == Uri.UriSchemeHttp ? 80 : 443);
        return string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host.ToLowerInvariant()}{(isUsual ? "" : ":" + port)}");
    }
}
