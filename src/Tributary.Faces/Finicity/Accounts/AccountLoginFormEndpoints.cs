using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Aggregation;
using Tributary.Core.Institutions;
using Tributary.Faces.Finicity.Institutions;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>
/// The login form of one account (Finicity Customer Accounts, before institution logins had ids): the form of its whole login, with what is
/// stored in the fields that are not masked.
/// </summary>
internal static class AccountLoginFormEndpoints
{
    private const string LoginForm = "/v1/customers/{customerId}/accounts/{accountId}/loginForm";

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapEach(HttpMethods.Get, [LoginForm], GetAsync);
        calls.MapEach(HttpMethods.Put, [LoginForm], ModifyAsync);
    }

    private static async Task<IResult> GetAsync(FinicityCall call, Aggregator aggregator, InstitutionDirectory directory)
    {
        var (customer, account) = await call.CustomerAndAccountAsync();
        var values = await aggregator.ReadUnmaskedFieldsAsync(customer, account.LoginId, call.Aborted);
        return LoginFieldRecord.Form(directory.Get(account.InstitutionId).LoginForm, values);
    }

    private static async Task<IResult> ModifyAsync(FinicityCall call, Aggregator aggregator, InstitutionDirectory directory)
    {
        var (customer, account) = await call.CustomerAndAccountAsync();
        var changes = FilledLoginForm.Read(await call.BodyAsync(), "loginForm", directory.Get(account.InstitutionId));
        await aggregator.ChangeCredentialsAsync(customer, account.LoginId, changes, call.Aborted);
        return FinicityAnswer.NoContent;
    }
}
