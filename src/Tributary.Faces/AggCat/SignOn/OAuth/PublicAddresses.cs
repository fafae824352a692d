using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Tributary.Faces.AggCat.SignOn.OAuth;

/// <summary>
/// Under which addresses a program may have signed a request. Not all of them name in <c>Host</c> what they signed, so the addresses under which this
/// server is known are tried as well, each with both schemes (AggCat, 2.3).
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
                scheme => new[] { Authority(scheme, address.Host, address.Port), Authority(scheme, address.Host, port: null) })));
        return authorities.Distinct(StringComparer.Ordinal).Select(authority => authority + path);
    }

    private static string Authority(string scheme, string host, int? port)
    {
        var isUsual = port is null || port == (scheme == Uri.UriSchemeHttp ? 80 : 443);
        return string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host.ToLowerInvariant()}{(isUsual ? "" : ":" + port)}");
    }
}
