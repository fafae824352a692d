using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity;

/// <summary>
/// Which format a caller wants. Programs of 2014 send no useful <c>Accept</c> and expect XML; programs of today say JSON. In order:
/// what <c>Accept</c> names, what the request's own body is, then XML for versions 1 and 2 and JSON for later ones, which have no
/// XML form.
/// </summary>
internal static class FormatNegotiation
{
    private static readonly string[] Versions = ["/aggregation/v1", "/aggregation/v2"];

    /// <summary>The format to answer in, whatever the answer is.</summary>
    public static WireFormat FormatOf(HttpRequest request)
    {
        if (!HasXml(request))
            return WireFormat.Json;
        return NamedIn(request.Headers.Accept.ToString()) ?? NamedBy(request.ContentType) ?? WireFormat.Xml;
    }

    /// <summary>Whether the caller takes that format: only XML is asked for where there is none.</summary>
    public static bool IsAcceptable(HttpRequest request) => HasXml(request)
        || NamedIn(request.Headers.Accept.ToString()) is not WireFormat.Xml
        || AcceptsAnything(request.Headers.Accept.ToString());

    private static bool HasXml(HttpRequest request) =>
        Array.Exists(Versions, version => request.Path.StartsWithSegments(version, StringComparison.OrdinalIgnoreCase));

    /// <summary>The one of our formats that is named with the highest quality, the first among equals.</summary>
    private static WireFormat? NamedIn(string accept)
    {
        WireFormat? best = null;
        var quality = 0.0;
        foreach (var range in Ranges(accept))
        {
            if (NamedBy(range.MediaType.Value) is { } format && (range.Quality ?? 1) > quality)
                (best, quality) = (format, range.Quality ?? 1);
        }

        return best;
    }

    private static bool AcceptsAnything(string accept) => Ranges(accept).Any(range => range.MatchesAllTypes && range.Quality is not 0);

    private static IList<MediaTypeHeaderValue> Ranges(string accept) =>
        MediaTypeHeaderValue.TryParseList([accept], out var ranges) ? ranges : [];

    private static WireFormat? NamedBy(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type)
        ? type.MediaType.Value?.ToLowerInvariant() switch
        {
            "application/json" or "text/json" => WireFormat.Json,
            "application/xml" or "text/xml" => WireFormat.Xml,
            _ => null,
        }
        : null;
}
