using System.Globalization;

namespace Tributary.Core.Partners;

/// <summary>A partner's id inside this server.</summary>
/// <param name="Value">Positive and below 2^53.</param>
public readonly record struct PartnerId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A program registered with this server, with secrets of its own; it sees only its own customers.</summary>
public sealed record Partner
{
    /// <summary>The id inside this server.</summary>
    public required PartnerId Id { get; init; }

    /// <summary>The id the program presents (Finicity's <c>partnerId</c>); chosen by the operator or generated, unique.</summary>
    public required string PublicId { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The partner secret, sealed; recoverable because it signs callbacks.</summary>
    public required byte[] SealedSecret { get; init; }

    /// <summary>Fingerprint of the app key, by which a request's app key finds its partner; the key itself is not kept.</summary>
    public required byte[] AppKeyTag { get; init; }

    /// <summary>Wrong secrets presented with the right app key since the last success.</summary>
    public int FailedAuthentications { get; init; }

    /// <summary>When too many of them locked the partner; null while it is open.</summary>
    public DateTimeOffset? LockedAt { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A partner's access token as the store keeps it.</summary>
/// <param name="Hash">SHA-256 of the token; the token itself is known to the program alone.</param>
/// <param name="PartnerId">Whose it is.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record AccessToken(byte[] Hash, PartnerId PartnerId, DateTimeOffset ExpiresAt);
