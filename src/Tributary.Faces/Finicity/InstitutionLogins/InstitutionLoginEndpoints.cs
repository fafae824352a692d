using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Errors;
using Tributary.Core.Institutions;
using Tributary.Core.SignIn;
using Tributary.Faces.Finicity.Accounts;
using Tributary.Faces.Finicity.Challenges;
using Tributary.Faces.Finicity.Institutions;

namespace Tributary.Faces.Finicity.InstitutionLogins;

/// <summary>One set of a customer's credentials and the accounts behind it (Finicity Institution Logins).</summary>
internal static class InstitutionLoginEndpoints
{
    private const string Login = "/v1/customers/{customerId}/institutionLogins/{institutionLoginId}";

    // One example of the vendor's page is printed with this path.
    private const string MisprintedLogin = "/v1/customers/{customerId}/institutionLoginId/{institutionLoginId}";

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapGet($"{Login}/accounts", ListAccountsAsync);
        calls.MapEach(HttpMethods.Put, [Login, MisprintedLogin], ModifyCredentialsAsync);
        calls.MapEach(HttpMethods.Post, [$"{Login}/accounts", $"{Login}/accounts/mfa"], RefreshAsync);
        calls.MapDelete(Login, DeleteAsync);
    }

    private static async Task<IResult> ListAccountsAsync(FinicityCall call)
    {
        var accounts = await call.ReadAsync(async read =>
        {
            var customer = await read.CustomerAsync();
            return await read.AccountsAsync(customer, (await read.LoginAsync(customer)).Id);
        });
        var active = accounts.Where(account => account.State == AccountState.Active).ToArray();
        return active.Length > 0 ? AccountRecord.List(active) : throw call.NotFound(ErrorCatalogue.LoginNotFound, "institutionLoginId");
    }

    /// <summary>The institution is not asked: the values are stored, and the next refresh uses them.</summary>
    private static async Task<IResult> ModifyCredentialsAsync(FinicityCall call, Aggregator aggregator, InstitutionDirectory directory)
    {
        var (customer, login) = await call.CustomerAndLoginAsync();
        var changes = FilledLoginForm.Read(await call.BodyAsync(), "loginForm", directory.Get(login.InstitutionId));
        await aggregator.ChangeCredentialsAsync(customer, login.Id, changes, call.Aborted);
        return FinicityAnswer.NoContent;
    }

    /// <summary>Somebody is there to answer, so that the institution's questions come back as 203.</summary>
    private static async Task<IResult> RefreshAsync(FinicityCall call, Aggregator aggregator)
    {
        var (customer, login) = await call.CustomerAndLoginAsync();
        var outcome = call.IsAnswer
            ? await ChallengeAnswers.HandInAsync(call, aggregator, customer, SignInTarget.Of(login), await call.BodyAsync())
            : await aggregator.RefreshAsync(customer, login.Id, mayAsk: true, call.Aborted);
        return SignInAnswer.Of(
            outcome, refreshed => AccountRecord.List(refreshed.Accounts.Where(account => account.State == AccountState.Active)));
    }

    private static async Task<IResult> DeleteAsync(FinicityCall call, Aggregator aggregator)
    {
        var (customer, login) = await call.CustomersLoginAsync();
        await aggregator.DeleteLoginAsync(customer, login.Id, call.Aborted);
        return FinicityAnswer.NoContent;
    }
}
