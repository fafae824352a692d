using System.Security.Cryptography;
using System.Text;
using Tributary.Core.Secrets;

namespace Tributary.Faces.AggCat.SignOn.OAuth;

/// <summary>What an OAuth 1.0a signature is made of (RFC 5849, 3.4).</summary>
internal static class SignatureBase
{
    /// <summary>The text that is signed.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="address">Scheme, host, port where it is not the scheme's own, and path exactly as it was sent.</param>
    /// <param name="parameters">All that are signed, decoded.</param>
    /// <returns>The base string.</returns>
    public static string Of(string method, string address, IEnumerable<(string Name, string Value)> parameters)
    {
        var encoded = parameters
            .Select(p => (Name: PercentCode.Encode(p.Name), Value: PercentCode.Encode(p.Value)))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .ThenBy(p => p.Value, StringComparer.Ordinal)
            .Select(p => p.Name + "=" + p.Value);
        return $"{method.ToUpperInvariant()}&{PercentCode.Encode(address)}&{PercentCode.Encode(string.Join('&', encoded))}";
    }

    /// <summary>The signature of a text, in base64.</summary>
    /// <param name="hash">SHA-1 or SHA-256.</param>
    /// <param name="consumerSecret">The application's secret.</param>
    /// <param name="tokenSecret">The token's secret.</param>
    /// <param name="text">The base string.</param>
    /// <returns>The signature.</returns>
    public static string Sign(HashAlgorithmName hash, Secret consumerSecret, Secret tokenSecret, string text)
    {
        var key = Encoding.UTF8.GetBytes($"{PercentCode.Encode(consumerSecret.Reveal())}&{PercentCode.Encode(tokenSecret.Reveal())}");
        var signature = CryptographicOperations.HmacData(hash, key, Encoding.UTF8.GetBytes(text));
        CryptographicOperations.ZeroMemory(key);
        return Convert.ToBase64String(signature);
    }
}
