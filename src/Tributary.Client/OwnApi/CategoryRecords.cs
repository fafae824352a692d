namespace Tributary.Client;

/// <summary>How far the categorizing of history by the server's present rules has come.</summary>
public sealed record CategoryStatus
{
    /// <summary>How many rules there are.</summary>
    public int RuleCount { get; init; }

    /// <summary>How many transactions there were when it began.</summary>
    public long Total { get; init; }

    /// <summary>How many have been looked at.</summary>
    public long Done { get; init; }

    /// <summary>When it began; null before the first start of a server.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How many customers' history is still to be looked at, also after corrections of their own.</summary>
    public long WaitingCustomers { get; init; }
}
