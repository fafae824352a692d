using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tributary.Faces.AggCat.SignOn.OAuth;

/// <summary>
/// The OAuth 1.0a parameters of a request, decoded, in whichever place they came: the <c>Authorization</c> header or the query
/// (RFC 5849, 3.5). Beside them lie all parameters of the query, because they are signed too.
/// </summary>
internal sealed class OAuthParameters
{
    private const string Scheme = "OAuth";
    private readonly List<(string Name, string Value)> _all;

    private OAuthParameters(List<(string Name, string Value)> all) => _all = all;

    /// <summary>Everything that is signed: all but <c>oauth_signature</c> and the header's <c>realm</c>.</summary>
    public IEnumerable<(string Name, string Value)> Signed => _all.Where(p => p.Name != "oauth_signature");

    /// <summary>Reads a request's parameters.</summary>
    /// <returns>Null where one is there twice that may be there once, or the header cannot be read.</returns>
    public static OAuthParameters? TryRead(HttpRequest request)
    {
        var all = new List<(string Name, string Value)>();
        if (!TryReadQuery(RawQuery(request), all) || !TryReadHeader(request.Headers.Authorization.ToString(), all))
            return null;
        var own = all.Where(p => p.Name.StartsWith("oauth_", StringComparison.Ordinal)).Select(p => p.Name).ToList();
        return own.Distinct(StringComparer.Ordinal).Count() == own.Count ? new OAuthParameters(all) : null;
    }

    /// <summary>A parameter; null where it is absent or empty.</summary>
    public string? this[string name]
    {
        get
        {
            var value = _all.Find(p => p.Name == name).Value;
            return string.IsNullOrEmpty(value) ? null : value;
        }
    }

    /// <summary>The target of the request as it was sent, so that nothing has been decoded or tidied: the path, and the query without its question mark.</summary>
    public static (string Path, string Query) TargetOf(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        // A proxy's form: http://host/path.
        if (target.IndexOf("://", StringComparison.Ordinal) is > 0 and var authority)
            target = target.IndexOf('/', authority + 3) is > 0 and var path ? target[path..] : "/";
        return target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? (target[..query], target[(query + 1)..]) : (target, "");
    }

    private static string RawQuery(HttpRequest request) => TargetOf(request).Query;

    private static bool TryReadQuery(string query, List<(string Name, string Value)> all)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = sign < 0 ? (pair, "") : (pair[..sign], pair[(sign + 1)..]);
            if (!PercentCode.TryDecode(name.Replace('+', ' '), out var decodedName) || !PercentCode.TryDecode(value.Replace('+', ' '), out var decodedValue))
                return false;
            all.Add((decodedName, decodedValue));
        }

        return true;
    }

    private static bool TryReadHeader(string header, List<(string Name, string Value)> all)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length <= Scheme.Length || !char.IsWhiteSpace(header[Scheme.Length]))
            return true;
        foreach (var part in header[Scheme.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = part.IndexOf('=', StringComparison.Ordinal);
            if (sign < 0)
                return false;
            var name = part[..sign].TrimEnd();
            var quoted = part[(sign + 1)..].TrimStart();
            if (quoted is not ['"', .. var encoded, '"'])
                return false;
            if (name.Equals("realm", StringComparison.OrdinalIgnoreCase))
                continue;
            if (!PercentCode.TryDecode(name, out var decodedName) || !PercentCode.TryDecode(encoded, out var decodedValue))
                return false;
            all.Add((decodedName, decodedValue));
        }

        return true;
    }
}
