using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;

namespace Tributary.Faces.AggCat.Accounts;

/// <summary>Reading accounts, giving them a type, deleting them and the customer (AggCat, 3, operations 5 to 7, 10, 13 and 14).</summary>
internal static class AccountEndpoints
{
    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapGet("/accounts", ListAsync);
        calls.MapGet("/logins/{institutionLoginId}/accounts", ListOfLoginAsync);
        calls.MapGet("/accounts/{accountId}", GetAsync);
        calls.MapPut("/accounts/{accountId}", ChooseTypeAsync);
        calls.MapDelete("/accounts/{accountId}", DeleteAsync);
        calls.MapDelete("/customers", DeleteCustomerAsync);
    }

    private static async Task<IResult> ListAsync(AggCatCall call) =>
        AccountRecord.List(StatusCodes.Status200OK, await call.ReadAsync(reader => reader.ListAccountsAsync(call.Customer.Id)));

    private static async Task<IResult> ListOfLoginAsync(AggCatCall call) => AccountRecord.List(
        StatusCodes.Status200OK,
        await call.ReadAsync(async reader =>
        {
            var login = await call.LoginAsync(reader);
            return await reader.ListAccountsAsync(call.Customer.Id, login.Id);
        }));

    private static async Task<IResult> GetAsync(AggCatCall call) =>
        AccountRecord.List(StatusCodes.Status200OK, [await call.ReadAsync(call.AccountAsync)]);

    private static async Task<IResult> ChooseTypeAsync(AggCatCall call, Aggregator aggregator)
    {
        var account = await call.ReadAsync(call.AccountAsync);
        await aggregator.ChooseTypeAsync(call.Customer, account.Id, ChosenType.Read(await call.BodyAsync()), call.Aborted);
        return AggCatAnswer.Nothing;
    }

    private static async Task<IResult> DeleteAsync(AggCatCall call, Aggregator aggregator)
    {
        var account = await call.ReadAsync(call.AccountAsync);
        await aggregator.DeleteAccountAsync(call.Customer, account.Id, call.Aborted);
        return AggCatAnswer.Nothing;
    }

    // The token goes with the customer, so that a program that goes on with it is refused and nobody is made anew.
    private static async Task<IResult> DeleteCustomerAsync(AggCatCall call, CustomerRegistry customers)
    {
        await customers.DeleteAsync(call.Customer.PartnerId, call.Customer.Id, call.Aborted);
        return AggCatAnswer.Nothing;
    }
}
