using System.Globalization;

namespace Tributary.TestKit.AggCat;

/// <summary>What an assertion of a test says.</summary>
public sealed record AssertionClaims
{
    public string Id { get; init; } = "_" + Guid.NewGuid().ToString("N");

    public string Issuer { get; init; } = "demo.1001.tributary";

    public string? Audience { get; init; }

    public string Customer { get; init; } = "customer-1";

    public DateTimeOffset Now { get; init; } = DateTimeOffset.UtcNow;

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? NotOnOrAfter { get; init; }
}

/// <summary>
/// How a family of programs writes its assertions, without the signature: its place is marked by <see cref="SignaturePlace"/>.
/// </summary>
public sealed record AssertionTemplate(string Name, Func<AssertionClaims, string> Write)
{
    public const string SignaturePlace = "{signature}";
    public const string Saml = "urn:oasis:names:tc:SAML:2.0:assertion";

    /// <summary>Already canonical, as programs write that digest the very text.</summary>
    public static AssertionTemplate Plain { get; } = new("plain", claims => Prefixed(claims, Utc));

    /// <summary>With a declaration in front and a line end behind.</summary>
    public static AssertionTemplate Declared { get; } = new(
        "declared", claims => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Prefixed(claims, Utc) + "\n");

    /// <summary>In the default namespace, with nanoseconds and an offset.</summary>
    public static AssertionTemplate Unprefixed { get; } = new(
        "unprefixed",
        claims => Prefixed(claims, instant => instant.ToOffset(TimeSpan.FromHours(-7)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00'zzz", CultureInfo.InvariantCulture))
            .Replace("saml2:", "", StringComparison.Ordinal).Replace("xmlns:saml2", "xmlns", StringComparison.Ordinal).Replace(":saml2=", "=", StringComparison.Ordinal));

    /// <summary>Indented, attributes in another order, empty elements short, local time with an offset.</summary>
    public static AssertionTemplate Indented { get; } = new("indented", claims => $"""
        <saml2:Assertion Version='2.0' IssueInstant="{Offset(claims.Now)}"
            ID="{claims.Id}" xmlns:saml2="{Saml}">
          <saml2:Issuer>{claims.Issuer}</saml2:Issuer>
          {SignaturePlace}
          <saml2:Subject>
            <saml2:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">{claims.Customer}</saml2:NameID>
            <saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer" />
          </saml2:Subject>
          <saml2:Conditions NotOnOrAfter="{Offset(End(claims))}" NotBefore="{Offset(Start(claims))}">
            <saml2:AudienceRestriction><saml2:Audience>{claims.Audience ?? claims.Issuer}</saml2:Audience></saml2:AudienceRestriction>
          </saml2:Conditions>
          <saml2:AuthnStatement SessionIndex="{claims.Id}" AuthnInstant="{Offset(claims.Now)}">
            <saml2:AuthnContext>
              <saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml2:AuthnContextClassRef>
            </saml2:AuthnContext>
          </saml2:AuthnStatement>
        </saml2:Assertion>
        """);

    /// <summary>The families.</summary>
    public static IReadOnlyList<AssertionTemplate> All { get; } = [Plain, Declared, Unprefixed, Indented];

    public override string ToString() => Name;

    private static string Prefixed(AssertionClaims claims, Func<DateTimeOffset, string> form) =>
        $"<saml2:Assertion xmlns:saml2=\"{Saml}\" ID=\"{claims.Id}\" IssueInstant=\"{form(claims.Now)}\" Version=\"2.0\">"
        + $"<saml2:Issuer>{claims.Issuer}</saml2:Issuer>{SignaturePlace}"
        + $"<saml2:Subject><saml2:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified\">{claims.Customer}</saml2:NameID>"
        + "<saml2:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"></saml2:SubjectConfirmation></saml2:Subject>"
        + $"<saml2:Conditions NotBefore=\"{form(Start(claims))}\" NotOnOrAfter=\"{form(End(claims))}\">"
        + $"<saml2:AudienceRestriction><saml2:Audience>{claims.Audience ?? claims.Issuer}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions>"
        + $"<saml2:AuthnStatement AuthnInstant=\"{form(claims.Now)}\" SessionIndex=\"{claims.Id}\"><saml2:AuthnContext>"
        + "<saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml2:AuthnContextClassRef>"
        + "</saml2:AuthnContext></saml2:AuthnStatement></saml2:Assertion>";

    private static DateTimeOffset Start(AssertionClaims claims) => claims.NotBefore ?? claims.Now - TimeSpan.FromMinutes(5);

    private static DateTimeOffset End(AssertionClaims claims) => claims.NotOnOrAfter ?? claims.Now + TimeSpan.FromMinutes(10);

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Offset(DateTimeOffset instant) => instant.ToOffset(TimeSpan.FromHours(2)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
