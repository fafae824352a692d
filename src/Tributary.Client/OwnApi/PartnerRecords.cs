namespace Tributary.Client;

/// <summary>A partner to register; what is not given, the server makes up. Its text form leaves the secrets out.</summary>
public sealed record NewPartner
{
    /// <summary>What to call it, up to 255 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The id the program will present; letters, digits and <c>- _ .</c> signs.</summary>
    public string? PartnerId { get; init; }

    /// <summary>The secret the program already has, up to 255 characters on one line.</summary>
    public string? PartnerSecret { get; init; }

    /// <summary>The app key the program already has, up to 255 visible ASCII characters.</summary>
    public string? AppKey { get; init; }

    /// <summary>Name and id, without the secrets.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name} ({PartnerId})";
}

/// <summary>What is to be new of a partner's secrets. Its text form leaves them out.</summary>
public sealed record PartnerRotation
{
    /// <summary>The new secret, up to 255 characters on one line; null lets the server make one up.</summary>
    public string? PartnerSecret { get; init; }

    /// <summary>The new app key, up to 255 visible ASCII characters; null where it stays, or is made up.</summary>
    public string? AppKey { get; init; }

    /// <summary>Whether the server makes up a new app key.</summary>
    public bool MakesAppKey { get; init; }

    /// <summary>What is replaced, without the values.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => AppKey is not null || MakesAppKey ? "partner secret and app key" : "partner secret";
}

/// <summary>What rotating a partner's secrets made, which the server tells once. Its text form leaves them out.</summary>
public sealed record RotatedPartner
{
    /// <summary>The id the program presents.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The partner's new secret.</summary>
    public required string PartnerSecret { get; init; }

    /// <summary>The new app key; null where the old one stays.</summary>
    public string? AppKey { get; init; }

    /// <summary>The id, without the secrets.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => PartnerId;
}

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
