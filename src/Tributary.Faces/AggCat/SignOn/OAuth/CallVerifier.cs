using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tributary.Core.Secrets;
using Tributary.Core.SignOn;

namespace Tributary.Faces.AggCat.SignOn.OAuth;

/// <summary>
/// Tells who makes a call by its OAuth 1.0a signature: HMAC over SHA-1, or SHA-256. An unknown key, an unknown token and a wrong signature
/// are answered alike, after the same work.
/// </summary>
internal sealed class CallVerifier(CustomerSignOn signOn, PublicAddresses addresses, NonceMemory nonces)
{
    /// <summary>Verifies a call.</summary>
    /// <param name="request">The call.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Who makes it.</returns>
    /// <exception cref="OAuthProblemException">Nobody that is known here.</exception>
    public async Task<SignedOn> VerifyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var call = OAuthParameters.TryRead(request) ?? throw new OAuthProblemException("parameter_rejected");
        string Required(string name) => call[name] ?? throw new OAuthProblemException("parameter_absent");

        var consumerKey = Required("oauth_consumer_key");
        var token = Required("oauth_token");
        var signature = Required("oauth_signature");
        var nonce = Required("oauth_nonce");
        var hash = Required("oauth_signature_method") switch
        {
            "HMAC-SHA1" => HashAlgorithmName.SHA1,
            "HMAC-SHA256" => HashAlgorithmName.SHA256,
            _ => throw new OAuthProblemException("signature_method_rejected"),
        };
        if (call["oauth_version"] is not (null or "1.0"))
            throw new OAuthProblemException("version_rejected");
        if (!long.TryParse(Required("oauth_timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp) || !nonces.IsTimely(timestamp))
            throw new OAuthProblemException("timestamp_refused");

        var signedOn = await signOn.FindAsync(consumerKey, new Secret(token), cancellationToken);
        if (!IsSigned(request, call, hash, signature, signedOn) || signedOn is null)
            throw new OAuthProblemException(OAuthProblemException.TokenRejected);
        return nonces.TryTake(consumerKey, token, timestamp, nonce) ? signedOn : throw new OAuthProblemException("nonce_used");
    }

    private bool IsSigned(HttpRequest request, OAuthParameters call, HashAlgorithmName hash, string signature, SignedOn? signedOn)
    {
        var (consumerSecret, tokenSecret) = signedOn is null ? (Nobodys, Nobodys) : (signedOn.ConsumerSecret, signedOn.TokenSecret);
        var given = Encoding.UTF8.GetBytes(signature);
        foreach (var address in addresses.Of(request))
        {
            var text = SignatureBase.Of(request.Method, address, call.Signed);
            var expected = SignatureBase.Sign(hash, consumerSecret, tokenSecret, text);
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), given))
                return signedOn is not null;
        }

        return false;
    }

    private static Secret Nobodys { get; } = new(RandomText.LettersAndDigits(40));
}
