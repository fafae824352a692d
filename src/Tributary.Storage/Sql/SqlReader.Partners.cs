using Tributary.Core.Operators;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>Partners, tokens, data keys and the store's own settings.</summary>
internal partial class SqlReader
{
    public Task<byte[]?> FindSettingAsync(string name) =>
        Session.FindAsync(Part.Settings, "SELECT value FROM setting WHERE name = @Name", new { Name = name }, row => row.Bytes(0));

    public Task<WrappedDataKey?> FindDataKeyAsync(KeyScope scope) =>
        Session.FindAsync(
            Part.Of(scope),
            $"SELECT {DataKeyRow.Columns} FROM data_key WHERE {DataKeyRow.ScopeColumn(scope)} = @ScopeId",
            new { ScopeId = scope.Id },
            row => DataKeyRow.Read(row, scope));

    public Task<Partner?> FindPartnerAsync(PartnerId id) =>
        Session.FindAsync(
            Part.Of(id),
            $"SELECT {PartnerRow.Columns} FROM partner WHERE id = @Id",
            new { Id = id.Value },
            PartnerRow.Read);

    public Task<Partner?> FindPartnerByPublicIdAsync(string publicId) =>
        Session.FindAsync(
            Part.None,
            $"SELECT {PartnerRow.Columns} FROM partner WHERE public_id = @PublicId {Session.ForChange}",
            new { PublicId = publicId },
            PartnerRow.Read);

    public Task<Partner?> FindPartnerByAppKeyAsync(byte[] appKeyTag) =>
        Session.FindAsync(
            Part.None,
            $"SELECT {PartnerRow.Columns} FROM partner WHERE app_key_tag = @AppKeyTag {Session.ForChange}",
            new { AppKeyTag = appKeyTag },
            PartnerRow.Read);

    public Task<IReadOnlyList<Partner>> ListPartnersAsync() =>
        Session.ListAsync(Part.None, $"SELECT {PartnerRow.Columns} FROM partner ORDER BY id", null, PartnerRow.Read);

    public Task<AccessToken?> FindAccessTokenAsync(byte[] hash) =>
        Session.FindAsync(
            Part.None,
            $"SELECT {AccessTokenRow.Columns} FROM access_token WHERE hash = @Hash",
            new { Hash = hash },
            AccessTokenRow.Read);

    public Task<OperatorToken?> FindOperatorTokenAsync(byte[] hash) =>
        Session.FindAsync(
            Part.None,
            $"SELECT {OperatorTokenRow.Columns} FROM operator_token WHERE hash = @Hash",
            new { Hash = hash },
            OperatorTokenRow.Read);

    public Task<IReadOnlyList<OperatorToken>> ListOperatorTokensAsync() =>
        Session.ListAsync(
            Part.None,
            $"SELECT {OperatorTokenRow.Columns} FROM operator_token ORDER BY name",
            null,
            OperatorTokenRow.Read);
}
