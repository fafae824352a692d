namespace Tributary.Core.Institutions.Search;

/// <summary>The host of a web address as people write it: with or without scheme, <c>www.</c>, path.</summary>
internal static class WebAddress
{
    private static readonly string[] SecondLevel = ["co", "com", "org", "net", "gov", "ac", "edu"];

    private static readonly string[] Endings = ["com", "org", "net", "coop", "bank", "edu", "us", "gov", "biz", "info", "co", "io", "cc", "cu", "app", "online"];

    /// <summary>Whether text that has a host is meant as an address, not just a name with dots in it.</summary>
    public static bool IsMeant(string text, string host) =>
        text.Contains("://", StringComparison.Ordinal)
        || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
        || Endings.Contains(host[(host.LastIndexOf('.') + 1)..], StringComparer.Ordinal);

    /// <summary>The host of an address, folded; null where there is none.</summary>
    public static string? HostOf(string? address)
    {
        if (string.IsNullOrWhiteSpace(address))
            return null;
        var rest = address.AsSpan().Trim();
        var scheme = rest.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
            rest = rest[(scheme + 3)..];
        var end = rest.IndexOfAny("/?#: ");
        if (end >= 0)
            rest = rest[..end];
        rest = rest[(rest.LastIndexOf('@') + 1)..].TrimEnd('.');
        var host = rest.ToString().ToLowerInvariant();
        foreach (var prefix in new[] { "www.", "www2.", "m." })
        {
            if (host.StartsWith(prefix, StringComparison.Ordinal) && host.AsSpan(prefix.Length).Contains('.'))
                host = host[prefix.Length..];
        }

        var dot = host.LastIndexOf('.');
        return dot > 0 && host.Length - dot is > 2 and < 20 && host.Length <= 253 && host.All(sign => char.IsLetterOrDigit(sign) || sign is '.' or '-') && char.IsLetter(host[dot + 1])
            ? host
            : null;
    }

    /// <summary>The part of a host that its owner registered: <c>wellsfargo.com</c> of <c>online.wellsfargo.com</c>.</summary>
    public static string DomainOf(string host)
    {
        var labels = host.Split('.');
        if (labels.Length <= 2)
            return host;
        var kept = labels[^1].Length == 2 && SecondLevel.Contains(labels[^2], StringComparer.Ordinal) ? 3 : 2;
        return string.Join('.', labels[^Math.Min(kept, labels.Length)..]);
    }
}
