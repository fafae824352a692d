using Tributary.Core.Partners;
using Tributary.Core.SignOn;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>Partners' applications, and the tokens of their customers.</summary>
internal partial class SqlReader
{
    public Task<Application?> FindApplicationAsync(PartnerId partner) =>
        Session.FindAsync(
            Part.Of(partner),
            $"SELECT {ApplicationRow.Columns} FROM application WHERE partner_id = @Partner",
            new { Partner = partner.Value },
            ApplicationRow.Read);

    public Task<Application?> FindApplicationByConsumerKeyAsync(string consumerKey) =>
        Session.FindAsync(
            Part.None,
            $"SELECT {ApplicationRow.Columns} FROM application WHERE consumer_key = @ConsumerKey",
            new { ConsumerKey = consumerKey },
            ApplicationRow.Read);

    public Task<CustomerToken?> FindCustomerTokenAsync(byte[] hash) =>
        Session.FindAsync(
            Part.None,
            $"SELECT {CustomerTokenRow.Columns} FROM customer_token WHERE hash = @Hash",
            new { Hash = hash },
            CustomerTokenRow.Read);

    public Task<IReadOnlyList<BatchFile>> ListBatchFilesAsync(PartnerId partner) =>
        Session.ListAsync(
            Part.Of(partner),
            "SELECT id, partner_id, name, made_at, is_deleted FROM batch_file WHERE partner_id = @Partner ORDER BY made_at, id",
            new { Partner = partner.Value },
            row => new BatchFile(row.Int64(0), new PartnerId(row.Int64(1)), row.Text(2), row.Instant(3), row.Flag(4)));

    public Task<IReadOnlyList<(int Number, long Length)>> ListBatchPartsAsync(BatchFile file) =>
        Session.ListAsync(
            Part.Of(file.PartnerId),
            "SELECT number, CAST(length(content) AS bigint) FROM batch_part WHERE file_id = @File ORDER BY number",
            new { File = file.Id },
            row => (row.Int32(0), row.Int64(1)));

    public Task<byte[]?> FindBatchPartAsync(BatchFile file, int number) =>
        Session.FindAsync(
            Part.Of(file.PartnerId),
            "SELECT content FROM batch_part WHERE file_id = @File AND number = @Number",
            new { File = file.Id, Number = number },
            row => row.Bytes(0));
}
