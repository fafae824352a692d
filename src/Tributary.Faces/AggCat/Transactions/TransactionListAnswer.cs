using Microsoft.AspNetCore.Http;
using Tributary.Core.Accounts;
using Tributary.Core.Errors;
using Tributary.Core.Store;
using Tributary.Core.Transactions;
using Tributary.Faces.AggCat.Format;

namespace Tributary.Faces.AggCat.Transactions;

/// <summary>
/// A list of transactions of any length, written piece by piece out of one state of the store: the first ones are on their way while the next are read,
/// and none are kept.
/// </summary>
internal sealed class TransactionListAnswer(AggCatCall call, DateOnly from, DateOnly to) : IResult
{
    private const int PieceLength = 500;

    internal static readonly DocumentShape Shape = new(
        Ns.TransactionList, "TransactionList", Ns.Transaction, Ns.BnkTransaction, Ns.CcTransaction, Ns.IbnkTransaction, Ns.LoanTransaction,
        Ns.InvTransaction, Ns.SecurityInfo, Ns.RewardsTransaction, Ns.TransactionList);

    public Task ExecuteAsync(HttpContext httpContext) => call.ReadAsync(async reader =>
    {
        var response = httpContext.Response;
        // A read may be run again after a lost connection, but not once a part of it is out.
        if (response.HasStarted)
            throw new TributaryException(ErrorCatalogue.StoreUnavailable);
        var account = await call.AccountAsync(reader);
        response.ContentType = AggCatAnswer.ContentTypeOf(call.WantsJson);
        var writer = AnswerWriter.Of(call.WantsJson, response.BodyWriter);
        writer.Begin(Shape, ("notRefreshedReason", NotRefreshedReason.Of(account)));
        var kind = account.Type.Kind();
        // The schema has trades before movements of money.
        if (kind == AccountKind.Investment)
            await WriteAsync(httpContext, reader, writer, account, TransactionRecord.IsTrade, isTrade: true);
        await WriteAsync(httpContext, reader, writer, account, t => kind != AccountKind.Investment || !TransactionRecord.IsTrade(t), isTrade: false);
        writer.End();
        await response.BodyWriter.FlushAsync(call.Aborted);
        return true;
    });

    private async Task WriteAsync(
        HttpContext http, IStoreReader reader, AnswerWriter writer, Account account, Func<Transaction, bool> isWanted, bool isTrade)
    {
        var kind = account.Type.Kind();
        writer.BeginList(TransactionRecord.ElementOf(kind, isTrade).JsonList);
        IReadOnlyList<Transaction> piece = [];
        do
        {
            piece = await reader.ListTransactionsOnwardAsync(account.CustomerId, account.Id, from, to, piece.Count > 0 ? piece[^1] : null, PieceLength);
            foreach (var transaction in piece)
            {
                if (isWanted(transaction))
                    TransactionRecord.Write(writer, kind, transaction);
            }

            // A short answer leaves in one go.
            if (piece.Count == PieceLength)
                await http.Response.BodyWriter.FlushAsync(call.Aborted);
        }
        while (piece.Count == PieceLength);
        writer.EndList();
    }
}
