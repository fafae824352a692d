namespace Tributary.Client;

/// <summary>
/// An application of the AggCat protocol to give to a partner; what is not given, the server makes up. Its text form leaves the secret out.
/// </summary>
public sealed record NewAggCatApplication
{
    /// <summary>The X.509 certificate in PEM, with an RSA key of at least 2048 bits, that verifies the program's assertions.</summary>
    public required string Certificate { get; init; }

    /// <summary>The OAuth consumer key the program already has, up to 255 visible ASCII characters.</summary>
    public string? ConsumerKey { get; init; }

    /// <summary>The OAuth consumer secret the program already has, up to 255 characters on one line.</summary>
    public string? ConsumerSecret { get; init; }

    /// <summary>The SAML identity provider id the program already has, up to 255 characters on one line.</summary>
    public string? SamlIssuer { get; init; }

    /// <summary>Whether assertions that rest on SHA-1 are refused; programs of the protocol's day know nothing else.</summary>
    public bool RequiresSha256 { get; init; }

    /// <summary>
    /// Whether the program was written for Finicity's facade of the protocol: customers' names of 6 to 255 letters, digits and signs, and a login whose
    /// credentials are good refreshed at most once an hour.
    /// </summary>
    public bool IsFacade { get; init; }

    /// <summary>In whose name the program signs on to fetch batch files; null where it does not.</summary>
    public string? BatchId { get; init; }

    /// <summary>The consumer key, without the secret.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => ConsumerKey ?? "application";
}

/// <summary>A partner's application of the AggCat protocol with its secret, which the server tells once. Its text form leaves the secret out.</summary>
public sealed record AggCatApplication
{
    /// <summary>The id the partner presents.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The OAuth consumer key.</summary>
    public required string ConsumerKey { get; init; }

    /// <summary>The OAuth consumer secret.</summary>
    public required string ConsumerSecret { get; init; }

    /// <summary>The SAML identity provider id.</summary>
    public required string SamlIssuer { get; init; }

    /// <summary>Whether assertions that rest on SHA-1 are refused.</summary>
    public bool RequiresSha256 { get; init; }

    /// <summary>
    /// Whether the program was written for Finicity's facade of the protocol: customers' names of 6 to 255 letters, digits and signs, and a login whose
    /// credentials are good refreshed at most once an hour.
    /// </summary>
    public bool IsFacade { get; init; }

    /// <summary>In whose name the program signs on to fetch batch files; null where it does not.</summary>
    public string? BatchId { get; init; }

    /// <summary>Partner and consumer key, without the secret.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{PartnerId} ({ConsumerKey})";
}
