using System.Security.Cryptography;

namespace Tributary.Faces.AggCat.SignOn.Assertions;

/// <summary>
/// Verifies an assertion against the certificate its application registered. What it says is read again from the very bytes whose digest
/// was signed, and from nowhere else.
/// </summary>
internal static class AssertionVerifier
{
    /// <summary>How far the clocks of programs may be off.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>How long before its end an assertion may begin at most; what claims to hold for longer is not one of a sign-on.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromHours(1);

    private const int MaxLength = 64 * 1024;

    /// <summary>Verifies one.</summary>
    /// <param name="received">The bytes as they came.</param>
    /// <param name="issuer">The identity provider id that the application registered.</param>
    /// <param name="key">The public key it registered; at least 2048 bits.</param>
    /// <param name="requireSha256">Whether SHA-1 is refused.</param>
    /// <param name="now">The time.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="AssertionRefusedException">It is not accepted.</exception>
    public static Assertion Verify(ReadOnlySpan<byte> received, string issuer, RSA key, bool requireSha256, DateTimeOffset now)
    {
        if (received.Length > MaxLength)
            throw new AssertionRefusedException("The assertion is longer than 64 KiB.");
        var root = StrictXml.Read(received);
        var (id, signatureElement) = AssertionShape.SignatureOf(root);
        var signature = SignatureShape.Read(signatureElement, id);
        if (requireSha256 && signature.RestsOnSha1)
            throw new AssertionRefusedException("The assertion rests on SHA-1, and this application demands SHA-256.");

        var signedBytes = ExclusiveForm.Of(root, omitted: signatureElement);
        if (!CryptographicOperations.FixedTimeEquals(CryptographicOperations.HashData(signature.DigestHash, signedBytes), signature.DigestValue))
            throw new AssertionRefusedException("The assertion is not the one that was signed: its digest differs.");
        if (key.KeySize < 2048
            || !key.VerifyData(ExclusiveForm.Of(signature.SignedInfo), signature.SignatureValue, signature.SignatureHash, RSASignaturePadding.Pkcs1))
            throw new AssertionRefusedException("The assertion's signature does not verify with the application's certificate.");

        var assertion = AssertionShape.ClaimsOf(StrictXml.Read(signedBytes));
        RequireValid(assertion, issuer, now);
        return assertion;
    }

    private static void RequireValid(Assertion assertion, string issuer, DateTimeOffset now)
    {
        if (assertion.Issuer != issuer)
            throw new AssertionRefusedException("The assertion's issuer is not the application's identity provider id.");
        if (assertion.Audience != issuer)
            throw new AssertionRefusedException("The assertion is for another audience.");
        if (assertion.NotBefore - Skew > now)
            throw new AssertionRefusedException("The assertion does not hold yet.");
        if (assertion.NotOnOrAfter + Skew <= now)
            throw new AssertionRefusedException("The assertion holds no longer.");
        if (assertion.NotOnOrAfter <= assertion.NotBefore || assertion.NotOnOrAfter - assertion.NotBefore > LongestLife)
            throw new AssertionRefusedException("The assertion's time is not that of a sign-on.");
        if (string.IsNullOrWhiteSpace(assertion.CustomerName) || assertion.CustomerName.Length > 255 || assertion.CustomerName.Any(char.IsControl))
            throw new AssertionRefusedException("The assertion names no customer.");
    }
}
