using Tributary.Core.Operators;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>Partners, tokens, data keys and the store's own settings.</summary>
internal sealed partial class SqlWriter
{
    public Task SetSettingAsync(string name, byte[] value) =>
        Session.WriteAsync(
            Part.Settings,
            "INSERT INTO setting (name, value) VALUES (@Name, @Value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            new { Name = name, Value = value });

    public Task AddDataKeyAsync(WrappedDataKey key) =>
        Session.WriteAsync(
            Part.Of(key.Scope),
            $"INSERT INTO data_key (id, {DataKeyRow.ScopeColumn(key.Scope)}, wrapped) VALUES (@Id, @ScopeId, @Wrapped)",
            new { key.Id, ScopeId = key.Scope.Id, key.Wrapped });

    public async Task<bool> TryAddPartnerAsync(Partner partner) =>
        await Session.WriteAsync(
            Part.None,
            $"""
             INSERT INTO partner ({PartnerRow.Columns})
             VALUES (@Id, @PublicId, @Name, @SealedSecret, @AppKeyTag, @FailedAuthentications, @LockedAt, @CreatedAt)
             ON CONFLICT DO NOTHING
             """,
            PartnerRow.Of(partner)) > 0;

    public Task UpdatePartnerAsync(Partner partner) =>
        Session.WriteExistingAsync(
            Part.Of(partner.Id),
            "partner",
            """
            UPDATE partner
            SET name = @Name, sealed_secret = @SealedSecret, app_key_tag = @AppKeyTag,
                failed_authentications = @FailedAuthentications, locked_at = @LockedAt
            WHERE id = @Id
            """,
            PartnerRow.Of(partner));

    public Task DeleteAccessTokensAsync(PartnerId partner) =>
        Session.WriteAsync(Part.Of(partner), "DELETE FROM access_token WHERE partner_id = @Partner", new { Partner = partner.Value });

    public async Task DeletePartnerAsync(PartnerId id)
    {
        if (!await Session.EraseAsync(Part.Of(id), "DELETE FROM partner WHERE id = @Id", new { Id = id.Value }))
            throw SqlSession.Missing("partner");
    }

    public Task AddAccessTokenAsync(AccessToken token, DateTimeOffset now) =>
        Session.WriteAsync(
            Part.Of(token.PartnerId),
            $"""
             DELETE FROM access_token WHERE partner_id = @Partner AND expires_at <= @Now;
             INSERT INTO access_token ({AccessTokenRow.Columns}) VALUES (@Hash, @Partner, @ExpiresAt);
             """,
            new { token.Hash, Partner = token.PartnerId.Value, ExpiresAt = StoredForm.Of(token.ExpiresAt), Now = StoredForm.Of(now) });

    public async Task<bool> TryAddOperatorTokenAsync(OperatorToken token) =>
        await Session.WriteAsync(
            Part.None,
            $"INSERT INTO operator_token ({OperatorTokenRow.Columns}) VALUES (@Name, @Hash, @CreatedAt) ON CONFLICT DO NOTHING",
            new { token.Name, token.Hash, CreatedAt = StoredForm.Of(token.CreatedAt) }) > 0;

    public async Task<bool> TryDeleteOperatorTokenAsync(string name) =>
        await Session.WriteAsync(Part.None, "DELETE FROM operator_token WHERE name = @Name", new { Name = name }) > 0;
}
