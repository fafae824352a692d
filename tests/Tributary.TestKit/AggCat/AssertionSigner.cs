using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace Tributary.TestKit.AggCat;

/// <summary>Signs assertions as programs do. The canonical forms come from the platform, so that the server's own are compared with somebody else's.</summary>
public sealed record AssertionSigner(RSA Key)
{
    private const string Dsig = "http://www.w3.org/2000/09/xmldsig#";

    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA1;

    public string? SignatureMethod { get; init; }

    public string? DigestMethod { get; init; }

    public string Canonicalization { get; init; } = "http://www.w3.org/2001/10/xml-exc-c14n#";

    public IReadOnlyList<string> Transforms { get; init; } = [Dsig + "enveloped-signature", "http://www.w3.org/2001/10/xml-exc-c14n#"];

    public string? ReferenceUri { get; init; }

    /// <summary>How often the reference stands in the signature.</summary>
    public int References { get; init; } = 1;

    public string KeyInfo { get; init; } = "";

    /// <summary>Signs in another way than with the key.</summary>
    public Func<byte[], byte[]>? SignOtherwise { get; init; }

    /// <summary>Puts the signature into its place.</summary>
    public string Sign(string unsigned, string id)
    {
        var digest = Convert.ToBase64String(CryptographicOperations.HashData(Hash, Canonical(unsigned.Replace(AssertionTemplate.SignaturePlace, "", StringComparison.Ordinal))));
        var isSha1 = Hash == HashAlgorithmName.SHA1;
        var transforms = string.Concat(Transforms.Select(t => $"<ds:Transform Algorithm=\"{t}\"></ds:Transform>"));
        var reference = $"<ds:Reference URI=\"{ReferenceUri ?? "#" + id}\"><ds:Transforms>{transforms}</ds:Transforms>"
            + $"<ds:DigestMethod Algorithm=\"{DigestMethod ?? (isSha1 ? Dsig + "sha1" : "http://www.w3.org/2001/04/xmlenc#sha256")}\"></ds:DigestMethod>"
            + $"<ds:DigestValue>{digest}</ds:DigestValue></ds:Reference>";
        var signedInfo = $"<ds:SignedInfo xmlns:ds=\"{Dsig}\"><ds:CanonicalizationMethod Algorithm=\"{Canonicalization}\"></ds:CanonicalizationMethod>"
            + $"<ds:SignatureMethod Algorithm=\"{SignatureMethod ?? (isSha1 ? Dsig + "rsa-sha1" : "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")}\"></ds:SignatureMethod>"
            + $"{string.Concat(Enumerable.Repeat(reference, References))}</ds:SignedInfo>";
        var bytes = Encoding.UTF8.GetBytes(signedInfo);
        var value = Convert.ToBase64String(SignOtherwise?.Invoke(bytes) ?? Key.SignData(bytes, Hash, RSASignaturePadding.Pkcs1));
        var signature = $"<ds:Signature xmlns:ds=\"{Dsig}\">{signedInfo.Replace($" xmlns:ds=\"{Dsig}\"", "", StringComparison.Ordinal)}"
            + $"<ds:SignatureValue>{value}</ds:SignatureValue>{KeyInfo}</ds:Signature>";
        return unsigned.Replace(AssertionTemplate.SignaturePlace, signature, StringComparison.Ordinal);
    }

    /// <summary>Writes and signs.</summary>
    public string Make(AssertionTemplate template, AssertionClaims claims) => Sign(template.Write(claims), claims.Id);

    /// <summary>A key for tests; made once, because making one takes its time.</summary>
    public static RSA TestKey { get; } = RSA.Create(2048);

    private static byte[] Canonical(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(xml);
        var transform = new XmlDsigExcC14NTransform();
        transform.LoadInput(document);
        using var stream = (Stream)transform.GetOutput(typeof(Stream));
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
