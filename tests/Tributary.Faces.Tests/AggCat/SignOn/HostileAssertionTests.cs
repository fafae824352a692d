using System.Security.Cryptography;
using System.Text;
using Tributary.Faces.AggCat.SignOn.Assertions;
using Tributary.TestKit.AggCat;

namespace Tributary.Faces.Tests.AggCat.SignOn;

/// <summary>Broken, wrapped, stretched and confused assertions in every family's spelling: none is accepted, whoever signed it.</summary>
public sealed class HostileAssertionTests
{
#pragma warning disable CA5350 // A hostile program uses what it likes.
    private const string Dsig = "http://www.w3.org/2000/09/xmldsig#";
    private const string Exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private static readonly AssertionClaims Claims = new();
    private static readonly AssertionSigner Signer = new(AssertionSigner.TestKey);
    private static readonly RSA OthersKey = RSA.Create(2048);

    /// <summary>What is done to an assertion after it was signed.</summary>
    private static readonly Dictionary<string, Func<string, string>> Tampering = new()
    {
        ["another customer"] = text => text.Replace(">customer-1<", ">customer-2<", StringComparison.Ordinal),
        ["another issuer"] = text => Once(text, $">{Claims.Issuer}<", ">somebody.else<"),
        ["a later end"] = text => text.Replace(EndOf(text), EndOf(text).Replace("=\"20", "=\"21", StringComparison.Ordinal), StringComparison.Ordinal),
        ["another id"] = text => text.Replace($"ID=\"{Claims.Id}\"", "ID=\"_other\"", StringComparison.Ordinal),
        ["a comment in the name"] = text => text.Replace(">customer-1<", ">customer-1<!-- -->x<", StringComparison.Ordinal),
        ["a comment that cuts the name"] = text => text.Replace(">customer-1<", ">customer<!---->-1<", StringComparison.Ordinal),
        ["a comment outside"] = text => text + "<!-- -->",
        ["an instruction in the name"] = text => text.Replace(">customer-1<", ">customer-1<?x y?><", StringComparison.Ordinal),
        ["CDATA in the name"] = text => text.Replace(">customer-1<", "><![CDATA[customer-1]]><", StringComparison.Ordinal),
        ["a document type"] = text => WithoutDeclaration(text).Insert(0, "<!DOCTYPE x>"),
        ["a document type with an entity"] = text => WithoutDeclaration(text).Insert(0, "<!DOCTYPE x [<!ENTITY e \"customer-1\">]>").Replace(">customer-1<", ">&e;<", StringComparison.Ordinal),
        ["an entity nobody declared"] = text => text.Replace(">customer-1<", ">&e;<", StringComparison.Ordinal),
        ["wrapped in a response"] = text => $"<Response xmlns=\"urn:oasis:names:tc:SAML:2.0:protocol\">{WithoutDeclaration(text)}</Response>",
        ["wrapped in an assertion of somebody else, which comes first"] = text => Evil(text, signature: "", inner: WithoutDeclaration(text)),
        ["the signature moved to another assertion, the signed one inside it"] = text =>
            Evil(text, SignatureOf(text).Replace("</ds:Signature>", $"<ds:Object>{WithoutDeclaration(text)}</ds:Object></ds:Signature>", StringComparison.Ordinal), inner: ""),
        ["the signature moved, the signed one beside it"] = text => Evil(text, SignatureOf(text), WithoutDeclaration(text)),
        ["the signature moved, without what was signed"] = text => Evil(text, SignatureOf(text), inner: ""),
        ["another assertion of the same id around"] = text => Evil(text, SignatureOf(text), WithoutDeclaration(text)).Replace("_evil", Claims.Id, StringComparison.Ordinal),
        ["another assertion in the signature"] = text => text.Replace("</ds:Signature>", $"<ds:Object>{Evil(text, "", "")}</ds:Object></ds:Signature>", StringComparison.Ordinal),
        ["two assertions"] = text => text + WithoutDeclaration(text),
        ["another subject first"] = text => Replace(text, "Subject", there => there.Replace("customer-1", "customer-2", StringComparison.Ordinal) + there),
        ["another subject after"] = text => Replace(text, "Subject", there => there + there.Replace("customer-1", "customer-2", StringComparison.Ordinal)),
        ["two names"] = text => Replace(text, "NameID", there => there.Replace("customer-1", "customer-2", StringComparison.Ordinal) + there),
        ["two signatures"] = text => text.Replace(SignatureOf(text), SignatureOf(text) + SignatureOf(text), StringComparison.Ordinal),
        ["the signature at the end"] = text => MoveSignature(text),
        ["a second ID"] = text => text.Replace($"ID=\"{Claims.Id}\"", $"ID=\"{Claims.Id}\" ID=\"_evil\"", StringComparison.Ordinal),
        ["an Id beside the ID"] = text => text.Replace($"ID=\"{Claims.Id}\"", $"ID=\"{Claims.Id}\" Id=\"_evil\"", StringComparison.Ordinal),
        ["an id beside the ID"] = text => text.Replace($"ID=\"{Claims.Id}\"", $"ID=\"{Claims.Id}\" id=\"_evil\"", StringComparison.Ordinal),
        ["an xml:id beside the ID"] = text => text.Replace($"ID=\"{Claims.Id}\"", $"ID=\"{Claims.Id}\" xml:id=\"_evil\"", StringComparison.Ordinal),
        ["a prefixed attribute"] = text => text.Replace($"ID=\"{Claims.Id}\"", $"ID=\"{Claims.Id}\" xmlns:e=\"urn:e\" e:ID=\"_evil\"", StringComparison.Ordinal),
        ["no signature value"] = text => Replace(text, "SignatureValue", _ => ""),
        ["an empty signature value"] = text => Replace(text, "SignatureValue", _ => "<ds:SignatureValue></ds:SignatureValue>"),
        ["a signature value of zeros"] = text => Replace(text, "SignatureValue", _ => $"<ds:SignatureValue>{Convert.ToBase64String(new byte[256])}</ds:SignatureValue>"),
        ["no base64 as signature value"] = text => Replace(text, "SignatureValue", _ => "<ds:SignatureValue>%%%%</ds:SignatureValue>"),
        ["an empty digest"] = text => Replace(text, "DigestValue", _ => "<ds:DigestValue></ds:DigestValue>"),
        ["another digest"] = text => Replace(text, "DigestValue", _ => $"<ds:DigestValue>{Convert.ToBase64String(new byte[20])}</ds:DigestValue>"),
        ["no signature at all"] = text => text.Replace(SignatureOf(text), "", StringComparison.Ordinal),
        ["a reference to nothing"] = text => text.Replace($"URI=\"#{Claims.Id}\"", "URI=\"\"", StringComparison.Ordinal),
        ["the assertion of another SAML"] = text => text.Replace("SAML:2.0:assertion", "SAML:1.0:assertion", StringComparison.Ordinal),
        ["a signature of another namespace"] = text => text.Replace(Dsig, "http://example.com/xmldsig#", StringComparison.Ordinal),
        ["a signature value of a prefix without namespace"] = text => text.Replace("ds:SignatureValue", "dx:SignatureValue", StringComparison.Ordinal),
        ["a redeclared prefix"] = text => text.Replace("<ds:SignedInfo>", "<ds:SignedInfo xmlns:ds=\"urn:evil\">", StringComparison.Ordinal),
        ["cut off"] = text => text[..(text.Length / 2)],
        ["cut off in the last tag"] = text => text.TrimEnd()[..^3],
        ["nothing"] = _ => "",
        ["blanks"] = _ => "   \n ",
        ["text behind it"] = text => text + "x",
        ["an end tag of another name"] = text => text.Replace("</ds:Signature>", "</ds:Sig>", StringComparison.Ordinal),
        ["a zero character"] = text => text.Replace(">customer-1<", ">customer-1\0<", StringComparison.Ordinal),
        ["a reference to a zero character"] = text => text.Replace(">customer-1<", ">customer-1&#0;<", StringComparison.Ordinal),
        ["half of a character pair"] = text => text.Replace(">customer-1<", ">customer-1&#xD800;<", StringComparison.Ordinal),
        ["nested without end"] = text => text.Replace(">customer-1<", $">{string.Concat(Enumerable.Repeat("<a>", 50_000))}<", StringComparison.Ordinal),
        ["far too long"] = text => text.Replace(">customer-1<", $">{new string('x', 100_000)}<", StringComparison.Ordinal),
        ["declared in another encoding"] = text => "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + WithoutDeclaration(text),
        ["a blank that was not signed"] = text => text.Replace(">customer-1<", "> customer-1<", StringComparison.Ordinal),
    };

