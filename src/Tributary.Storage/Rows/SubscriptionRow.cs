using System.Text.Json;
using System.Text.Json.Serialization;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Subscriptions;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>A subscription as it lies in its table.</summary>
internal sealed class SubscriptionRow
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

    public static Subscription Read(SqlRow row) => new()
    {
        CustomerId = new CustomerId(row.Int64(0)),
        Id = new SubscriptionId(row.Int64(1)),
        AccountId = new AccountId(row.Int64(2)),
        Kind = row.Word<SubscriptionKind>(3),
        CallbackUrl = row.Text(4),
        SealedSigningKey = row.Bytes(5),
        Format = row.Word<NotificationFormat>(6),
        IsForTests = row.Flag(7),
        CreatedAt = row.Instant(8),
        Delivery = new DeliveryProgress
        {
            Position = new DeliveryPosition(row.Int64(9), row.IsNull(10) ? null : row.Word<NotificationType>(10), row.Int64(11)),
            Failures = row.Int32(12),
            FailingSince = row.InstantOrNull(13),
            NextAttemptAt = row.InstantOrNull(14),
            LastError = row.TextOrNull(15),
            DeliveredAt = row.InstantOrNull(16),
            Delivered = row.Int64(17),
            Dropped = row.Int64(18),
        },
        Closing = row.TextOrNull(19) is { } closing ? AccountRow.Read(new JsonRow(closing, AccountRow.Columns)) : null,
    };

    /// <summary>A subscription with the partner's public id and the number of pending events behind its columns.</summary>
    public static SubscriptionState ReadState(SqlRow row)
    {
        var subscription = Read(row);
        return new SubscriptionState(subscription, row.Text(20), subscription.Closing is null ? row.Int32(21) : 1);
    }
}

/// <summary>An account as a JSON object whose members are named like the columns of its table, for <see cref="JsonRow"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountRow))]
internal sealed partial class ClosingJson : JsonSerializerContext;
