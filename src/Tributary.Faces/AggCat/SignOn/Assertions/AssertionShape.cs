using System.Globalization;

namespace Tributary.Faces.AggCat.SignOn.Assertions;

/// <summary>
/// The one shape that every program of this protocol sends: a bare SAML 2.0 assertion with Issuer, Signature, Subject, Conditions and
/// AuthnStatement in this order (AggCat, 2.1). Everything else is refused, so there is nothing an assertion could be wrapped into.
/// </summary>
internal static class AssertionShape
{
    private const string Saml = "urn:oasis:names:tc:SAML:2.0:assertion";
    private const string Bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    private static readonly string[] RootAttributes = ["ID", "IssueInstant", "Version"];

    /// <summary>The signature of an assertion as it came.</summary>
    /// <exception cref="AssertionRefusedException">It has another shape.</exception>
    public static (string Id, XmlPiece Signature) SignatureOf(XmlPiece root)
    {
        XmlPiece? signature = null;
        var assertion = Read(root, children => signature = children.Next(SignatureShape.Namespace, "Signature", []));
        return (assertion.Id, signature!);
    }

    /// <summary>What an assertion says from which the signature was taken out.</summary>
    /// <exception cref="AssertionRefusedException">It has another shape.</exception>
    public static Assertion ClaimsOf(XmlPiece root) => Read(root, signature: null);

    private static Assertion Read(XmlPiece root, Action<ShapeReader>? signature)
    {
        ShapeReader.Require(root, Saml, "Assertion", RootAttributes);
        if (ShapeReader.Attribute(root, "Version") != "2.0")
            throw new AssertionRefusedException("The assertion is not of SAML 2.0.");
        Instant(root, "IssueInstant");
        return ShapeReader.Read(root, Saml, children =>
        {
            var issuer = ShapeReader.Text(children.Next("Issuer", "Format"));
            signature?.Invoke(children);
            var customer = CustomerOf(children.Next("Subject"));
            var (audience, notBefore, notOnOrAfter) = ConditionsOf(children.Next("Conditions", "NotBefore", "NotOnOrAfter"));
            ReadStatement(children.Next("AuthnStatement", "AuthnInstant", "SessionIndex", "SessionNotOnOrAfter"));
            return new Assertion(ShapeReader.Attribute(root, "ID"), issuer, audience, customer, notBefore, notOnOrAfter);
        });
    }

    private static string CustomerOf(XmlPiece subject) => ShapeReader.Read(subject, Saml, children =>
    {
        var name = ShapeReader.Text(children.Next("NameID", "Format"));
        var confirmation = children.Next("SubjectConfirmation", "Method");
        if (ShapeReader.Attribute(confirmation, "Method") != Bearer)
            throw new AssertionRefusedException("The assertion's subject is not confirmed by bearing it.");
        ShapeReader.RequireEmpty(confirmation);
        return name;
    });

    private static (string Audience, DateTimeOffset NotBefore, DateTimeOffset NotOnOrAfter) ConditionsOf(XmlPiece conditions)
    {
        var audience = ShapeReader.Read(conditions, Saml, children => ShapeReader.Read(
            children.Next("AudienceRestriction"), Saml, restriction => ShapeReader.Text(restriction.Next("Audience"))));
        return (audience, Instant(conditions, "NotBefore"), Instant(conditions, "NotOnOrAfter"));
    }

    private static void ReadStatement(XmlPiece statement) => ShapeReader.Read(statement, Saml, children =>
        ShapeReader.Read(children.Next("AuthnContext"), Saml, context => ShapeReader.Text(context.Next("AuthnContextClassRef"))));

    // As programs write it: with Z or an offset, with none to nine digits of a second's fraction.
    private static DateTimeOffset Instant(XmlPiece piece, string attribute)
    {
        var text = ShapeReader.Attribute(piece, attribute);
        return text.Length <= 40 && text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(Shortened(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new AssertionRefusedException($"The assertion's {attribute} is not an instant.");
    }

    // A tick has seven digits.
    private static string Shortened(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return text;
        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - point <= 8 ? text : string.Concat(text.AsSpan(0, point + 8), text.AsSpan(end));
    }
}
