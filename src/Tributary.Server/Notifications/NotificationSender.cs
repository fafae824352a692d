using Tributary.Core.Subscriptions;
using Tributary.Faces.Finicity.TxPush;
using Tributary.Outbound;

namespace Tributary.Server.Notifications;

/// <summary>Sends one piece to its subscriber, once.</summary>
/// <param name="outbound">The way out.</param>
/// <param name="isSandbox">Whether this server is one for tests: otherwise no account's callback is on this machine.</param>
internal sealed class NotificationSender(OutboundHttp outbound, bool isSandbox)
{
    /// <returns>Null where it was taken; otherwise what went wrong, without secrets.</returns>
    public async Task<string?> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var subscription = delivery.Subscription;
        var body = TxPushNotification.Write(delivery.Notification, subscription.Format);
        try
        {
            var answer = await outbound.SendAsync(
                new OutboundRequest
                {
                    Method = HttpMethod.Post,
                    Target = outbound.Target(
                        subscription.CallbackUrl, isSandbox && subscription.IsForTests ? OutboundReach.Sandbox : OutboundReach.Internet),
                    Headers = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        [TxPushNotification.SignatureHeader] = TxPushNotification.Sign(body.Span, delivery.SigningKey),
                        [TxPushNotification.EventIdHeader] = delivery.Notification.Id,
                    },
                    Body = body,
                    ContentType = TxPushNotification.ContentTypeOf(subscription.Format),
                },
                cancellationToken);
            return answer.Status == 200 ? null : $"The callback answered HTTP {answer.Status} instead of 200.";
        }
        catch (OutboundException failed)
        {
            return failed.Message;
        }
    }
}
