using System.Globalization;
using Tributary.Core.Partners;

namespace Tributary.Core.Customers;

/// <summary>A customer's id.</summary>
/// <param name="Value">Positive and below 2^53.</param>
public readonly record struct CustomerId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Whether a customer may hold demo-bank accounts or real ones; the two are never mixed.</summary>
public enum CustomerType
{
    /// <summary>For tests: may sign in to demo banks only.</summary>
    Testing,

    /// <summary>A real person: may not sign in to demo banks.</summary>
    Active,
}

/// <summary>An end user of a partner.</summary>
public sealed record Customer
{
    /// <summary>The id.</summary>
    public required CustomerId Id { get; init; }

    /// <summary>Whose customer.</summary>
    public required PartnerId PartnerId { get; init; }

    /// <summary>The name the partner knows the customer by; unique per partner.</summary>
    public required string Username { get; init; }

    /// <summary>Given name, when told.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name, when told.</summary>
    public string? LastName { get; init; }

    /// <summary>Telephone number, when told; as the partner writes it.</summary>
    public string? Phone { get; init; }

    /// <summary>Mail address, when told; as the partner writes it.</summary>
    public string? Email { get; init; }

    /// <summary>Testing or active.</summary>
    public required CustomerType Type { get; init; }

    /// <summary>When the customer was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When what the partner tells of the customer last changed; null where it never did.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }
}
