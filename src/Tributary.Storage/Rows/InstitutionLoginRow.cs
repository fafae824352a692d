using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Storage.Sql;

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

    public static InstitutionLogin Read(SqlRow row) => new()
    {
        CustomerId = new CustomerId(row.Int64(0)),
        Id = new InstitutionLoginId(row.Int64(1)),
        InstitutionId = new InstitutionId(row.Int64(2)),
        IdentityTag = row.Bytes(3),
        Label = row.TextOrNull(4),
        Status = row.StatusOrNull(5),
        AttemptAt = row.InstantOrNull(7),
        SuccessAt = row.InstantOrNull(8),
        CreatedAt = row.Instant(9),
    };
}

/// <summary>A sealed field as it lies in its table.</summary>
internal static class SealedFieldRow
{
    public const string Columns = "field, value";

    public static SealedField Read(SqlRow row) => new(row.Text(0), row.Bytes(1));
}
