using System.Security.Cryptography;
using Tributary.Core.Secrets;
using Tributary.Core.Subscriptions;
using Tributary.Faces.Finicity.Accounts;
using Tributary.Faces.Finicity.Transactions;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.TxPush;

/// <summary>
/// A notification as it goes over the wire (Finicity TxPUSH, "event"): the records are written as the face's own answers write them.
/// The vendor's way of signing is not known; ours is that of its later webhooks.
/// </summary>
public static class TxPushNotification
{
    /// <summary>The header with the signature: lower-case hexadecimal HMAC-SHA256 of the body's bytes under the subscription's signing key.</summary>
    public const string SignatureHeader = "X-Finicity-Signature";

    /// <summary>The header with <see cref="Notification.Id"/>, by which a listener knows a piece that it has taken already.</summary>
    public const string EventIdHeader = "X-Tributary-Event-Id";

    /// <summary>The body of a notification.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="format">In which form.</param>
    /// <returns>The bytes, which are signed as they are.</returns>
    public static ReadOnlyMemory<byte> Write(Notification notification, NotificationFormat format) =>
        WireWriter.Write(format == NotificationFormat.Xml ? WireFormat.Xml : WireFormat.Json, wire => wire.Document("event", () =>
        {
            // JSON wraps the event in a member of its name; the XML form's root is the event itself.
            if (wire.IsXml)
                WriteEvent(wire, notification);
            else
                wire.Record("event", () => WriteEvent(wire, notification));
        }));

    /// <summary>The media type of a form.</summary>
    /// <param name="format">The form.</param>
    /// <returns>The media type.</returns>
    public static string ContentTypeOf(NotificationFormat format) => format == NotificationFormat.Xml ? "application/xml" : "application/json";

    /// <summary>Signs a body.</summary>
    /// <param name="body">The body's bytes.</param>
    /// <param name="signingKey">The subscription's key.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Sign(ReadOnlySpan<byte> body, Secret signingKey) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(signingKey.RevealBytes(), body));

    private static void WriteEvent(WireWriter wire, Notification notification)
    {
        wire.Text("class", notification.Kind == SubscriptionKind.Account ? "account" : "transaction");
        wire.Text("type", notification.Type.ToString().ToLowerInvariant());
        if (notification is Notification.OfTransactions { Transactions: var transactions })
            wire.List("records", "transaction", transactions, transaction => TransactionRecord.Write(wire, transaction));
        else if (notification is Notification.OfAccount { Account: var account, Positions: var positions })
            wire.List("records", "account", [account], one => AccountRecord.Write(wire, one, positions));
    }
}
