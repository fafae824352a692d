namespace Tributary.Core.Subscriptions;

/// <summary>
/// How far a subscription has been told, and how that is going. Kept in the store, so that a restart goes on where the last delivery ended: what
/// was sent and not yet kept is sent again, nothing is left out.
/// </summary>
public sealed record DeliveryProgress
{
    /// <summary>How long a callback may fail before what is older than that is dropped (Finicity TxPUSH).</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(6);

    private static readonly TimeSpan[] Pauses =
    [
        .. new[] { 10, 30, 60, 120, 300, 600, 1200, 1800, 2700, 3600 }.Select(seconds => TimeSpan.FromSeconds(seconds)),
    ];

    /// <summary>Up to where it has been told.</summary>
    public required DeliveryPosition Position { get; init; }

    /// <summary>Attempts that failed since the last one that succeeded.</summary>
    public int Failures { get; init; }

    /// <summary>When the first of them failed; null while all is well.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When to try again; null for at once.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>What went wrong last, for the operator; null once it goes well again.</summary>
    public string? LastError { get; init; }

    /// <summary>When a notification was last taken.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Notifications taken.</summary>
    public long Delivered { get; init; }

    /// <summary>Events given up.</summary>
    public long Dropped { get; init; }

    /// <summary>Whether what was queued before <paramref name="oldest"/> is given up by now.</summary>
    /// <param name="now">The present instant.</param>
    /// <param name="oldest">Events queued before this are.</param>
    /// <returns>False while the callback has not failed for that long.</returns>
    public bool GivesUp(DateTimeOffset now, out DateTimeOffset oldest)
    {
        oldest = now - GiveUpAfter;
        return FailingSince <= oldest;
    }

    /// <summary>A notification was taken.</summary>
    /// <param name="now">The present instant.</param>
    /// <param name="position">The position behind it.</param>
    /// <returns>The progress.</returns>
    public DeliveryProgress Succeeded(DateTimeOffset now, DeliveryPosition position) => this with
    {
        Position = position,
        Failures = 0,
        FailingSince = null,
        NextAttemptAt = null,
        LastError = null,
        DeliveredAt = now,
        Delivered = Delivered + 1,
    };

    /// <summary>A notification was not taken: it is tried again after a pause that grows with each failure.</summary>
    /// <param name="now">The present instant.</param>
    /// <param name="error">What went wrong, without secrets.</param>
    /// <returns>The progress.</returns>
    public DeliveryProgress Failed(DateTimeOffset now, string error) => this with
    {
        Failures = Failures + 1,
        FailingSince = FailingSince ?? now,
        NextAttemptAt = now + Pauses[Math.Min(Failures, Pauses.Length - 1)],
        LastError = error,
    };

    /// <summary>The same without what the past failures have to say about the next attempt.</summary>
    /// <returns>The progress.</returns>
    public DeliveryProgress Afresh() => this with { Failures = 0, FailingSince = null, NextAttemptAt = null };
}

/// <summary>
/// A place in an account's events: behind a whole event, or inside one, whose transactions are told in pages by what happened to them and by id.
/// </summary>
/// <param name="Event">The event's number; 0 for before all.</param>
/// <param name="Step">What has been told of the event last; null for all of it.</param>
/// <param name="After">The last transaction id told in that step.</param>
public readonly record struct DeliveryPosition(long Event, NotificationType? Step = null, long After = 0)
{
    /// <summary>The least number of an event that is not told wholly.</summary>
    public long From => Step is null ? Event + 1 : Event;
}