    /// <summary>What is wrong although the application itself signed it: another shape, other algorithms.</summary>
    private static readonly Dictionary<string, Func<AssertionTemplate, string>> Signed = new()
    {
        ["a key that is nobody's"] = template => new AssertionSigner(OthersKey).Make(template, Claims),
        ["two references"] = template => (Signer with { References = 2 }).Make(template, Claims),
        ["no reference"] = template => (Signer with { References = 0 }).Make(template, Claims),
        ["a reference to the whole document"] = template => (Signer with { ReferenceUri = "" }).Make(template, Claims),
        ["a reference to elsewhere"] = template => (Signer with { ReferenceUri = "http://example.com/a.xml" }).Make(template, Claims),
        ["a reference to another id"] = template => (Signer with { ReferenceUri = "#_other" }).Make(template, Claims),
        ["a reference by pointer"] = template => (Signer with { ReferenceUri = $"#xpointer(id('{Claims.Id}'))" }).Make(template, Claims),
        ["no transform"] = template => (Signer with { Transforms = [] }).Make(template, Claims),
        ["no canonical transform"] = template => (Signer with { Transforms = [Dsig + "enveloped-signature"] }).Make(template, Claims),
        ["transforms in the other order"] = template => (Signer with { Transforms = [Exclusive, Dsig + "enveloped-signature"] }).Make(template, Claims),
        ["an XPath transform"] = template => (Signer with { Transforms = [Dsig + "enveloped-signature", "http://www.w3.org/TR/1999/REC-xpath-19991116", Exclusive] }).Make(template, Claims),
        ["an XSLT transform"] = template => (Signer with { Transforms = [Dsig + "enveloped-signature", "http://www.w3.org/TR/1999/REC-xslt-19991116"] }).Make(template, Claims),
        ["a transform with comments"] = template => (Signer with { Transforms = [Dsig + "enveloped-signature", Exclusive + "WithComments"] }).Make(template, Claims),
        ["a third transform"] = template => (Signer with { Transforms = [Dsig + "enveloped-signature", Exclusive, Exclusive] }).Make(template, Claims),
        ["inclusive canonicalization"] = template => (Signer with { Canonicalization = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315" }).Make(template, Claims),
        ["canonicalization with comments"] = template => (Signer with { Canonicalization = Exclusive + "WithComments" }).Make(template, Claims),
        ["HMAC with the public key"] = template => (Signer with
        {
            SignatureMethod = Dsig + "hmac-sha1",
            SignOtherwise = bytes => HMACSHA1.HashData(AssertionSigner.TestKey.ExportSubjectPublicKeyInfo(), bytes),
        }).Make(template, Claims),
        ["HMAC that calls itself RSA"] = template => (Signer with { SignOtherwise = bytes => HMACSHA1.HashData(AssertionSigner.TestKey.ExportSubjectPublicKeyInfo(), bytes) }).Make(template, Claims),
        ["DSA"] = template => (Signer with { SignatureMethod = Dsig + "dsa-sha1" }).Make(template, Claims),
        ["MD5"] = template => (Signer with { SignatureMethod = "http://www.w3.org/2001/04/xmldsig-more#rsa-md5", DigestMethod = "http://www.w3.org/2001/04/xmldsig-more#md5" }).Make(template, Claims),
        ["one hash that calls itself the other"] = template => (Signer with { SignatureMethod = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" }).Make(template, Claims),
        ["another padding"] = template => (Signer with { SignOtherwise = bytes => AssertionSigner.TestKey.SignData(bytes, HashAlgorithmName.SHA1, RSASignaturePadding.Pss) }).Make(template, Claims),
        ["expired"] = template => Signer.Make(template, Claims with { Now = Claims.Now.AddMinutes(-20) }),
        ["not yet"] = template => Signer.Make(template, Claims with { Now = Claims.Now.AddMinutes(20) }),
        ["for a year"] = template => Signer.Make(template, Claims with { NotOnOrAfter = Claims.Now.AddYears(1) }),
        ["for no time at all"] = template => Signer.Make(template, Claims with { NotBefore = Claims.Now, NotOnOrAfter = Claims.Now.AddMinutes(-1) }),
        ["for another audience"] = template => Signer.Make(template, Claims with { Audience = "somebody.else" }),
        ["of another issuer"] = template => Signer.Make(template, Claims with { Issuer = "somebody.else" }),
        ["of another issuer for this audience"] = template => Signer.Make(template, Claims with { Issuer = "somebody.else", Audience = Claims.Issuer }),
        ["of nobody"] = template => Signer.Make(template, Claims with { Customer = "" }),
        ["of blanks"] = template => Signer.Make(template, Claims with { Customer = "   " }),
        ["of a line end"] = template => Signer.Make(template, Claims with { Customer = "a&#10;b" }),
        ["of a very long name"] = template => Signer.Make(template, Claims with { Customer = new string('x', 256) }),
        ["no id"] = template => Signer.Make(template, Claims with { Id = "" }),
        ["no conditions"] = template => SignChanged(template, text => Replace(text, "Conditions", _ => "")),
        ["no audience"] = template => SignChanged(template, text => Replace(text, "AudienceRestriction", _ => "")),
        ["two audiences"] = template => SignChanged(template, text => Replace(text, "Audience", there => there + there)),
        ["no end"] = template => SignChanged(template, text => text.Replace(EndOf(text), "", StringComparison.Ordinal)),
        ["an end that is no instant"] = template => SignChanged(template, text => text.Replace(EndOf(text), " NotOnOrAfter=\"tomorrow\"", StringComparison.Ordinal)),
        ["no name"] = template => SignChanged(template, text => Replace(text, "NameID", _ => "")),
        ["no subject"] = template => SignChanged(template, text => Replace(text, "Subject", _ => "")),
        ["conditions before the subject"] = template => SignChanged(template, text =>
        {
            var subject = Element(text, "Subject");
            return Replace(text.Replace(subject, "", StringComparison.Ordinal), "Conditions", there => there + subject);
        }),
        ["confirmed otherwise than by bearing"] = template => SignChanged(template, text => text.Replace("cm:bearer", "cm:holder-of-key", StringComparison.Ordinal)),
        ["of SAML 1.1"] = template => SignChanged(template, text => text.Replace("Version=\"2.0\"", "Version=\"1.1\"", StringComparison.Ordinal).Replace("Version='2.0'", "Version='1.1'", StringComparison.Ordinal)),
        ["an attribute more"] = template => SignChanged(template, text => text.Replace("<saml2:Subject>", "<saml2:Subject Name=\"x\">", StringComparison.Ordinal).Replace("<Subject>", "<Subject Name=\"x\">", StringComparison.Ordinal)),
        ["a statement more"] = template => SignChanged(template, text => AtTheEnd(text, "<x xmlns=\"urn:x\"></x>")),
        ["a name inside the name"] = template => SignChanged(template, text => text.Replace(">customer-1<", "><x xmlns=\"urn:x\">customer-1</x><", StringComparison.Ordinal)),
    };

    public static TheoryData<AssertionTemplate, string> Tampered => Cross(Tampering.Keys);

    public static TheoryData<AssertionTemplate, string> WronglySigned => Cross(Signed.Keys);

    [Theory]
    [MemberData(nameof(Tampered))]
    public void WhatWasChangedAfterwards_IsRefused(AssertionTemplate template, string how)
    {
        var signed = Signer.Make(template, Claims);
        var tampered = Tampering[how](signed);

        Assert.NotEqual(signed, tampered);
        Assert.Throws<AssertionRefusedException>(() => Verify(Encoding.UTF8.GetBytes(tampered)));
    }

    [Theory]
    [MemberData(nameof(WronglySigned))]
    public void WhatHasAnotherShape_IsRefused_AlthoughItIsSigned(AssertionTemplate template, string how)
    {
        var text = Signed[how](template);

        Assert.NotEqual(Signer.Make(template, Claims), text);
        Assert.Throws<AssertionRefusedException>(() => Verify(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void OtherEncodings_AreRefused()
    {
        var text = Signer.Make(AssertionTemplate.Plain, Claims);

        Assert.Throws<AssertionRefusedException>(() => Verify(Encoding.Unicode.GetBytes(text)));
        Assert.Throws<AssertionRefusedException>(() => Verify(Encoding.Latin1.GetBytes(Signer.Make(AssertionTemplate.Plain, Claims with { Customer = "Jürgen" }))));
    }

    [Fact]
    public void AKeyThatCanBeBroken_IsRefused()
    {
        using var weak = RSA.Create(1024);
        var text = new AssertionSigner(weak).Make(AssertionTemplate.Plain, Claims);

        Assert.Throws<AssertionRefusedException>(() => AssertionVerifier.Verify(Encoding.UTF8.GetBytes(text), Claims.Issuer, weak, requireSha256: false, Claims.Now));
    }

    [Fact]
    public void NoByteCanBeChanged()
    {
        var bytes = Encoding.UTF8.GetBytes(Signer.Make(AssertionTemplate.Plain, Claims));
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            Assertion? read = null;
            try
            {
                read = Verify(changed);
            }
            catch (AssertionRefusedException)
            {
            }

            // What a signature does not cover may change, such as the case of a base64 value's spare bits; what is read may not.
            Assert.True(read is null || (read.CustomerName, read.Id) == ("customer-1", Claims.Id));
        }
    }

    private static Assertion Verify(byte[] bytes) =>
        AssertionVerifier.Verify(bytes, Claims.Issuer, AssertionSigner.TestKey, requireSha256: false, Claims.Now);

    private static string SignChanged(AssertionTemplate template, Func<string, string> change) => Signer.Sign(change(template.Write(Claims)), Claims.Id);

    private static TheoryData<AssertionTemplate, string> Cross(IEnumerable<string> hows)
    {
        var cases = new TheoryData<AssertionTemplate, string>();
        foreach (var how in hows)
        {
            foreach (var template in AssertionTemplate.All)
                cases.Add(template, how);
        }

        return cases;
    }

    private static string Evil(string text, string signature, string inner)
    {
        var evil = AssertionTemplate.Plain.Write(Claims with { Id = "_evil", Customer = "customer-2" }).Replace(AssertionTemplate.SignaturePlace, signature, StringComparison.Ordinal);
        return evil.Replace("</saml2:Assertion>", inner + "</saml2:Assertion>", StringComparison.Ordinal);
    }

    private static string MoveSignature(string text)
    {
        var signature = SignatureOf(text);
        return AtTheEnd(text.Replace(signature, "", StringComparison.Ordinal), signature);
    }

    private static string SignatureOf(string text) => Element(text, "Signature");

    private static string WithoutDeclaration(string text) => text.StartsWith("<?xml", StringComparison.Ordinal) ? text[(text.IndexOf("?>", StringComparison.Ordinal) + 2)..].TrimStart() : text;

    private static string Once(string text, string what, string by)
    {
        var at = text.IndexOf(what, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), by, text.AsSpan(at + what.Length));
    }

    /// <summary>An element as it stands in the text, whatever its prefix.</summary>
    private static string Element(string text, string name)
    {
        foreach (var prefix in new[] { "saml2:", "ds:", "" })
        {
            var start = Math.Max(text.IndexOf($"<{prefix}{name}>", StringComparison.Ordinal), text.IndexOf($"<{prefix}{name} ", StringComparison.Ordinal));
            var end = $"</{prefix}{name}>";
            if (start >= 0)
                return text[start..(text.IndexOf(end, start, StringComparison.Ordinal) + end.Length)];
        }

        throw new ArgumentException($"There is no {name}.", nameof(name));
    }

    private static string Replace(string text, string element, Func<string, string> change)
    {
        var there = Element(text, element);
        return text.Replace(there, change(there), StringComparison.Ordinal);
    }

    private static string EndOf(string text)
    {
        var start = text.IndexOf(" NotOnOrAfter=", StringComparison.Ordinal);
        return text[start..(text.IndexOf('"', start + " NotOnOrAfter=\"".Length) + 1)];
    }

    private static string AtTheEnd(string text, string inner)
    {
        var end = text.LastIndexOf("</", StringComparison.Ordinal);
        return text.Insert(end, inner);
    }
}
