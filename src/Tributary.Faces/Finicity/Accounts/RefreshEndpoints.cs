using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.SignIn;
using Tributary.Faces.Finicity.Challenges;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>
/// Bringing accounts up to date (Finicity Account Refresh). Of one login or one account somebody is there to answer, so that the institution's
/// questions come back as 203; of all accounts, and in version 2, nobody is, and a question ends the attempt with status 185.
/// </summary>
internal static class RefreshEndpoints
{
    private const string Customer = "/customers/{customerId}";
    private const string OfLogin = $"{Customer}/institutionLogins/{{institutionLoginId}}/accounts";
    private const string OfAccount = $"/v1{Customer}/accounts/{{accountId}}";

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapPost($"/v1{Customer}/accounts", RefreshAllAsync);
        calls.MapPost($"/v2{Customer}/accounts", RefreshAllSilentlyAsync);
        calls.MapEach(HttpMethods.Post, [$"/v1{OfLogin}", $"/v1{OfLogin}/mfa"], RefreshLoginAsync);
        calls.MapPost($"/v2{OfLogin}", RefreshLoginSilentlyAsync);
        calls.MapEach(HttpMethods.Post, [OfAccount, $"{OfAccount}/mfa"], RefreshAccountAsync);
    }

    private static async Task<IResult> RefreshAllAsync(FinicityCall call, Aggregator aggregator)
    {
        var customer = await call.CustomerAsync();
        return await aggregator.RefreshAllAsync(customer, call.Aborted)
            ? AccountRecord.List(await call.ReadAsync(async read =>
                await read.ListedAsync((await read.AccountsAsync(customer)).Where(account => account.State == AccountState.Active))))
            : FinicityAnswer.StillRunning;
    }

    private static async Task<IResult> RefreshAllSilentlyAsync(FinicityCall call, Aggregator aggregator) =>
        await aggregator.RefreshAllAsync(await call.CustomerAsync(), call.Aborted) ? FinicityAnswer.NoContent : FinicityAnswer.StillRunning;

    private static async Task<IResult> RefreshLoginAsync(FinicityCall call, Aggregator aggregator)
    {
        var (customer, login) = await call.CustomerAndLoginAsync();
        return await RefreshAsync(call, aggregator, customer, login);
    }

    private static async Task<IResult> RefreshLoginSilentlyAsync(FinicityCall call, Aggregator aggregator)
    {
        var (customer, login) = await call.CustomerAndLoginAsync();
        var outcome = await aggregator.RefreshAsync(customer, login.Id, mayAsk: false, call.Aborted);
        return SignInAnswer.Of(outcome, _ => FinicityAnswer.NoContent);
    }

    /// <summary>An account cannot be read without the others of its login, so all of them are told.</summary>
    private static async Task<IResult> RefreshAccountAsync(FinicityCall call, Aggregator aggregator)
    {
        var (customer, _, login) = await call.CustomerAccountAndLoginAsync();
        return await RefreshAsync(call, aggregator, customer, login);
    }

    private static async Task<IResult> RefreshAsync(FinicityCall call, Aggregator aggregator, Customer customer, InstitutionLogin login)
    {
        var outcome = call.IsAnswer
            ? await ChallengeAnswers.HandInAsync(call, aggregator, customer, SignInTarget.Of(login), await call.BodyAsync())
            : await aggregator.RefreshAsync(customer, login.Id, mayAsk: true, call.Aborted);
        return await SignInAnswer.OfActiveAccountsAsync(call, customer, outcome);
    }
}
