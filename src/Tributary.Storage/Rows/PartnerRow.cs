using Tributary.Core.Partners;

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

    public Partner ToPartner() => new()
    {
        Id = new PartnerId(Id),
        PublicId = PublicId,
        Name = Name,
        SealedSecret = SealedSecret,
        AppKeyTag = AppKeyTag,
        FailedAuthentications = FailedAuthentications,
        LockedAt = StoredForm.InstantOrNull(LockedAt),
        CreatedAt = StoredForm.Instant(CreatedAt),
    };
}
