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
             VALUES (@Partner, @ConsumerKey, @SealedConsumerSecret, @SamlIssuer, @Certificate, @RequiresSha256, @IsFacade, @BatchId, @CreatedAt)
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
                application.BatchId,
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

    public async Task<bool> TryAddBatchFileAsync(BatchFile file, IReadOnlyList<BatchPart> parts)
    {
        var added = await Session.WriteAsync(
            Part.Of(file.PartnerId),
            "INSERT INTO batch_file (id, partner_id, name, made_at, is_deleted) VALUES (@Id, @Partner, @Name, @MadeAt, @IsDeleted) ON CONFLICT DO NOTHING",
            new { file.Id, Partner = file.PartnerId.Value, file.Name, MadeAt = StoredForm.Of(file.MadeAt), file.IsDeleted });
        if (added == 0)
            return false;
        foreach (var part in parts)
        {
            await Session.WriteAsync(
                Part.Of(file.PartnerId),
                part.CustomerId is null
                    ? "INSERT INTO batch_part (file_id, number, content) VALUES (@File, @Number, @Content)"
                    : "INSERT INTO batch_part (file_id, number, customer_id, content) SELECT @File, @Number, id, @Content FROM customer WHERE id = @Customer",
                new { File = file.Id, part.Number, Customer = part.CustomerId?.Value ?? 0, part.Content });
        }

        return true;
    }

    public async Task DeleteBatchFileAsync(BatchFile file)
    {
        await Session.WriteAsync(Part.Of(file.PartnerId), "UPDATE batch_file SET is_deleted = @Yes WHERE id = @Id", new { file.Id, Yes = true });
        await Session.WriteAsync(Part.Of(file.PartnerId), "DELETE FROM batch_part WHERE file_id = @Id", new { file.Id });
    }
}
