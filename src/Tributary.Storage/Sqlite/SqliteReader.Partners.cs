using Tributary.Core.Operators;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sqlite;

/// <summary>Partners, tokens, data keys and the store's own settings.</summary>
internal partial class SqliteReader
{
    public Task<byte[]?> FindSettingAsync(string name) =>
        Find("SELECT value FROM setting WHERE name = @Name", new { Name = name }, (byte[] value) => value);

    public Task<WrappedDataKey?> FindDataKeyAsync(KeyScope scope) =>
        Find(
            $"SELECT id, wrapped FROM data_key WHERE {DataKeyRow.ScopeColumn(scope)} = @ScopeId",
            new { ScopeId = scope.Id },
            (DataKeyRow row) => new WrappedDataKey(row.Id, scope, row.Wrapped));

    public Task<Partner?> FindPartnerAsync(PartnerId id) =>
        Find($"SELECT {PartnerRow.Columns} FROM partner WHERE id = @Id", new { Id = id.Value }, (PartnerRow row) => row.ToPartner());

    public Task<Partner?> FindPartnerByPublicIdAsync(string publicId) =>
        Find(
            $"SELECT {PartnerRow.Columns} FROM partner WHERE public_id = @PublicId",
            new { PublicId = publicId },
            (PartnerRow row) => row.ToPartner());

    public Task<Partner?> FindPartnerByAppKeyAsync(byte[] appKeyTag) =>
        Find(
            $"SELECT {PartnerRow.Columns} FROM partner WHERE app_key_tag = @AppKeyTag",
            new { AppKeyTag = appKeyTag },
            (PartnerRow row) => row.ToPartner());

    public Task<IReadOnlyList<Partner>> ListPartnersAsync() =>
        List($"SELECT {PartnerRow.Columns} FROM partner ORDER BY id", null, (PartnerRow row) => row.ToPartner());

    public Task<AccessToken?> FindAccessTokenAsync(byte[] hash) =>
        Find(
            $"SELECT {AccessTokenRow.Columns} FROM access_token WHERE hash = @Hash",
            new { Hash = hash },
            (AccessTokenRow row) => row.ToAccessToken());

    public Task<OperatorToken?> FindOperatorTokenAsync(byte[] hash) =>
        Find(
            $"SELECT {OperatorTokenRow.Columns} FROM operator_token WHERE hash = @Hash",
            new { Hash = hash },
            (OperatorTokenRow row) => row.ToOperatorToken());

    public Task<IReadOnlyList<OperatorToken>> ListOperatorTokensAsync() =>
        List($"SELECT {OperatorTokenRow.Columns} FROM operator_token ORDER BY name", null, (OperatorTokenRow row) => row.ToOperatorToken());
}
