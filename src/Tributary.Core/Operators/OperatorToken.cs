namespace Tributary.Core.Operators;

/// <summary>A token with which an operator's program calls Tributary's own API, as the store keeps it.</summary>
/// <param name="Name">What the operator called it; unique.</param>
/// <param name="Hash">SHA-256 of the token; the token itself was shown once.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record OperatorToken(string Name, byte[] Hash, DateTimeOffset CreatedAt);
