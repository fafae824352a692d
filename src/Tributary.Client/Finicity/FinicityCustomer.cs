namespace Tributary.Client;

/// <summary>A customer as the server names it (Finicity Customers).</summary>
public sealed record FinicityCustomer
{
    /// <summary>The id the server made.</summary>
    public required string Id { get; init; }

    /// <summary>When the customer was added, UTC.</summary>
    public DateTimeOffset? CreatedDate { get; init; }
}
