using System.Text;
using Microsoft.AspNetCore.Http;
using Tributary.Core.Errors;
using Tributary.Faces.AggCat.SignOn.OAuth;

namespace Tributary.Faces.AggCat.SignOn;

/// <summary>
/// What comes with the exchange of an assertion. The assertion may be in any of the four spellings of base64 that programs use: standard, in lines, and with
/// the signs for web addresses, padded or not. The consumer key comes in the header, or from a Go program in the form.
/// </summary>
internal sealed record TokenForm(string ConsumerKey, byte[] Assertion)
{
    private const int MostBytes = 256 * 1024;

    /// <exception cref="OAuthProblemException">Something is missing, or the assertion is no base64.</exception>
    /// <exception cref="TributaryException"><c>request.body-too-large</c>.</exception>
    public static async Task<TokenForm> ReadAsync(HttpRequest request)
    {
        var fields = FieldsOf(await ReadBodyAsync(request));
        var consumerKey = OAuthParameters.TryRead(request)?["oauth_consumer_key"] ?? fields.GetValueOrDefault("oauth_consumer_key");
        if (string.IsNullOrEmpty(consumerKey) || !fields.TryGetValue("saml_assertion", out var encoded) || encoded.Length == 0)
            throw new OAuthProblemException("parameter_absent");
        return new TokenForm(consumerKey, Decode(encoded) ?? throw new OAuthProblemException("parameter_rejected"));
    }

    // A plus sign is one: base64 has it, and has no blanks; a program that does not percent-encode means what it writes.
    private static Dictionary<string, string> FieldsOf(string body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in body.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = pair.IndexOf('=', StringComparison.Ordinal);
            if (sign < 0 || !PercentCode.TryDecode(pair[..sign], out var name) || !PercentCode.TryDecode(pair[(sign + 1)..], out var value)
                || !fields.TryAdd(name.Trim(), value))
                throw new OAuthProblemException("parameter_rejected");
        }

        return fields;
    }

    private static byte[]? Decode(string encoded)
    {
        var text = new StringBuilder(encoded.Length + 2);
        foreach (var sign in encoded)
        {
            _ = sign switch
            {
                ' ' or '\t' or '\r' or '\n' or '=' => text,
                '-' => text.Append('+'),
                '_' => text.Append('/'),
                _ => text.Append(sign),
            };
        }

        text.Append('=', (4 - (text.Length % 4)) % 4);
        var bytes = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64String(text.ToString(), bytes, out var length) ? bytes[..length] : null;
    }

    // Where it says how long it is, that is how much is taken: beyond a few kilobytes a buffer of the greatest length would cost more than all the rest.
    private static async Task<string> ReadBodyAsync(HttpRequest request)
    {
        var buffer = new byte[Math.Min(request.ContentLength ?? 8 * 1024, MostBytes) + 1];
        var length = 0;
        for (int read; (read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted)) > 0;)
        {
            length += read;
            if (length > MostBytes)
                throw new TributaryException(ErrorCatalogue.BodyTooLarge);
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MostBytes + 1));
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
