using Tributary.Core.Customers;
using Tributary.Core.Subscriptions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>Subscriptions, and the events that nobody waits for any more.</summary>
internal sealed partial class SqlWriter
{
    public Task AddSubscriptionAsync(Subscription subscription) =>
        Session.WriteAsync(
            Part.Of(subscription.CustomerId),
            $"""
             INSERT INTO subscription ({SubscriptionRow.Columns}, open_account_id)
             VALUES (@CustomerId, @Id, @AccountId, @Kind, @CallbackUrl, @SealedSigningKey, @Format, @IsForTests, @CreatedAt, @EventNumber,
                     @EventStep, @EventAfter, @Failures, @FailingSince, @NextAttemptAt, @LastError, @DeliveredAt, @Delivered, @Dropped,
                     @Closing, @OpenAccountId)
             """,
            SubscriptionRow.Of(subscription));

    public Task UpdateSubscriptionAsync(Subscription subscription) =>
        Session.WriteExistingAsync(
            Part.Of(subscription.CustomerId),
            "subscription",
            """
            UPDATE subscription
            SET event_number = @EventNumber, event_step = @EventStep, event_after = @EventAfter, failures = @Failures,
                failing_since = @FailingSince, next_attempt_at = @NextAttemptAt, last_error = @LastError, delivered_at = @DeliveredAt,
                delivered = @Delivered, dropped = @Dropped, closing = @Closing, open_account_id = @OpenAccountId
            WHERE customer_id = @CustomerId AND id = @Id
            """,
            SubscriptionRow.Of(subscription));

    public Task<bool> TryDeleteSubscriptionAsync(CustomerId customer, SubscriptionId id) =>
        Session.EraseAsync(
            Part.Of(customer),
            "DELETE FROM subscription WHERE customer_id = @Customer AND id = @Id",
            new { Customer = customer.Value, Id = id.Value });

    public Task<int> DeleteOldEventsAsync(DateTimeOffset before, int limit) =>
        Session.WriteAsync(
            Part.None,
            $"""
             DELETE FROM outbox_event WHERE number IN (
               SELECT number FROM outbox_event
               WHERE at < @Before AND NOT EXISTS (SELECT 1 FROM subscription WHERE {EventsPending})
               ORDER BY number LIMIT @Limit)
             """,
            new { Before = StoredForm.Of(before), Limit = limit });
}
