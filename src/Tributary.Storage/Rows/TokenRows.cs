using Tributary.Core.Operators;
using Tributary.Core.Partners;

namespace Tributary.Storage.Rows;

/// <summary>A partner's access token as it lies in its table.</summary>
internal sealed class AccessTokenRow
{
    public const string Columns = "hash, partner_id, expires_at";

    public byte[] Hash { get; init; } = [];

    public long PartnerId { get; init; }

    public long ExpiresAt { get; init; }

    public AccessToken ToAccessToken() => new(Hash, new PartnerId(PartnerId), StoredForm.Instant(ExpiresAt));
}

/// <summary>An operator token as it lies in its table.</summary>
internal sealed class OperatorTokenRow
{
    public const string Columns = "name, hash, created_at";

    public string Name { get; init; } = "";

    public byte[] Hash { get; init; } = [];

    public long CreatedAt { get; init; }

    public OperatorToken ToOperatorToken() => new(Name, Hash, StoredForm.Instant(CreatedAt));
}
