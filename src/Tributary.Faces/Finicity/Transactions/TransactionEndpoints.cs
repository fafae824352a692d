using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Faces.Finicity.Transactions;

/// <summary>Transactions of a customer or of one account by days, and one transaction (Finicity Transactions).</summary>
internal static class TransactionEndpoints
{
    private const int MostLimit = 1000;

    public static void Map(IEndpointRouteBuilder calls)
    {
        Map(calls.MapGroup("/v1/customers/{customerId}"), TransactionVersion.V1);
        Map(calls.MapGroup("/v2/customers/{customerId}"), TransactionVersion.V2);
        Map(calls.MapGroup("/v3/customers/{customerId}"), TransactionVersion.V3);
        Map(calls.MapGroup("/v4/customers/{customerId}"), TransactionVersion.V4);
        calls.MapGet("/v2/customers/{customerId}/transactions/{transactionId}", GetAsync);
        calls.MapGet("/customers/{customerId}/transactions/{uniqueTransactionId}", GetUniqueAsync);
    }

    private static void Map(RouteGroupBuilder customer, TransactionVersion version)
    {
        customer.MapGet("/transactions", (FinicityCall call, IStore store) => ListAsync(call, store, version));
        customer.MapGet(
            "/accounts/{accountId}/transactions", (FinicityCall call, IStore store) => ListOfAccountAsync(call, store, version));
    }

    private static async Task<IResult> ListAsync(FinicityCall call, IStore store, TransactionVersion version) =>
        await ListAsync(call, store, version, await call.CustomerAsync(), account: null);

    private static async Task<IResult> ListOfAccountAsync(FinicityCall call, IStore store, TransactionVersion version)
    {
        var customer = await call.CustomerAsync();
        return await ListAsync(call, store, version, customer, await call.AccountAsync(customer));
    }

    private static async Task<IResult> ListAsync(
        FinicityCall call, IStore store, TransactionVersion version, Customer customer, Account? account)
    {
        var range = DateRange.Of(call, version);
        var paging = version.IsPaged ? Paging.Of(call, usualLimit: MostLimit, MostLimit) : new Paging(0, int.MaxValue);
        var query = new TransactionQuery
        {
            AccountId = account?.Id,
            From = EpochTime.DayOf(range.From),
            To = EpochTime.DayOf(range.To),
            IncludePending = ReadFlag(call, "includePending"),
            Ascending = ReadSort(call),
            Skip = paging.Skip,
            Take = paging.Take,
        };
        var showsBalances = version.HasUniqueIds && account is not null && ReadFlag(call, "showDailyBalance");
        var (page, balances) = await store.ReadAsync(
            async reader => (
                await reader.ListTransactionsAsync(customer.Id, query),
                showsBalances ? await BalanceHistory.ReadAsync(reader, account!, query.From, query.To) : null),
            call.Aborted);
        return new TransactionList(page, paging.HasMore(page.Total), range, query.Ascending, version, balances).Answer();
    }

    private static async Task<IResult> GetAsync(FinicityCall call, IStore store)
    {
        var customer = await call.CustomerAsync();
        return TransactionRecord.Answer(await FindAsync(call, store, customer, call.Written("transactionId")));
    }

    /// <summary>The id of 2026: the account's and the transaction's, with a hyphen between them.</summary>
    private static async Task<IResult> GetUniqueAsync(FinicityCall call, IStore store)
    {
        var customer = await call.CustomerAsync();
        var written = call.Written("uniqueTransactionId");
        if (written.Split('-') is [var accountId, var transactionId]
            && await FindAsync(call, store, customer, transactionId) is var transaction && transaction.AccountId.ToString() == accountId)
            return TransactionRecord.AnswerUnique(transaction);
        throw new TributaryException(ErrorCatalogue.TransactionNotFound, written);
    }

    private static async Task<Transaction> FindAsync(FinicityCall call, IStore store, Customer customer, string written) =>
        (FinicityCall.ParseId(written) is { } id
            ? await store.ReadAsync(reader => reader.FindTransactionAsync(customer.Id, new TransactionId(id)), call.Aborted)
            : null) ?? throw new TributaryException(ErrorCatalogue.TransactionNotFound, written);

    private static bool ReadSort(FinicityCall call) => call.Query("sort")?.ToLowerInvariant() switch
    {
        null or "desc" => false,
        "asc" => true,
        _ => throw new TributaryException(ErrorCatalogue.ParameterInvalid, "sort"),
    };

    // A Python program writes its True.
    private static bool ReadFlag(FinicityCall call, string name) => call.Query(name)?.ToLowerInvariant() switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw new TributaryException(ErrorCatalogue.ParameterInvalid, name),
    };
}
