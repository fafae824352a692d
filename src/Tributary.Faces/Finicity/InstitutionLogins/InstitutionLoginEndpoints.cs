using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Aggregation;
using Tributary.Core.Institutions;
using Tributary.Faces.Finicity.Institutions;

namespace Tributary.Faces.Finicity.InstitutionLogins;

/// <summary>One set of a customer's credentials (Finicity Institution Logins): changed and deleted with the accounts behind it.</summary>
internal static class InstitutionLoginEndpoints
{
    private const string Login = "/v1/customers/{customerId}/institutionLogins/{institutionLoginId}";

    // One example of the vendor's page is printed with this path.
    private const string MisprintedLogin = "/v1/customers/{customerId}/institutionLoginId/{institutionLoginId}";

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapEach(HttpMethods.Put, [Login, MisprintedLogin], ModifyCredentialsAsync);
        calls.MapDelete(Login, DeleteAsync);
    }

    /// <summary>The institution is not asked: the values are stored, and the next refresh uses them.</summary>
    private static async Task<IResult> ModifyCredentialsAsync(FinicityCall call, Aggregator aggregator, InstitutionDirectory directory)
    {
        var (customer, login) = await call.CustomerAndLoginAsync();
        var changes = FilledLoginForm.Read(await call.BodyAsync(), "loginForm", directory.Get(login.InstitutionId));
        await aggregator.ChangeCredentialsAsync(customer, login.Id, changes, call.Aborted);
        return FinicityAnswer.NoContent;
    }

    private static async Task<IResult> DeleteAsync(FinicityCall call, Aggregator aggregator)
    {
        var (customer, login) = await call.CustomersLoginAsync();
        await aggregator.DeleteLoginAsync(customer, login.Id, call.Aborted);
        return FinicityAnswer.NoContent;
    }
}
