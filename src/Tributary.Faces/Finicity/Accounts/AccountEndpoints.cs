using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Errors;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>Reading and deleting accounts (Finicity Customer Accounts). Lists hold the active ones.</summary>
internal static class AccountEndpoints
{
    private const string Accounts = "/customers/{customerId}/accounts";
    private const string Account = $"{Accounts}/{{accountId}}";

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapEach(HttpMethods.Get, [$"/v1{Accounts}", $"/v2{Accounts}"], ListAsync);
        calls.MapGet("/v1/customers/{customerId}/institutions/{institutionId}/accounts", ListOfInstitutionAsync);
        calls.MapEach(HttpMethods.Get, [$"/v1{Account}", $"/v2{Account}"], GetAsync);
        calls.MapDelete($"/v1{Account}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(FinicityCall call)
    {
        var accounts = await call.ReadAsync(async read =>
        {
            var customer = await read.CustomerAsync();
            var withPending = ReadStatus(call);
            return (await read.AccountsAsync(customer)).Where(account => withPending || account.State == AccountState.Active);
        });
        return AccountRecord.List(accounts);
    }

    /// <summary>Whether the pending accounts are wanted too.</summary>
    private static bool ReadStatus(FinicityCall call) => call.Query("status") switch
    {
        null or "active" => false,
        "pending" => true,
        _ => throw new TributaryException(ErrorCatalogue.ParameterInvalid, "status"),
    };

    private static async Task<IResult> ListOfInstitutionAsync(FinicityCall call)
    {
        var institutionId = call.Written("institutionId");
        var accounts = (await call.ReadAsync(async read => await read.AccountsAsync(await read.CustomerAsync())))
            .Where(account => account.State == AccountState.Active && account.InstitutionId.ToString() == institutionId)
            .ToArray();
        return accounts.Length > 0
            ? AccountRecord.List(accounts)
            : throw new TributaryException(ErrorCatalogue.InstitutionHasNoAccounts, institutionId);
    }

    private static async Task<IResult> GetAsync(FinicityCall call) =>
        AccountRecord.Answer(await call.ReadAsync(async read => await read.AccountAsync(await read.CustomerAsync())));

    private static async Task<IResult> DeleteAsync(FinicityCall call, Aggregator aggregator)
    {
        var (customer, account) = await call.CustomersAccountAsync();
        await aggregator.DeleteAccountAsync(customer, account.Id, call.Aborted);
        return FinicityAnswer.NoContent;
    }
}
