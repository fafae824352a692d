namespace Tributary.Client;

/// <summary>A subscription of a program to an account, and how telling it is going.</summary>
public sealed record SubscriptionSummary
{
    /// <summary>The subscription's id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose program, by the partner's id.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The customer's id.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The account's id.</summary>
    public required string AccountId { get; init; }

    /// <summary>What it tells of: <c>account</c> or <c>transaction</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary><c>json</c> or <c>xml</c>.</summary>
    public string Format { get; init; } = "";

    /// <summary>Where it tells it, without the query.</summary>
    public string Callback { get; init; } = "";

    /// <summary>When the program subscribed.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>idle</c>, <c>pending</c>, <c>failing</c> or <c>closing</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>Events yet to be told.</summary>
    public int Pending { get; init; }

    /// <summary>Notifications taken.</summary>
    public long Delivered { get; init; }

    /// <summary>Events given up.</summary>
    public long Dropped { get; init; }

    /// <summary>When a notification was last taken.</summary>
    public DateTimeOffset? LastDeliveredAt { get; init; }

    /// <summary>Since when the callback fails.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>What went wrong last.</summary>
    public string? LastError { get; init; }
}
