using System.Globalization;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;

namespace Tributary.Core.Subscriptions;

/// <summary>A subscription's id.</summary>
/// <param name="Value">Positive and below 2^53.</param>
public readonly record struct SubscriptionId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a subscription tells of.</summary>
public enum SubscriptionKind
{
    /// <summary>The account itself: that it changed, or is deleted.</summary>
    Account,

    /// <summary>Its transactions: those made, changed, or vanished.</summary>
    Transaction,
}

/// <summary>The form in which a program wants to be told.</summary>
public enum NotificationFormat
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>XML.</summary>
    Xml,
}

/// <summary>A program's wish to be told, at a URL of its own, of what happens to one account (Finicity TxPUSH).</summary>
public sealed record Subscription
{
    /// <summary>Whose account.</summary>
    public required CustomerId CustomerId { get; init; }

    /// <summary>The id, kept for life.</summary>
    public required SubscriptionId Id { get; init; }

    /// <summary>The account; gone where the subscription is closing.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>What it tells of.</summary>
    public required SubscriptionKind Kind { get; init; }

    /// <summary>Where to tell it, as the program gave it. Its query may hold a secret of the program: never for logs.</summary>
    public required string CallbackUrl { get; init; }

    /// <summary>The key that signs what is told, sealed for <see cref="Secrets.SecretAddress.OfSubscription"/>.</summary>
    public required byte[] SealedSigningKey { get; init; }

    /// <summary>In which form.</summary>
    public required NotificationFormat Format { get; init; }

    /// <summary>Whether the account is one at a demo bank, whose callbacks may be on this machine.</summary>
    public required bool IsForTests { get; init; }

    /// <summary>When the program subscribed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How far it has been told.</summary>
    public required DeliveryProgress Delivery { get; init; }

    /// <summary>
    /// The account as it was when it was deleted: the subscription ends when that has been told. Null while the account is there.
    /// </summary>
    public Account? Closing { get; init; }
}

/// <summary>A subscription as the operator sees it.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="PartnerPublicId">Whose program, by the id it presents.</param>
/// <param name="Pending">Events it has yet to be told wholly.</param>
public sealed record SubscriptionState(Subscription Subscription, string PartnerPublicId, int Pending)
{
    /// <summary>How delivery is going.</summary>
    public SubscriptionHealth State => Subscription switch
    {
        { Delivery.FailingSince: not null } => SubscriptionHealth.Failing,
        { Closing: not null } => SubscriptionHealth.Closing,
        _ => Pending > 0 ? SubscriptionHealth.Pending : SubscriptionHealth.Idle,
    };
}

/// <summary>How delivery to a subscription is going.</summary>
public enum SubscriptionHealth
{
    /// <summary>It has been told everything.</summary>
    Idle,

    /// <summary>Something is about to be told.</summary>
    Pending,

    /// <summary>The callback did not take the last notification.</summary>
    Failing,

    /// <summary>Its account is deleted, and that is the last to be told.</summary>
    Closing,
}
