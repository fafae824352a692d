using System.Security.Cryptography;

namespace Tributary.Faces.AggCat.SignOn.Assertions;

/// <summary>A signature as it stands in an assertion, before anything of it is believed.</summary>
/// <param name="SignedInfo">The element that is signed.</param>
/// <param name="SignatureHash">What it is signed with: RSA PKCS #1 v1.5 over SHA-1 or SHA-256.</param>
/// <param name="SignatureValue">The signature.</param>
/// <param name="DigestHash">What the assertion is digested with.</param>
/// <param name="DigestValue">The digest it claims.</param>
internal sealed record SignatureShape(
    XmlPiece SignedInfo, HashAlgorithmName SignatureHash, byte[] SignatureValue, HashAlgorithmName DigestHash, byte[] DigestValue)
{
    /// <summary>The namespace of XML signatures.</summary>
    public const string Namespace = "http://www.w3.org/2000/09/xmldsig#";

    private const string ExclusiveCanonicalization = "http://www.w3.org/2001/10/xml-exc-c14n#";

    /// <summary>Whether either part rests on SHA-1.</summary>
    public bool RestsOnSha1 => SignatureHash == HashAlgorithmName.SHA1 || DigestHash == HashAlgorithmName.SHA1;

    /// <summary>Reads a signature of the one accepted shape: one reference, to the assertion it lies in, with the two transforms of an enveloped signature.</summary>
    /// <param name="signature">The element.</param>
    /// <param name="assertionId">The id of the assertion around it.</param>
    /// <returns>Its parts. A key that it carries is not among them: nobody proves himself by what he brought along.</returns>
    /// <exception cref="AssertionRefusedException">It has another shape, or uses another algorithm.</exception>
    public static SignatureShape Read(XmlPiece signature, string assertionId) => ShapeReader.Read(signature, Namespace, children =>
    {
        var signedInfo = children.Next("SignedInfo");
        var value = Base64(children.Next("SignatureValue"));
        if (children.HasNext("KeyInfo"))
            ReadKeyInfo(children.Next("KeyInfo"));
        return ShapeReader.Read(signedInfo, Namespace, info =>
        {
            RequireAlgorithm(info.Next("CanonicalizationMethod", "Algorithm"), ExclusiveCanonicalization);
            var signatureHash = Algorithm(info.Next("SignatureMethod", "Algorithm")) switch
            {
                Namespace + "rsa-sha1" => HashAlgorithmName.SHA1,
                "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" => HashAlgorithmName.SHA256,
                _ => throw new AssertionRefusedException("The assertion is signed with another algorithm than RSA over SHA-1 or SHA-256."),
            };
            var reference = info.Next("Reference", "URI");
            if (assertionId.Length == 0 || ShapeReader.Attribute(reference, "URI") != "#" + assertionId)
                throw new AssertionRefusedException("The assertion's signature refers to something else than the assertion.");
            var (digestHash, digest) = ReadReference(reference);
            return new SignatureShape(signedInfo, signatureHash, value, digestHash, digest);
        });
    });

    private static (HashAlgorithmName Hash, byte[] Value) ReadReference(XmlPiece reference) => ShapeReader.Read(reference, Namespace, parts =>
    {
        _ = ShapeReader.Read(parts.Next("Transforms"), Namespace, transforms =>
        {
            RequireAlgorithm(transforms.Next("Transform", "Algorithm"), Namespace + "enveloped-signature");
            RequireAlgorithm(transforms.Next("Transform", "Algorithm"), ExclusiveCanonicalization);
            return true;
        });
        var hash = Algorithm(parts.Next("DigestMethod", "Algorithm")) switch
        {
            Namespace + "sha1" => HashAlgorithmName.SHA1,
            "http://www.w3.org/2001/04/xmlenc#sha256" => HashAlgorithmName.SHA256,
            _ => throw new AssertionRefusedException("The assertion is digested with another algorithm than SHA-1 or SHA-256."),
        };
        return (hash, Base64(parts.Next("DigestValue")));
    });

    private static void ReadKeyInfo(XmlPiece keyInfo) => _ = ShapeReader.Read(keyInfo, Namespace, children => ShapeReader.Read(
        children.Next("X509Data"), Namespace, data =>
        {
            while (data.HasNext("X509Certificate"))
                _ = ShapeReader.Text(data.Next("X509Certificate"));
            return true;
        }));

    private static string Algorithm(XmlPiece method)
    {
        ShapeReader.RequireEmpty(method);
        return ShapeReader.Attribute(method, "Algorithm");
    }

    private static void RequireAlgorithm(XmlPiece method, string algorithm)
    {
        if (Algorithm(method) != algorithm)
            throw new AssertionRefusedException("The assertion's signature transforms or canonicalizes in another way than the accepted one.");
    }

    private static byte[] Base64(XmlPiece piece)
    {
        var text = ShapeReader.Text(piece);
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > 0
            ? bytes[..length]
            : throw new AssertionRefusedException("The assertion's signature or digest is not base64.");
    }
}
