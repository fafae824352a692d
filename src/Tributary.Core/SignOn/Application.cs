using Tributary.Core.Customers;
using Tributary.Core.Partners;

namespace Tributary.Core.SignOn;

/// <summary>
/// How a partner's program signs on in a customer's name by the AggCat protocol: by assertions that its private key signs, and with a
/// consumer key and secret of OAuth 1.0a. A partner has one or none.
/// </summary>
public sealed record Application
{
    /// <summary>Whose application.</summary>
    public required PartnerId PartnerId { get; init; }

    /// <summary>The OAuth consumer key; unique on this server, and no secret.</summary>
    public required string ConsumerKey { get; init; }

    /// <summary>The OAuth consumer secret, sealed; recoverable because it signs calls.</summary>
    public required byte[] SealedConsumerSecret { get; init; }

    /// <summary>The SAML identity provider id: issuer and audience of its assertions; unique on this server.</summary>
    public required string SamlIssuer { get; init; }

    /// <summary>The X.509 certificate, in DER, whose RSA key verifies its assertions.</summary>
    public required byte[] Certificate { get; init; }

    /// <summary>Whether assertions that rest on SHA-1 are refused. Programs of the protocol's day know nothing else.</summary>
    public required bool RequiresSha256 { get; init; }

    /// <summary>
    /// Whether it was written for Finicity's facade of the protocol: customers' names as Finicity has them, and a login whose credentials are good is
    /// refreshed at most once an hour.
    /// </summary>
    public required bool IsFacade { get; init; }

    /// <summary>In whose name it signs on to fetch files of what changed among all of its customers; null where it does not.</summary>
    public string? BatchId { get; init; }

    /// <summary>When it was registered, or last replaced.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A customer's token as the store keeps it: one application and one customer each.</summary>
/// <param name="Hash">SHA-256 of the token; the token itself is known to the program alone.</param>
/// <param name="PartnerId">Whose application.</param>
/// <param name="CustomerId">In whose name it speaks.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record CustomerToken(byte[] Hash, PartnerId PartnerId, CustomerId CustomerId, DateTimeOffset ExpiresAt);
