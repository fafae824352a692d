using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.Subscriptions;
using Tributary.Core.Transactions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>Subscriptions, and what there is to tell them.</summary>
internal partial class SqlReader
{
    /// <summary>The events that a subscription has not been told wholly.</summary>
    protected const string EventsPending =
        """
        outbox_event.customer_id = subscription.customer_id AND outbox_event.account_id = subscription.account_id
        AND (outbox_event.number > subscription.event_number
             OR (outbox_event.number = subscription.event_number AND subscription.event_step IS NOT NULL))
        """;

    public Task<Subscription?> FindSubscriptionAsync(CustomerId customer, SubscriptionId id) =>
        Session.FindAsync(
            Part.Of(customer),
            $"SELECT {SubscriptionRow.Columns} FROM subscription WHERE customer_id = @Customer AND id = @Id",
            new { Customer = customer.Value, Id = id.Value },
            SubscriptionRow.Read);

    public Task<IReadOnlyList<Subscription>> ListSubscriptionsAsync(CustomerId customer, AccountId account) =>
        Session.ListAsync(
            Part.Of(customer),
            $"SELECT {SubscriptionRow.Columns} FROM subscription WHERE customer_id = @Customer AND account_id = @Account ORDER BY id",
            new { Customer = customer.Value, Account = account.Value },
            SubscriptionRow.Read);

    public Task<IReadOnlyList<Subscription>> ListWaitingSubscriptionsAsync(long after) =>
        Session.ListAsync(
            Part.None,
            $"""
             SELECT {SubscriptionRow.Columns} FROM subscription
             WHERE id IN (
               SELECT subscription.id FROM outbox_event JOIN subscription ON {EventsPending} WHERE outbox_event.number > @After
               UNION
               SELECT id FROM subscription WHERE closing IS NOT NULL)
             ORDER BY id
             """,
            new { After = after },
            SubscriptionRow.Read);

    public Task<IReadOnlyList<SubscriptionState>> ListSubscriptionStatesAsync(long after, int limit) =>
        Session.ListAsync(
            Part.None,
            $"""
             SELECT {string.Join(", ", SubscriptionRow.Columns.Split(", ").Select(column => $"subscription.{column}"))},
                    partner.public_id AS partner_public_id,
                    (SELECT count(*) FROM outbox_event WHERE {EventsPending}) AS pending
             FROM subscription
             JOIN customer ON customer.id = subscription.customer_id
             JOIN partner ON partner.id = customer.partner_id
             WHERE subscription.id > @After
             ORDER BY subscription.id
             LIMIT @Limit
             """,
            new { After = after, Limit = limit },
            SubscriptionRow.ReadState);

    public async Task<long> FindLastEventNumberAsync() =>
        (await Session.ListAsync(Part.None, "SELECT coalesce(max(number), 0) FROM outbox_event", null, row => row.Int64(0)))[0];

    public Task<OutboxEvent?> FindNextEventAsync(CustomerId customer, AccountId account, long from) =>
        Session.FindAsync(
            Part.Of(customer),
            $"""
             SELECT {OutboxEventRow.Columns} FROM outbox_event
             WHERE customer_id = @Customer AND account_id = @Account AND number >= @From
             ORDER BY number LIMIT 1
             """,
            new { Customer = customer.Value, Account = account.Value, From = from },
            OutboxEventRow.Read);

    /// <remarks>By id, which is the table's own order: what a change made has the greatest ids and lies together at the end.</remarks>
    public Task<IReadOnlyList<Transaction>> ListTransactionsOfChangeAsync(
        CustomerId customer, AccountId account, long changeNumber, NotificationType type, long after, int limit) =>
        Session.ListAsync(
            Part.Of(customer),
            $"""
             SELECT {TransactionRow.Select} FROM account_transaction
             WHERE customer_id = @Customer AND id > @After AND account_id + 0 = @Account
               AND {type switch
               {
                   NotificationType.Created => "added_in_change = @Change",
                   NotificationType.Modified => "change_number = @Change AND added_in_change <> @Change AND state <> @Vanished",
                   _ => "change_number = @Change AND state = @Vanished",
               }}
             ORDER BY id LIMIT @Limit
             """,
            new
            {
                Customer = customer.Value,
                Account = account.Value,
                Change = changeNumber,
                Vanished = StoredName<TransactionState>.Of(TransactionState.Vanished),
                After = after,
                Limit = limit,
            },
            TransactionRow.Read);
}
