using Tributary.Core.Partners;
using Tributary.Core.SignOn;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>Partners' applications, and the tokens of their customers.</summary>
internal sealed partial class SqlWriter
{
    public async Task<bool> TryAddApplicationAsync(Application application) =>
        await Session.WriteAsync(
            Part.Of(application.PartnerId),
            $"""
             INSERT INTO application ({ApplicationRow.Columns})
             VALUES (@Partner, @ConsumerKey, @SealedConsumerSecret, @SamlIssuer, @Certificate, @RequiresSha256, @IsFacade, @CreatedAt)
             ON CONFLICT DO NOTHING
             """,
            new
            {
                Partner = application.PartnerId.Value,
                application.ConsumerKey,
                application.SealedConsumerSecret,
                application.SamlIssuer,
                application.Certificate,
                application.RequiresSha256,
                application.IsFacade,
                CreatedAt = StoredForm.Of(application.CreatedAt),
            }) > 0;

    public async Task<bool> TryDeleteApplicationAsync(PartnerId partner) =>
        await Session.WriteAsync(Part.Of(partner), "DELETE FROM application WHERE partner_id = @Partner", new { Partner = partner.Value }) > 0;

    public async Task<bool> TryUseAssertionAsync(PartnerId partner, byte[] idHash, DateTimeOffset keepUntil, DateTimeOffset now)
    {
        await Session.WriteAsync(
            Part.None,
            "DELETE FROM used_assertion WHERE partner_id = @Partner AND keep_until <= @Now",
            new { Partner = partner.Value, Now = StoredForm.Of(now) });
        return await Session.WriteAsync(
            Part.None,
            "INSERT INTO used_assertion (partner_id, id_hash, keep_until) VALUES (@Partner, @IdHash, @KeepUntil) ON CONFLICT DO NOTHING",
            new { Partner = partner.Value, IdHash = idHash, KeepUntil = StoredForm.Of(keepUntil) }) > 0;
    }

    public Task AddCustomerTokenAsync(CustomerToken token, DateTimeOffset now) =>
        Session.WriteAsync(
            Part.Of(token.CustomerId),
            $"""
             DELETE FROM customer_token WHERE customer_id = @Customer AND expires_at <= @Now;
             INSERT INTO customer_token ({CustomerTokenRow.Columns}) VALUES (@Hash, @Partner, @Customer, @ExpiresAt);
             """,
            new
            {
                token.Hash,
                Partner = token.PartnerId.Value,
                Customer = token.CustomerId.Value,
                ExpiresAt = StoredForm.Of(token.ExpiresAt),
                Now = StoredForm.Of(now),
            });
}
