using Tributary.Core.Customers;
using Tributary.Core.Partners;
using Tributary.Core.SignOn;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>An application as it lies in its table.</summary>
internal static class ApplicationRow
{
    public const string Columns = "partner_id, consumer_key, sealed_consumer_secret, saml_issuer, certificate, requires_sha256, is_facade, batch_id, created_at";

    public static Application Read(SqlRow row) => new()
    {
        PartnerId = new PartnerId(row.Int64(0)),
        ConsumerKey = row.Text(1),
        SealedConsumerSecret = row.Bytes(2),
        SamlIssuer = row.Text(3),
        Certificate = row.Bytes(4),
        RequiresSha256 = row.Flag(5),
        IsFacade = row.Flag(6),
        BatchId = row.TextOrNull(7),
        CreatedAt = row.Instant(8),
    };
}

/// <summary>A customer's token as it lies in its table.</summary>
internal static class CustomerTokenRow
{
    public const string Columns = "hash, partner_id, customer_id, expires_at";

    public static CustomerToken Read(SqlRow row) =>
        new(row.Bytes(0), new PartnerId(row.Int64(1)), new CustomerId(row.Int64(2)), row.Instant(3));
}
