using System.Net;

namespace Tributary.Outbound;

/// <summary>
/// A URL that may be called, as far as its form tells; its addresses are checked when it is. Made by
/// <see cref="OutboundHttp.Target(string, OutboundReach)"/>. The text form leaves the query out, which may hold a secret.
/// </summary>
public sealed class OutboundTarget
{
    private const int MostCharacters = 2048;
    private const int HttpsPort = 443;

    private OutboundTarget(Uri uri, OutboundReach reach)
    {
        Uri = uri;
        Reach = reach;
    }

    /// <summary>Where the request may go.</summary>
    public OutboundReach Reach { get; }

    /// <summary>Host and port: those of one and the same have to do with one another.</summary>
    public string Authority => Uri.Authority;

    internal Uri Uri { get; }

    /// <summary>The same with one more parameter at the end of its query.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value, not yet escaped.</param>
    /// <returns>The target.</returns>
    public OutboundTarget With(string name, string value)
    {
        var query = Uri.Query.Length > 1 ? $"{Uri.Query}&" : "?";
        return new OutboundTarget(
            new Uri($"{Uri.GetLeftPart(UriPartial.Path)}{query}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}"), Reach);
    }

    /// <summary>The URL without its query.</summary>
    /// <returns>For example <c>https://app.example/hook</c>.</returns>
    public override string ToString() => Uri.GetLeftPart(UriPartial.Path);

    /// <exception cref="OutboundException">It may not be called.</exception>
    internal static OutboundTarget Parse(string text, OutboundReach reach, OutboundRules rules)
    {
        if (text.Length > MostCharacters || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\')
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw Refused("It is no URL.");
        }

        RequireScheme(uri, reach);
        if (uri.UserInfo.Length > 0 || AuthorityOf(text).Contains('@'))
            throw Refused("A URL with a user or password in it is not called.");
        var host = HostName.Normalize(uri);
        if (reach == OutboundReach.Internet && uri.Port != HttpsPort && !rules.IsOpen(host, uri.Port))
            throw Refused($"Port {uri.Port} is not called; the operator can open a host on a port.");
        var written = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        var target = new OutboundTarget(new Uri($"{uri.Scheme}://{written}:{uri.Port}{uri.PathAndQuery}"), reach);
        if (IPAddress.TryParse(host, out var address))
            rules.RequireAllowed(host, uri.Port, [address], reach, ownAddresses: []);
        return target;
    }

    private static void RequireScheme(Uri uri, OutboundReach reach)
    {
        if (uri.Scheme != Uri.UriSchemeHttps && reach == OutboundReach.Internet)
            throw Refused("Only https is called.");
        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            throw Refused("Only http and https are called.");
    }

    private static ReadOnlySpan<char> AuthorityOf(string text)
    {
        var rest = text.AsSpan(text.IndexOf("//", StringComparison.Ordinal) + 2);
        var end = rest.IndexOfAny("/?#");
        return end < 0 ? rest : rest[..end];
    }

    private static OutboundException Refused(string why) => new(OutboundFailure.NotAllowed, why);
}
