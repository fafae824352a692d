using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Tributary.Faces.AggCat.SignOn.OAuth;

/// <summary>Percent-encoding as OAuth 1.0a has it: everything but letters, digits and <c>- . _ ~</c>, in capital hexadecimal (RFC 5849, 3.6).</summary>
internal static class PercentCode
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes a text.</summary>
    public static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>Decodes a text.</summary>
    /// <returns>False where a percent sign is not followed by two hexadecimal digits, or the bytes are not UTF-8.</returns>
    public static bool TryDecode(string text, [NotNullWhen(true)] out string? decoded)
    {
        decoded = text;
        if (!text.Contains('%', StringComparison.Ordinal))
            return true;
        var bytes = new List<byte>(text.Length);
        var utf8 = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] != '%')
            {
                bytes.Add(utf8[i]);
                continue;
            }

            if (i + 2 >= utf8.Length || !char.IsAsciiHexDigit((char)utf8[i + 1]) || !char.IsAsciiHexDigit((char)utf8[i + 2]))
                return false;
            bytes.Add((byte)((Convert.FromHexString([(char)utf8[i + 1], (char)utf8[i + 2]])[0])));
            i += 2;
        }

        try
        {
            decoded = Utf8.GetString([.. bytes]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
