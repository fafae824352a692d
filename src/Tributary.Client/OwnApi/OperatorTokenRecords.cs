namespace Tributary.Client;

/// <summary>An operator token, which the server tells once. Its text form leaves the value out.</summary>
public sealed record CreatedOperatorToken
{
    /// <summary>What the operator calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The token: <c>trb_…</c>.</summary>
    public required string Token { get; init; }

    /// <summary>The name, without the value.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}

/// <summary>An operator token as the server lists it.</summary>
public sealed record OperatorTokenSummary
{
    /// <summary>What the operator calls it.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
