using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Faces.Finicity.Transactions;

/// <summary>Transactions of a customer or of one account, by days (Finicity Transactions).</summary>
internal static class TransactionEndpoints
{
    private const int MostLimit = 1000;

    public static void Map(IEndpointRouteBuilder calls)
    {
        Map(calls.MapGroup("/v2/customers/{customerId}"), TransactionVersion.V2);
        Map(calls.MapGroup("/v3/customers/{customerId}"), TransactionVersion.V3);
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
        var account = await call.AccountAsync(customer);
        return await ListAsync(call, store, version, customer, account.Id);
    }

    private static async Task<IResult> ListAsync(
        FinicityCall call, IStore store, TransactionVersion version, Customer customer, AccountId? account)
    {
        var range = DateRange.Of(call, version);
        var paging = Paging.Of(call, usualLimit: MostLimit, MostLimit);
        var query = new TransactionQuery
        {
            AccountId = account,
            From = EpochTime.DayOf(range.From),
            To = EpochTime.DayOf(range.To),
            IncludePending = ReadFlag(call, "includePending"),
            Ascending = ReadSort(call),
            Skip = paging.Skip,
            Take = paging.Take,
        };
        var page = await store.ReadAsync(reader => reader.ListTransactionsAsync(customer.Id, query), call.Aborted);
        return new TransactionList(page, paging.HasMore(page.Total), range, query.Ascending, version).Answer();
    }

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
