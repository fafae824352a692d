namespace Tributary.Client;

/// <summary>What a server is.</summary>
public sealed record ServerVersion
{
    /// <summary>The program: <c>tributary</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>The store's schema.</summary>
    public int SchemaVersion { get; init; }

    /// <summary>Whether its demo banks are open.</summary>
    public bool Sandbox { get; init; }
}

/// <summary>Whether a server works.</summary>
public sealed record ServerHealth
{
    /// <summary><c>ready</c>, or <c>not ready</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>ok</c>, or <c>unavailable</c>.</summary>
    public string? Store { get; init; }

    /// <summary>Sign-ins under way.</summary>
    public int SignInsRunning { get; init; }
}
