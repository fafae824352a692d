using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tributary.Faces.AggCat.SignOn.Assertions;
using Tributary.TestKit.AggCat;

namespace Tributary.Faces.Tests.AggCat.SignOn;

/// <summary>Every assertion that programs of the protocol make is read, whatever its spelling.</summary>
public sealed class AssertionTests
{
    private static readonly AssertionClaims Claims = new();
    private static readonly AssertionSigner Signer = new(AssertionSigner.TestKey);

    public static TheoryData<AssertionTemplate> Templates => [.. AssertionTemplate.All];

    [Fact]
    public void TheSignedVector_IsAccepted()
    {
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(AggCatSchema.Vector("assertion-signed.crt.pem")));
        using var key = certificate.GetRSAPublicKey()!;
        var now = DateTimeOffset.Parse("2026-03-02T16:01:00Z", CultureInfo.InvariantCulture);

        var assertion = AssertionVerifier.Verify(File.ReadAllBytes(AggCatSchema.Vector("assertion-signed.xml")), "tributary.test.idp", key, requireSha256: false, now);

        Assert.Equal("customer-000001", assertion.CustomerName);
        Assert.Equal("_0f6c2b9a4d7e41b8a1d3c5e7f9021364", assertion.Id);
        Assert.Equal(DateTimeOffset.Parse("2026-03-02T16:10:00Z", CultureInfo.InvariantCulture), assertion.NotOnOrAfter);
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void EveryFamilysAssertion_IsAccepted(AssertionTemplate template) => Assert.Equal("customer-1", Verify(Signer.Make(template, Claims)).CustomerName);

    [Theory]
    [MemberData(nameof(Templates))]
    public void WithSha256_ItIsAcceptedToo_AndSatisfiesWhoDemandsIt(AssertionTemplate template)
    {
        var signer = Signer with { Hash = HashAlgorithmName.SHA256 };

        Assert.Equal("customer-1", Verify(signer.Make(template, Claims), requireSha256: true).CustomerName);
        Assert.Throws<AssertionRefusedException>(() => Verify(Signer.Make(template, Claims), requireSha256: true));
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void ACertificateThatCameAlong_IsNoHindranceAndNoHelp(AssertionTemplate template)
    {
        var withKeyInfo = Signer with { KeyInfo = KeyInfoOf(AssertionSigner.TestKey) };
        using var others = RSA.Create(2048);
        var withOthersKey = new AssertionSigner(others) { KeyInfo = KeyInfoOf(others) };

        Assert.Equal("customer-1", Verify(withKeyInfo.Make(template, Claims)).CustomerName);
        Assert.Throws<AssertionRefusedException>(() => Verify(withOthersKey.Make(template, Claims)));
    }

    [Theory]
    [InlineData("&amp;&lt;&gt;&quot;&apos;", "&<>\"'")]
    [InlineData("J&#252;rgen &#x1F600;", "Jürgen 😀")]
    [InlineData("Jürgen 😀 <!", null)]
    [InlineData("a]]&gt;b", "a]]>b")]
    public void NamesWithSigns_AreReadAsTheyAreMeant(string written, string? meant)
    {
        var claims = Claims with { Customer = written };
        if (meant is null)
            Assert.ThrowsAny<Exception>(() => Verify(Signer.Make(AssertionTemplate.Plain, claims)));
        else
            Assert.Equal(meant, Verify(Signer.Make(AssertionTemplate.Plain, claims)).CustomerName);
    }

    [Theory]
    [InlineData(-14.9, true)]
    [InlineData(-15.1, false)]
    [InlineData(9.9, true)]
    [InlineData(10.1, false)]
    public void Clocks_MayBeOffByFiveMinutes(double minutesAhead, bool isAccepted)
    {
        // It holds from five minutes before to ten after.
        var claims = Claims with { Now = Claims.Now.AddMinutes(minutesAhead) };
        var text = Signer.Make(AssertionTemplate.Plain, claims);

        if (isAccepted)
            Verify(text);
        else
            Assert.Throws<AssertionRefusedException>(() => Verify(text));
    }

    private static Assertion Verify(string text, bool requireSha256 = false) =>
        AssertionVerifier.Verify(Encoding.UTF8.GetBytes(text), Claims.Issuer, AssertionSigner.TestKey, requireSha256, Claims.Now);

    private static string KeyInfoOf(RSA key)
    {
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        return $"<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{Convert.ToBase64String(certificate.RawData)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>";
    }
}
