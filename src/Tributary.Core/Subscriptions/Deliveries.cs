using Tributary.Core.Customers;
using Tributary.Core.Secrets;
using Tributary.Core.Store;

namespace Tributary.Core.Subscriptions;

/// <summary>
/// The bookkeeping of delivery: what is waiting, what to send next, and what came of it. Each outcome is kept before the next piece is
/// fetched; a subscription that was ended or closed meanwhile is not touched by what came of an earlier piece.
/// </summary>
public sealed class Deliveries(IStore store, IVault vault, TimeProvider clock)
{
    private const int MostForgottenAtOnce = 1000;

    private static readonly TimeSpan KeepEventsFor = TimeSpan.FromDays(1);

    /// <summary>The subscriptions with something to be told that came up behind an event.</summary>
    /// <param name="after">The last event already looked at, or 0.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The subscriptions, and the last event looked at now.</returns>
    public Task<(IReadOnlyList<Subscription> Waiting, long LookedThrough)> FindWaitingAsync(long after, CancellationToken cancellationToken) =>
        store.ReadAsync(
            async reader => (await reader.ListWaitingSubscriptionsAsync(after), Math.Max(after, await reader.FindLastEventNumberAsync())),
            cancellationToken);

    /// <summary>What to send next for a subscription.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="id">The subscription.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The piece; null where there is nothing, or the subscription is gone.</returns>
    public async Task<Delivery?> FindNextAsync(CustomerId customer, SubscriptionId id, CancellationToken cancellationToken)
    {
        var (subscription, next, key) = await store.ReadAsync(
            async reader =>
            {
                if (await reader.FindSubscriptionAsync(customer, id) is not { } found)
                    return default;
                var next = await NotificationReader.FindNextAsync(reader, found);
                var key = next.Notification is null
                    ? null
                    : await vault.OpenAsync(reader, SecretAddress.OfSubscription(customer, id), found.SealedSigningKey, cancellationToken);
                return (Subscription: found, Next: next, Key: key);
            },
            cancellationToken);
        if (subscription is null)
            return null;
        if (next.Notification is { } notification)
            return new Delivery(subscription, notification, next.Behind, key!);
        if (next.Behind != subscription.Delivery.Position)
            await KeepAsync(subscription, progress => progress with { Position = next.Behind }, cancellationToken);
        return null;
    }

    /// <summary>A piece was taken. A subscription whose account is gone has now been told all, and goes.</summary>
    /// <param name="delivery">The piece.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    public Task SucceededAsync(Delivery delivery, CancellationToken cancellationToken) => delivery.Subscription.Closing is null
        ? KeepAsync(delivery.Subscription, progress => progress.Succeeded(clock.GetUtcNow(), delivery.Behind), cancellationToken)
        : store.WriteAsync(tx => tx.TryDeleteSubscriptionAsync(delivery.Subscription.CustomerId, delivery.Subscription.Id), cancellationToken);

    /// <summary>A piece was not taken. After <see cref="DeliveryProgress.GiveUpAfter"/> of that, what is older is dropped.</summary>
    /// <param name="delivery">The piece.</param>
    /// <param name="error">What went wrong, without secrets.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The subscription as it is kept now; null where it is gone, given up or ended by the program.</returns>
    public Task<Subscription?> FailedAsync(Delivery delivery, string error, CancellationToken cancellationToken) => store.WriteAsync(
        async tx =>
        {
            var sent = delivery.Subscription;
            if (await FindUnchangedAsync(tx, sent) is not { } current)
                return await tx.FindSubscriptionAsync(sent.CustomerId, sent.Id);
            var now = clock.GetUtcNow();
            var failed = current with { Delivery = current.Delivery.Failed(now, error) };
            if (failed.Delivery.GivesUp(now, out var oldest))
            {
                if (failed.Closing is not null)
                {
                    await tx.TryDeleteSubscriptionAsync(current.CustomerId, current.Id);
                    return null;
                }

                failed = failed with { Delivery = await DropAsync(tx, failed, oldest) };
            }

            await tx.UpdateSubscriptionAsync(failed);
            return failed;
        },
        cancellationToken);

    /// <summary>Deletes events that nobody waits for and that are older than a day.</summary>
    /// <param name="cancellationToken">Cancels the operation; what is deleted by then stays so.</param>
    /// <returns>How many.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - KeepEventsFor;
        for (var forgotten = 0; ;)
        {
            var count = await store.WriteAsync(tx => tx.DeleteOldEventsAsync(before, MostForgottenAtOnce), cancellationToken);
            forgotten += count;
            if (count < MostForgottenAtOnce)
                return forgotten;
        }
    }

    private static async Task<DeliveryProgress> DropAsync(IStoreReader reader, Subscription subscription, DateTimeOffset oldest)
    {
        var progress = subscription.Delivery;
        while (await reader.FindNextEventAsync(subscription.CustomerId, subscription.AccountId, progress.Position.From) is { } news && news.At <= oldest)
            progress = progress with { Position = new DeliveryPosition(news.Number), Dropped = progress.Dropped + 1 };
        return progress;
    }

    private Task KeepAsync(Subscription sent, Func<DeliveryProgress, DeliveryProgress> change, CancellationToken cancellationToken) => store.WriteAsync(
        async tx =>
        {
            if (await FindUnchangedAsync(tx, sent) is { } current)
                await tx.UpdateSubscriptionAsync(current with { Delivery = change(current.Delivery) });
        },
        cancellationToken);

    /// <summary>The subscription, where it still stands as it did when the piece was fetched.</summary>
    private static async Task<Subscription?> FindUnchangedAsync(IStoreReader reader, Subscription sent) =>
        await reader.FindSubscriptionAsync(sent.CustomerId, sent.Id) is { } current
        && current.Delivery.Position == sent.Delivery.Position && current.Closing is null == sent.Closing is null
            ? current
            : null;
}

/// <summary>A piece to be sent.</summary>
/// <param name="Subscription">To whom, and how far that one had been told before.</param>
/// <param name="Notification">What.</param>
/// <param name="Behind">The position behind it.</param>
/// <param name="SigningKey">The key that signs it.</param>
public sealed record Delivery(Subscription Subscription, Notification Notification, DeliveryPosition Behind, Secret SigningKey);
