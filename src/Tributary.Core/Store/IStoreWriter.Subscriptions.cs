using Tributary.Core.Customers;
using Tributary.Core.Subscriptions;

namespace Tributary.Core.Store;

/// <content>Who wants to hear of what, and how far each has been told.</content>
public partial interface IStoreWriter
{
    /// <summary>Adds a subscription. It goes with its account unless it is closing, and with its customer in any case.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <returns>A task.</returns>
    Task AddSubscriptionAsync(Subscription subscription);

    /// <summary>Writes how far a subscription's delivery has come, and whether it is closing.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <returns>A task.</returns>
    Task UpdateSubscriptionAsync(Subscription subscription);

    /// <summary>Deletes a subscription.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="id">The subscription.</param>
    /// <returns>False when the customer has no such subscription.</returns>
    Task<bool> TryDeleteSubscriptionAsync(CustomerId customer, SubscriptionId id);

    /// <summary>Deletes the oldest events that no subscription waits for.</summary>
    /// <param name="before">Only those queued before this.</param>
    /// <param name="limit">How many at most.</param>
    /// <returns>How many were deleted.</returns>
    Task<int> DeleteOldEventsAsync(DateTimeOffset before, int limit);
}
