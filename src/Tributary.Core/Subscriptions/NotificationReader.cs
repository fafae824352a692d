using Tributary.Core.Changes;
using Tributary.Core.Store;

namespace Tributary.Core.Subscriptions;

/// <summary>Finds what a subscriber is to be told next. An event names a change; what is told are the rows as they are now.</summary>
public static class NotificationReader
{
    /// <summary>The most records of one notification; an event with more becomes several.</summary>
    public const int MostRecords = 200;

    private static readonly NotificationType[] Steps = [NotificationType.Created, NotificationType.Modified, NotificationType.Deleted];

    /// <summary>The next notification of a subscription.</summary>
    /// <param name="reader">The store.</param>
    /// <param name="subscription">The subscription.</param>
    /// <returns>The notification with the position behind it; no notification where there is none, with the position of the last event looked at.</returns>
    public static async Task<(Notification? Notification, DeliveryPosition Behind)> FindNextAsync(IStoreReader reader, Subscription subscription)
    {
        var position = subscription.Delivery.Position;
        if (subscription.Closing is { } gone)
            return (new Notification.OfAccount($"{subscription.Id}.closing", NotificationType.Deleted, gone, []), position);
        while (await reader.FindNextEventAsync(subscription.CustomerId, subscription.AccountId, position.From) is { } news)
        {
            var (notification, behind) = subscription.Kind == SubscriptionKind.Account
                ? await OfAccountAsync(reader, subscription, news)
                : await OfTransactionsAsync(reader, subscription, news, position);
            if (notification is not null)
                return (notification, behind);
            position = behind;
        }

        return (null, position);
    }

    private static async Task<(Notification?, DeliveryPosition)> OfAccountAsync(IStoreReader reader, Subscription subscription, OutboxEvent news)
    {
        var account = await reader.FindAccountAsync(news.CustomerId, news.AccountId);
        var notification = account is null
            ? null
            : new Notification.OfAccount(
                $"{subscription.Id}.{news.Number}.modified",
                NotificationType.Modified,
                account,
                await reader.ListPositionsAsync(account.CustomerId, account.Id));
        return (notification, new DeliveryPosition(news.Number));
    }

    private static async Task<(Notification?, DeliveryPosition)> OfTransactionsAsync(
        IStoreReader reader, Subscription subscription, OutboxEvent news, DeliveryPosition position)
    {
        var begun = position.Event == news.Number ? position : new DeliveryPosition(news.Number, Steps[0]);
        foreach (var step in Steps.Where(step => step >= begun.Step && CountOf(news, step) > 0))
        {
            var after = step == begun.Step ? begun.After : 0;
            var page = await reader.ListTransactionsOfChangeAsync(
                news.CustomerId, news.AccountId, news.ChangeNumber, step, after, MostRecords);
            if (page.Count == 0)
                continue;
            var isLast = page.Count < MostRecords && Array.TrueForAll(Steps, later => later <= step || CountOf(news, later) == 0);
            return (
                new Notification.OfTransactions(
                    $"{subscription.Id}.{news.Number}.{step.ToString().ToLowerInvariant()}.{page[0].Id}", step, page),
                isLast ? new DeliveryPosition(news.Number) : new DeliveryPosition(news.Number, step, page[^1].Id.Value));
        }

        return (null, new DeliveryPosition(news.Number));
    }

    private static int CountOf(OutboxEvent news, NotificationType step) => step switch
    {
        NotificationType.Created => news.Added,
        NotificationType.Modified => news.Modified,
        _ => news.Removed,
    };
}
