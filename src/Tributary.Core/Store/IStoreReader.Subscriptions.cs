using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.Subscriptions;
using Tributary.Core.Transactions;

namespace Tributary.Core.Store;

/// <content>Who wants to hear of what, and what there is to be told.</content>
public partial interface IStoreReader
{
    /// <summary>A subscription, also one that is closing.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="id">The subscription's id.</param>
    /// <returns>The subscription, or null.</returns>
    Task<Subscription?> FindSubscriptionAsync(CustomerId customer, SubscriptionId id);

    /// <summary>An account's subscriptions in order of id.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="account">The account.</param>
    /// <returns>The subscriptions.</returns>
    Task<IReadOnlyList<Subscription>> ListSubscriptionsAsync(CustomerId customer, AccountId account);

    /// <summary>
    /// The subscriptions of all customers that have something to be told: an event behind a number and behind their own position, or the
    /// deletion of their account.
    /// </summary>
    /// <param name="after">The last event already looked at, or 0.</param>
    /// <returns>The subscriptions.</returns>
    Task<IReadOnlyList<Subscription>> ListWaitingSubscriptionsAsync(long after);

    /// <summary>A page of the subscriptions of all customers, for the operator, in order of id.</summary>
    /// <param name="after">The last id already seen, or 0.</param>
    /// <param name="limit">How many at most.</param>
    /// <returns>The subscriptions.</returns>
    Task<IReadOnlyList<SubscriptionState>> ListSubscriptionStatesAsync(long after, int limit);

    /// <summary>The number of the last event there is.</summary>
    /// <returns>The number, or 0.</returns>
    Task<long> FindLastEventNumberAsync();

    /// <summary>An account's first event from a number on.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="account">The account.</param>
    /// <param name="from">The least number wanted.</param>
    /// <returns>The event, or null.</returns>
    Task<OutboxEvent?> FindNextEventAsync(CustomerId customer, AccountId account, long from);

    /// <summary>A page of an account's transactions that one change made, changed or marked as vanished, as they are now, in order of id.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="account">The account.</param>
    /// <param name="changeNumber">The change; what has changed again since then is found under the later one, unless it was made by this.</param>
    /// <param name="type">What the change did to them.</param>
    /// <param name="after">The last transaction id already seen, or 0.</param>
    /// <param name="limit">How many at most.</param>
    /// <returns>The transactions.</returns>
    Task<IReadOnlyList<Transaction>> ListTransactionsOfChangeAsync(
        CustomerId customer, AccountId account, long changeNumber, NotificationType type, long after, int limit);
}
