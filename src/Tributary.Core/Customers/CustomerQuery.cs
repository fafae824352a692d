namespace Tributary.Core.Customers;

/// <summary>Which of a partner's customers to list; oldest first.</summary>
public sealed record CustomerQuery
{
    /// <summary>
    /// Words that must occur in the username, or in first and last name in either order; whatever their case. Null for all (Finicity Customers:
    /// the username or any combination of first and last name).
    /// </summary>
    public string? Search { get; init; }

    /// <summary>Only the customer of exactly this username.</summary>
    public string? Username { get; init; }

    /// <summary>Only testing, or only active ones.</summary>
    public CustomerType? Type { get; init; }

    /// <summary>How many to skip.</summary>
    public int Skip { get; init; }

    /// <summary>How many to return at most.</summary>
    public required int Take { get; init; }
}
