using System.Buffers;
using System.IO.Compression;
using System.Security;
using System.Text;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Partners;
using Tributary.Core.SignOn;
using Tributary.Core.Store;
using Tributary.Core.Transactions;
using Tributary.Faces.AggCat.Accounts;
using Tributary.Faces.AggCat.Format;
using Tributary.Faces.AggCat.Transactions;

namespace Tributary.Faces.AggCat.Export;

/// <summary>
/// What a batch file holds: of each customer with something new, the accounts that changed and the transactions that changed on them, as the lists that
/// calls answer with. Each customer is a gzip member of its own, so that it can go with the customer and the rest is still one gzip file.
/// </summary>
internal sealed class BatchContent(IStore store, PartnerId partner, DateTimeOffset since, DateTimeOffset until, CancellationToken aborted)
{
    private const int PieceLength = 500;
    private readonly List<BatchPart> _parts = [];

    /// <summary>The parts; none where nothing changed.</summary>
    public async Task<IReadOnlyList<BatchPart>> WriteAsync()
    {
        var instant = until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        Add(customer: null, Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Batch until=\"{instant}\">"));
        for (var skip = 0; ; skip += PieceLength)
        {
            var page = await store.ReadAsync(reader => reader.ListCustomersAsync(partner, new CustomerQuery { Skip = skip, Take = PieceLength }), aborted);
            foreach (var customer in page.Items)
                await AddAsync(customer);
            if (page.Items.Count < PieceLength)
                break;
        }

        Add(customer: null, "</Batch>"u8.ToArray());
        return _parts.Count > 2 ? _parts : [];
    }

    private async Task AddAsync(Customer customer)
    {
        var content = await store.ReadAsync(
            async reader =>
            {
                var accounts = await reader.ListAccountsAsync(customer.Id);
                var changed = accounts.Where(account => account.State == AccountState.Active && IsNew(account.UpdatedAt)).ToList();
                return changed.Count == 0 ? null : await WriteAsync(reader, customer, changed);
            },
            aborted);
        if (content is not null)
            Add(customer.Id, content);
    }

    private async Task<byte[]> WriteAsync(IStoreReader reader, Customer customer, List<Account> accounts)
    {
        var text = new ArrayBufferWriter<byte>(64 * 1024);
        text.Write(Encoding.UTF8.GetBytes($"<Customer id=\"{SecurityElement.Escape(customer.Username)}\">"));
        text.Write(Document(writer => AccountRecord.WriteDocument(writer, accounts)));
        foreach (var account in accounts)
            await WriteTransactionsAsync(reader, account, text);
        text.Write("</Customer>"u8);
        return text.WrittenSpan.ToArray();
    }

    private async Task WriteTransactionsAsync(IStoreReader reader, Account account, ArrayBufferWriter<byte> text)
    {
        var changed = new List<Transaction>();
        IReadOnlyList<Transaction> piece = [];
        do
        {
            piece = await reader.ListTransactionsOnwardAsync(
                account.CustomerId, account.Id, DateOnly.MinValue, DateOnly.MaxValue, piece.Count > 0 ? piece[^1] : null, PieceLength);
            changed.AddRange(piece.Where(transaction => IsNew(transaction.UpdatedAt)));
        }
        while (piece.Count == PieceLength);

        text.Write(Encoding.UTF8.GetBytes($"<Transactions accountId=\"{account.Id}\">"));
        text.Write(Document(writer =>
        {
            var kind = account.Type.Kind();
            writer.Begin(TransactionListAnswer.Shape);
            // The schema has trades before movements of money.
            foreach (var transaction in changed.OrderBy(t => kind == AccountKind.Investment && TransactionRecord.IsTrade(t) ? 0 : 1))
                TransactionRecord.Write(writer, kind, transaction);
            writer.End();
        }));
        text.Write("</Transactions>"u8);
    }

    private bool IsNew(DateTimeOffset changedAt) => changedAt > since && changedAt <= until;

    // Without its declaration, which may stand at a file's beginning only.
    private static ReadOnlySpan<byte> Document(Action<AnswerWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        write(AnswerWriter.Of(isJson: false, buffer));
        return buffer.WrittenSpan[(buffer.WrittenSpan.IndexOf("?>"u8) + 2)..];
    }

    private void Add(CustomerId? customer, byte[] text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(text);
        _parts.Add(new BatchPart(_parts.Count, customer, packed.ToArray()));
    }
}
