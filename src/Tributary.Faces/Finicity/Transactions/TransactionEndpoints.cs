using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
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
        customer.MapGet("/transactions", (FinicityCall call) => ListAsync(call, version));
        customer.MapGet("/accounts/{accountId}/transactions", (FinicityCall call) => ListOfAccountAsync(call, version));
    }

    private static Task<IResult> ListAsync(FinicityCall call, TransactionVersion version) => call.ReadAsync(async read =>
        await ListAsync(call, read, version, await read.CustomerAsync(), account: null));

    private static Task<IResult> ListOfAccountAsync(FinicityCall call, TransactionVersion version) => call.ReadAsync(async read =>
    {
        var customer = await read.CustomerAsync();
        var account = await read.AccountAsync(customer);
        return await ListAsync(call, read, version, customer, account.Id);
    });

    private static async Task<IResult> ListAsync(
        FinicityCall call, FinicityReader read, TransactionVersion version, Customer customer, AccountId? account)
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
        var page = await read.TransactionsAsync(customer, query);
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
