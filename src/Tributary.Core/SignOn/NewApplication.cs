using Tributary.Core.Secrets;

namespace Tributary.Core.SignOn;

/// <summary>
/// An application to register. An operator may give the values a program already has, so that its settings can stay as they are; what is not
/// given is generated.
/// </summary>
/// <param name="Certificate">The X.509 certificate, in PEM or DER, with an RSA key of at least 2048 bits; its dates do not matter.</param>
/// <param name="ConsumerKey">The OAuth consumer key, up to 255 visible ASCII characters; null to generate one.</param>
/// <param name="ConsumerSecret">The OAuth consumer secret, up to 255 characters on one line; null to generate one.</param>
/// <param name="SamlIssuer">The SAML identity provider id, up to 255 characters on one line; null to generate one.</param>
/// <param name="RequiresSha256">Whether assertions that rest on SHA-1 are refused.</param>
/// <param name="IsFacade">Whether it was written for Finicity's facade of the protocol.</param>
/// <param name="BatchId">In whose name it signs on to fetch batch files, up to 255 characters on one line; null where it does not.</param>
public sealed record NewApplication(
    byte[] Certificate,
    string? ConsumerKey = null,
    Secret? ConsumerSecret = null,
    string? SamlIssuer = null,
    bool RequiresSha256 = false,
    bool IsFacade = false,
    string? BatchId = null);

/// <summary>An application just registered, with what is shown once.</summary>
/// <param name="Application">The application.</param>
/// <param name="ConsumerSecret">Its secret.</param>
public sealed record RegisteredApplication(Application Application, Secret ConsumerSecret);
