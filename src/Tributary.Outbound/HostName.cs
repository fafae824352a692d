using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Tributary.Outbound;

/// <summary>
/// One spelling for a host, however it was written: an address in decimal, octal or hexadecimal parts becomes the usual four, a name
/// becomes lower-case ASCII without the dot that ends it. What remains odd is refused rather than understood.
/// </summary>
internal static class HostName
{
    private const int MostCharacters = 253;
    private const int MostLabelCharacters = 63;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <exception cref="OutboundException">The host is none that can be called.</exception>
    public static string Normalize(Uri uri)
    {
        var host = AsciiOf(uri);
        if (host.EndsWith('.'))
            host = host[..^1];
        if (IPAddress.TryParse(host, out var address))
            return host.Contains('%', StringComparison.Ordinal) ? throw Refused() : address.ToString();
        return IsName(host) ? host : throw Refused();
    }

    private static string AsciiOf(Uri uri)
    {
        if (uri.Host.EnumerateRunes().Any(sign => !sign.IsAscii && !IsLetter(sign)))
            throw Refused();
        try
        {
            return uri.IdnHost.ToLowerInvariant();
        }
        catch (Exception odd) when (odd is ArgumentException or UriFormatException)
        {
            throw Refused();
        }
    }

    // Digits and dots of other scripts, which some readers take for an address.
    private static bool IsLetter(Rune sign) => Rune.IsLetter(sign)
        || Rune.GetUnicodeCategory(sign) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // A name that ends like a number is an address that somebody else may read differently.
    private static bool IsName(string host)
    {
        if (host.Length is 0 or > MostCharacters || host.AsSpan().ContainsAnyExcept(NameCharacters))
            return false;
        var labels = host.Split('.');
        return Array.TrueForAll(labels, label => label.Length is > 0 and <= MostLabelCharacters) && !char.IsAsciiDigit(labels[^1][0]);
    }

    private static OutboundException Refused() => new(OutboundFailure.NotAllowed, "The URL's host is no name or address that can be called.");
}
