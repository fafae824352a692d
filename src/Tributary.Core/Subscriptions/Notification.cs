using Tributary.Core.Accounts;
using Tributary.Core.Positions;
using Tributary.Core.Transactions;

namespace Tributary.Core.Subscriptions;

/// <summary>What happened to the records of a notification.</summary>
public enum NotificationType
{
    /// <summary>Made.</summary>
    Created,

    /// <summary>Changed.</summary>
    Modified,

    /// <summary>Deleted; of a transaction, vanished at the institution.</summary>
    Deleted,
}

/// <summary>What a subscriber is told in one piece: records of one kind to which one thing happened.</summary>
/// <param name="Id">The same whenever the same piece is sent again, and no other piece's.</param>
/// <param name="Kind">What the records are.</param>
/// <param name="Type">What happened to them.</param>
public abstract record Notification(string Id, SubscriptionKind Kind, NotificationType Type)
{
    /// <summary>How many records it holds.</summary>
    public abstract int Count { get; }

    /// <summary>Of an account.</summary>
    /// <param name="Id">See <see cref="Notification.Id"/>.</param>
    /// <param name="Type">What happened to it.</param>
    /// <param name="Account">The account as it is now, or was when it was deleted.</param>
    /// <param name="Positions">What it holds; nothing of one that was deleted.</param>
    public sealed record OfAccount(string Id, NotificationType Type, Account Account, IReadOnlyList<Position> Positions)
        : Notification(Id, SubscriptionKind.Account, Type)
    {
        /// <inheritdoc/>
        public override int Count => 1;
    }

    /// <summary>Of transactions.</summary>
    /// <param name="Id">See <see cref="Notification.Id"/>.</param>
    /// <param name="Type">What happened to them.</param>
    /// <param name="Transactions">The transactions as they are now.</param>
    public sealed record OfTransactions(string Id, NotificationType Type, IReadOnlyList<Transaction> Transactions)
        : Notification(Id, SubscriptionKind.Transaction, Type)
    {
        /// <inheritdoc/>
        public override int Count => Transactions.Count;
    }
}
