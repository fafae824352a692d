namespace Tributary.Client;

/// <summary>A partner with its secrets, which the server tells once. Its text form leaves them out.</summary>
public sealed record RegisteredPartner
{
    /// <summary>The id the program presents.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The partner's secret.</summary>
    public required string PartnerSecret { get; init; }

    /// <summary>The app key.</summary>
    public required string AppKey { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Name and id, without the secrets.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name} ({PartnerId})";
}

/// <summary>A partner as the server lists it.</summary>
public sealed record PartnerSummary
{
    /// <summary>The id the program presents.</summary>
    public required string PartnerId { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>When it was registered.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether too many wrong secrets locked it.</summary>
    public bool Locked { get; init; }
}
