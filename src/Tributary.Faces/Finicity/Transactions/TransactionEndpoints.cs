using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
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
        customer.MapGet("/transactions", (FinicityCall call) => ListAsync(call, version));
        customer.MapGet("/accounts/{accountId}/transactions", (FinicityCall call) => ListOfAccountAsync(call, version));
    }

    private static Task<IResult> ListAsync(FinicityCall call, TransactionVersion version) => call.ReadAsync(async read =>
        await ListAsync(call, read, version, await read.CustomerAsync(), account: null));

    private static Task<IResult> ListOfAccountAsync(FinicityCall call, TransactionVersion version) => call.ReadAsync(async read =>
    {
        var customer = await read.CustomerAsync();
        return await ListAsync(call, read, version, customer, await read.AccountAsync(customer));
    });

    private static async Task<IResult> ListAsync(
        FinicityCall call, FinicityReader read, TransactionVersion version, Customer customer, Account? account)
    {
        var range = DateRange.Of(call, version);
        var paging = version.IsPaged ? Paging.Of(call, usualLimit: MostLimit, MostLimit) : Paging.Whole;
        var query = new TransactionQuery
        {
            AccountId = account?.Id,
            From = EpochTime.DayOf(range.From),
            To = EpochTime.DayOf(range.To),
            IncludePending = ReadFlag(call, "includePending"),
            IncludeVanished = true,
            Ascending = ReadSort(call),
            Skip = paging.Skip,
            Take = paging.Take,
        };
        var page = await read.TransactionsAsync(customer, query);
        var balances = version.HasUniqueIds && account is not null && ReadFlag(call, "showDailyBalance")
            ? await read.DailyBalancesAsync(account, query.From, query.To)
            : null;
        return new TransactionList(page, paging.HasMore(page.Total), range, query.Ascending, version, balances).Answer();
    }

    private static Task<IResult> GetAsync(FinicityCall call) => call.ReadAsync<IResult>(async read =>
        TransactionRecord.Answer(await read.TransactionAsync(await read.CustomerAsync(), call.Written("transactionId"))));

    /// <summary>The id of 2026: the account's and the transaction's, with a hyphen between them.</summary>
    private static Task<IResult> GetUniqueAsync(FinicityCall call) => call.ReadAsync<IResult>(async read =>
    {
        var customer = await read.CustomerAsync();
        var written = call.Written("uniqueTransactionId");
        return written.Split('-') is [var accountId, var transactionId]
            && await read.TransactionAsync(customer, transactionId) is var transaction && transaction.AccountId.ToString() == accountId
                ? TransactionRecord.AnswerUnique(transaction)
                : throw new TributaryException(ErrorCatalogue.TransactionNotFound, written);
    });

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
