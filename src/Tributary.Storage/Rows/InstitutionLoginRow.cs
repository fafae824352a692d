using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;

namespace Tributary.Storage.Rows;

/// <summary>An institution login as it lies in its table.</summary>
internal sealed class InstitutionLoginRow
{
    public const string Columns =
        "customer_id, id, institution_id, identity_tag, label, status, status_institution_code, attempt_at, success_at, created_at";

    public long CustomerId { get; init; }

    public long Id { get; init; }

    public long InstitutionId { get; init; }

    public byte[] IdentityTag { get; init; } = [];

    public string? Label { get; init; }

    public string? Status { get; init; }

    public int? StatusInstitutionCode { get; init; }

    public long? AttemptAt { get; init; }

    public long? SuccessAt { get; init; }

    public long CreatedAt { get; init; }

    public static InstitutionLoginRow Of(InstitutionLogin login) => new()
    {
        CustomerId = login.CustomerId.Value,
        Id = login.Id.Value,
        InstitutionId = login.InstitutionId.Value,
        IdentityTag = login.IdentityTag,
        Label = StoredForm.TextOrNull(login.Label),
        Status = login.Status?.Name,
        StatusInstitutionCode = login.Status?.InstitutionCode,
        AttemptAt = StoredForm.Of(login.AttemptAt),
        SuccessAt = StoredForm.Of(login.SuccessAt),
        CreatedAt = StoredForm.Of(login.CreatedAt),
    };

    public InstitutionLogin ToInstitutionLogin() => new()
    {
        CustomerId = new CustomerId(CustomerId),
        Id = new InstitutionLoginId(Id),
        InstitutionId = new InstitutionId(InstitutionId),
        IdentityTag = IdentityTag,
        Label = Label,
        Status = Status is null ? null : AggregationStatus.FromName(Status, StatusInstitutionCode),
        AttemptAt = StoredForm.InstantOrNull(AttemptAt),
        SuccessAt = StoredForm.InstantOrNull(SuccessAt),
        CreatedAt = StoredForm.Instant(CreatedAt),
    };
}

/// <summary>A sealed field as it lies in its table.</summary>
internal sealed class SealedFieldRow
{
    public const string Columns = "field, value";

    public string Field { get; init; } = "";

    public byte[] Value { get; init; } = [];

    public SealedField ToSealedField() => new(Field, Value);
}
