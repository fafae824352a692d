using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tributary.Core.Subscriptions;

namespace Tributary.Server.Notifications;

/// <summary>
/// Tells subscribers what happened, in the background: looks after each write for subscriptions with something to be told, and gives each its
/// turn. A subscription has one turn at a time, so its account's events come in order; turns of one host are few, so that a slow host delays
/// itself alone. What is due later waits here; the store knows it too, and after a restart it is found there again.
/// </summary>
internal sealed class NotificationService(
    StoreWatch store, Deliveries deliveries, NotificationSender sender, TimeProvider clock, ILogger<NotificationService> log) : BackgroundService
{
    private const int MostTurns = 32;
    private const int MostTurnsOfAHost = 4;
    private const int MostPiecesOfATurn = 20;

    private static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan RestAfterTrouble = TimeSpan.FromMinutes(1);

    // Touched by the loop alone, but for what a turn leaves in its own entry at its end.
    private readonly Dictionary<SubscriptionId, Turn> _turns = [];
    private long _lookedThrough;
    private DateTimeOffset _forgetAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _forgetAt = clock.GetUtcNow() + ForgetEvery;
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken);
                CollectEnded();
                var now = clock.GetUtcNow();
                StartDue(now, stoppingToken);
                await store.WaitAsync(NextDue(now), clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A piece that was under way is sent again after the next start.
            await Task.WhenAll(_turns.Values.Select(turn => turn.Running).OfType<Task>());
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            var (waiting, lookedThrough) = await deliveries.FindWaitingAsync(_lookedThrough, stop);
            foreach (var subscription in waiting)
                Await(subscription);
            _lookedThrough = lookedThrough;
            if (clock.GetUtcNow() >= _forgetAt)
            {
                _forgetAt = clock.GetUtcNow() + ForgetEvery;
                var forgotten = await deliveries.ForgetAsync(stop);
                log.LogInformation("{Events} old events that nobody waits for were deleted.", forgotten);
            }
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            log.LogError(trouble, "Looking for what subscribers are to be told failed; it is tried again.");
        }
    }

    private void Await(Subscription subscription)
    {
        if (!_turns.TryGetValue(subscription.Id, out var turn))
            _turns.Add(subscription.Id, turn = new Turn(subscription));
        turn.DueAt = subscription.Delivery.NextAttemptAt ?? clock.GetUtcNow();
        turn.HasNews = true;
    }

    private void CollectEnded()
    {
        foreach (var turn in _turns.Values.Where(turn => turn.Running is { IsCompleted: true }).ToArray())
        {
            turn.Running = null;
            if (turn.AgainAt is { } again)
                turn.DueAt = again;
            else if (!turn.HasNews)
                _turns.Remove(turn.Subscription.Id);
        }
    }

    private void StartDue(DateTimeOffset now, CancellationToken stop)
    {
        var running = _turns.Values.Where(turn => turn.Running is not null).ToLookup(turn => turn.Host, StringComparer.Ordinal);
        var free = MostTurns - running.Sum(host => host.Count());
        var ofHosts = running.ToDictionary(host => host.Key, host => host.Count(), StringComparer.Ordinal);
        foreach (var turn in _turns.Values.Where(turn => turn.Running is null && turn.DueAt <= now).OrderBy(turn => turn.DueAt))
        {
            if (free == 0)
                return;
            if (ofHosts.GetValueOrDefault(turn.Host) == MostTurnsOfAHost)
                continue;
            free--;
            ofHosts[turn.Host] = ofHosts.GetValueOrDefault(turn.Host) + 1;
            turn.HasNews = false;
            turn.AgainAt = null;
            turn.Running = Task.Run(() => RunAsync(turn, stop), CancellationToken.None);
        }
    }

    // What is due by now waits for a turn to end, which rings the bell.
    private DateTimeOffset NextDue(DateTimeOffset now) =>
        _turns.Values.Where(turn => turn.Running is null && turn.DueAt > now).Select(turn => turn.DueAt).Append(now + LookAtLeastEvery).Min();

    private async Task RunAsync(Turn turn, CancellationToken stop)
    {
        try
        {
            turn.AgainAt = await TellAsync(turn.Subscription, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Found again after the next start.
        }
        catch (Exception trouble)
        {
            log.LogError(trouble, "Telling subscription {Subscription} failed in this server; it is tried again.", turn.Subscription.Id);
            turn.AgainAt = clock.GetUtcNow() + RestAfterTrouble;
        }
        finally
        {
            store.Ring();
        }
    }

    /// <summary>Sends one piece after another, until there is none, one is not taken, or others shall have a turn.</summary>
    /// <returns>When to go on; null where nothing is left.</returns>
    private async Task<DateTimeOffset?> TellAsync(Subscription subscription, CancellationToken stop)
    {
        for (var sent = 0; sent < MostPiecesOfATurn; sent++)
        {
            if (await deliveries.FindNextAsync(subscription.CustomerId, subscription.Id, stop) is not { } piece)
                return null;
            if (piece.Subscription.Delivery.NextAttemptAt is { } later && later > clock.GetUtcNow())
                return later;
            using var key = piece.SigningKey;
            if (await sender.SendAsync(piece, stop) is { } error)
                return await FailAsync(piece, error, stop);
            await deliveries.SucceededAsync(piece, stop);
            log.LogInformation(
                "Subscription {Subscription} was told of {Count} {Kind} records {Type}.",
                subscription.Id, piece.Notification.Count, piece.Notification.Kind, piece.Notification.Type);
        }

        return clock.GetUtcNow();
    }

    private async Task<DateTimeOffset?> FailAsync(Delivery piece, string error, CancellationToken stop)
    {
        var before = piece.Subscription;
        var kept = await deliveries.FailedAsync(piece, error, stop);
        // That it goes on failing is not worth a warning each time.
        log.Log(
            before.Delivery.FailingSince is null ? LogLevel.Warning : LogLevel.Information,
            "Subscription {Subscription} of customer {Customer} was not told: {Error}", before.Id, before.CustomerId, error);
        if (kept is null && before.Closing is not null)
            log.LogWarning("Subscription {Subscription} never took the deletion of its account; it has ended.", before.Id);
        if (kept is not null && kept.Delivery.Dropped > before.Delivery.Dropped)
        {
            log.LogWarning(
                "Subscription {Subscription} has failed for hours: {Events} events were dropped.", before.Id, kept.Delivery.Dropped - before.Delivery.Dropped);
        }

        return kept is null ? null : kept.Delivery.NextAttemptAt ?? clock.GetUtcNow();
    }

    private sealed class Turn(Subscription subscription)
    {
        public Subscription Subscription => subscription;

        public string Host { get; } = new Uri(subscription.CallbackUrl).Authority;

        public DateTimeOffset DueAt { get; set; }

        /// <summary>Whether something came up since the last turn began.</summary>
        public bool HasNews { get; set; }

        public Task? Running { get; set; }

        /// <summary>What the last turn ended with.</summary>
        public DateTimeOffset? AgainAt { get; set; }
    }
}
