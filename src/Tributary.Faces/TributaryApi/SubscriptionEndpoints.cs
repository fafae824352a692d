using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Errors;
using Tributary.Core.Subscriptions;

namespace Tributary.Faces.TributaryApi;

/// <summary>Who is told of what, and how that is going. Callbacks are shown without their query, which may hold a secret.</summary>
internal static class SubscriptionEndpoints
{
    private const int MostLimit = 1000;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/subscriptions", ListAsync)
        .WithSummary("Who is told of what, and how that is going.")
        .WithDescription(
            "In order of id, up to limit (1000 at most and if none is given); the next page begins after the last id. state is idle with nothing to "
            + "tell, pending, failing, or closing where the account is deleted and that is the last to be told. Callbacks are shown without their query.")
        .Produces<SubscriptionList>();

    private static async Task<IResult> ListAsync(
        SubscriptionRegistry subscriptions, CancellationToken cancellationToken, long after = 0, int limit = MostLimit)
    {
        if (limit < 1)
            throw new TributaryException(ErrorCatalogue.LimitInvalid);
        var page = await subscriptions.ListAsync(after, Math.Min(limit, MostLimit), cancellationToken);
        return TypedResults.Json(
            new SubscriptionList([.. page.Select(KnownSubscription.Of)]), TributaryApiJson.Default.SubscriptionList);
    }

    internal sealed record SubscriptionList(IReadOnlyList<KnownSubscription> Subscriptions);

    internal sealed record KnownSubscription
    {
        public required string Id { get; init; }

        public required string PartnerId { get; init; }

        public required string CustomerId { get; init; }

        public required string AccountId { get; init; }

        public required string Kind { get; init; }

        public required string Format { get; init; }

        public required string Callback { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public required string State { get; init; }

        public required int Pending { get; init; }

        public required long Delivered { get; init; }

        public required long Dropped { get; init; }

        public DateTimeOffset? LastDeliveredAt { get; init; }

        public DateTimeOffset? FailingSince { get; init; }

        public DateTimeOffset? NextAttemptAt { get; init; }

        public string? LastError { get; init; }

        public static KnownSubscription Of(SubscriptionState known)
        {
            var (subscription, delivery) = (known.Subscription, known.Subscription.Delivery);
            return new KnownSubscription
            {
                Id = subscription.Id.ToString(),
                PartnerId = known.PartnerPublicId,
                CustomerId = subscription.CustomerId.ToString(),
                AccountId = subscription.AccountId.ToString(),
                Kind = subscription.Kind.ToString().ToLowerInvariant(),
                Format = subscription.Format.ToString().ToLowerInvariant(),
                Callback = new Uri(subscription.CallbackUrl).GetLeftPart(UriPartial.Path),
                CreatedAt = subscription.CreatedAt,
                State = known.State.ToString().ToLowerInvariant(),
                Pending = known.Pending,
                Delivered = delivery.Delivered,
                Dropped = delivery.Dropped,
                LastDeliveredAt = delivery.DeliveredAt,
                FailingSince = delivery.FailingSince,
                NextAttemptAt = known.Pending > 0 ? delivery.NextAttemptAt : null,
                LastError = delivery.LastError,
            };
        }
    }
}
