using Tributary.Core.Partners;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>A partner as it lies in its table.</summary>
internal sealed class PartnerRow
{
    public const string Columns = "id, public_id, name, sealed_secret, app_key_tag, failed_authentications, locked_at, created_at";

    public long Id { get; init; }

    public string PublicId { get; init; } = "";

    public string Name { get; init; } = "";

    public byte[] SealedSecret { get; init; } = [];

    public byte[] AppKeyTag { get; init; } = [];

    public int FailedAuthentications { get; init; }

    public long? LockedAt { get; init; }

    public long CreatedAt { get; init; }

    public static PartnerRow Of(Partner partner) => new()
    {
        Id = partner.Id.Value,
        PublicId = partner.PublicId,
        Name = partner.Name,
        SealedSecret = partner.SealedSecret,
        AppKeyTag = partner.AppKeyTag,
        FailedAuthentications = partner.FailedAuthentications,
        LockedAt = StoredForm.Of(partner.LockedAt),
        CreatedAt = StoredForm.Of(partner.CreatedAt),
    };

    public static Partner Read(SqlRow row) => new()
    {
        Id = new PartnerId(row.Int64(0)),
        PublicId = row.Text(1),
        Name = row.Text(2),
        SealedSecret = row.Bytes(3),
        AppKeyTag = row.Bytes(4),
        FailedAuthentications = row.Int32(5),
        LockedAt = row.InstantOrNull(6),
        CreatedAt = row.Instant(7),
    };
}
