using System.Text.Json;
using System.Text.Json.Serialization;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Subscriptions;

namespace Tributary.Storage.Rows;

/// <summary>A subscription as it lies in its table.</summary>
internal class SubscriptionRow
{
    public const string Columns =
        "customer_id, id, account_id, kind, callback_url, sealed_signing_key, format, is_for_tests, created_at, event_number, event_step, "
        + "event_after, failures, failing_since, next_attempt_at, last_error, delivered_at, delivered, dropped, closing";

    public long CustomerId { get; init; }

    public long Id { get; init; }

    public long AccountId { get; init; }

    /// <summary>The account while it is there; only ever written.</summary>
    public long? OpenAccountId { get; init; }

    public string Kind { get; init; } = "";

    public string CallbackUrl { get; init; } = "";

    public byte[] SealedSigningKey { get; init; } = [];

    public string Format { get; init; } = "";

    public bool IsForTests { get; init; }

    public long CreatedAt { get; init; }

    public long EventNumber { get; init; }

    public string? EventStep { get; init; }

    public long EventAfter { get; init; }

    public int Failures { get; init; }

    public long? FailingSince { get; init; }

    public long? NextAttemptAt { get; init; }

    public string? LastError { get; init; }

    public long? DeliveredAt { get; init; }

    public long Delivered { get; init; }

    public long Dropped { get; init; }

    public string? Closing { get; init; }

    public static SubscriptionRow Of(Subscription subscription) => new()
    {
        CustomerId = subscription.CustomerId.Value,
        Id = subscription.Id.Value,
        AccountId = subscription.AccountId.Value,
        OpenAccountId = subscription.Closing is null ? subscription.AccountId.Value : null,
        Kind = StoredName<SubscriptionKind>.Of(subscription.Kind),
        CallbackUrl = StoredForm.Text(subscription.CallbackUrl),
        SealedSigningKey = subscription.SealedSigningKey,
        Format = StoredName<NotificationFormat>.Of(subscription.Format),
        IsForTests = subscription.IsForTests,
        CreatedAt = StoredForm.Of(subscription.CreatedAt),
        EventNumber = subscription.Delivery.Position.Event,
        EventStep = subscription.Delivery.Position.Step is { } step ? StoredName<NotificationType>.Of(step) : null,
        EventAfter = subscription.Delivery.Position.After,
        Failures = subscription.Delivery.Failures,
        FailingSince = StoredForm.Of(subscription.Delivery.FailingSince),
        NextAttemptAt = StoredForm.Of(subscription.Delivery.NextAttemptAt),
        LastError = StoredForm.TextOrNull(subscription.Delivery.LastError),
        DeliveredAt = StoredForm.Of(subscription.Delivery.DeliveredAt),
        Delivered = subscription.Delivery.Delivered,
        Dropped = subscription.Delivery.Dropped,
        Closing = subscription.Closing is { } account ? JsonSerializer.Serialize(AccountRow.Of(account), ClosingJson.Default.AccountRow) : null,
    };

    public Subscription ToSubscription() => new()
    {
        CustomerId = new CustomerId(CustomerId),
        Id = new SubscriptionId(Id),
        AccountId = new AccountId(AccountId),
        Kind = StoredName<SubscriptionKind>.Parse(Kind),
        CallbackUrl = CallbackUrl,
        SealedSigningKey = SealedSigningKey,
        Format = StoredName<NotificationFormat>.Parse(Format),
        IsForTests = IsForTests,
        CreatedAt = StoredForm.Instant(CreatedAt),
        Delivery = new DeliveryProgress
        {
            Position = new DeliveryPosition(EventNumber, EventStep is null ? null : StoredName<NotificationType>.Parse(EventStep), EventAfter),
            Failures = Failures,
            FailingSince = StoredForm.InstantOrNull(FailingSince),
            NextAttemptAt = StoredForm.InstantOrNull(NextAttemptAt),
            LastError = LastError,
            DeliveredAt = StoredForm.InstantOrNull(DeliveredAt),
            Delivered = Delivered,
            Dropped = Dropped,
        },
        Closing = Closing is null ? null : JsonSerializer.Deserialize(Closing, ClosingJson.Default.AccountRow)!.ToAccount(),
    };
}

/// <summary>A subscription with what the operator wants to know beside it.</summary>
internal sealed class SubscriptionStateRow : SubscriptionRow
{
    public string PartnerPublicId { get; init; } = "";

    public int Pending { get; init; }

    public SubscriptionState ToSubscriptionState() => new(ToSubscription(), PartnerPublicId, Closing is null ? Pending : 1);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountRow))]
internal sealed partial class ClosingJson : JsonSerializerContext;
