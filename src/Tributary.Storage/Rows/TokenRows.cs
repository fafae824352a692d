using Tributary.Core.Operators;
using Tributary.Core.Partners;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>A partner's access token as it lies in its table.</summary>
internal static class AccessTokenRow
{
    public const string Columns = "hash, partner_id, expires_at";

    public static AccessToken Read(SqlRow row) => new(row.Bytes(0), new PartnerId(row.Int64(1)), row.Instant(2));
}

/// <summary>An operator token as it lies in its table.</summary>
internal static class OperatorTokenRow
{
    public const string Columns = "name, hash, created_at";

    public static OperatorToken Read(SqlRow row) => new(row.Text(0), row.Bytes(1), row.Instant(2));
}
