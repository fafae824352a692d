using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.SignIn;
using Tributary.Faces.Finicity.Challenges;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>
/// Choosing discovered accounts (Finicity Customer Account Activation). Version 1 also aggregates them, and so may answer 203;
/// version 2 only chooses.
/// </summary>
internal static class ActivationEndpoints
{
    private const string Accounts = "/customers/{customerId}/institutions/{institutionId}/accounts";

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapEach(HttpMethods.Put, [$"/v1{Accounts}", $"/v1{Accounts}/mfa"], ActivateAndAggregateAsync);
        calls.MapPut($"/v2{Accounts}", ActivateAsync);
    }

    private static async Task<IResult> ActivateAsync(FinicityCall call, Aggregator aggregator, InstitutionDirectory directory)
    {
        var customer = await call.CustomerAsync();
        var institution = call.Institution(directory);
        var choices = await ReadChoicesAsync(call, customer, await call.BodyAsync());
        var activated = await aggregator.ActivateAsync(customer, institution.Id, choices, call.Aborted);
        return AccountRecord.List(await call.ListedAsync(customer, activated));
    }

    private static async Task<IResult> ActivateAndAggregateAsync(FinicityCall call, Aggregator aggregator, InstitutionDirectory directory)
    {
        var customer = await call.CustomerAsync();
        var institution = call.Institution(directory);
        var body = await call.BodyAsync();
        if (call.IsAnswer)
        {
            var outcome = await ChallengeAnswers.HandInAsync(call, aggregator, customer, SignInTarget.At(institution.Id), body);
            return outcome is SignInOutcome.Succeeded answered
                ? await AggregateRestAsync(call, aggregator, customer, body, answered)
                : SignInAnswer.OfUnfinished(outcome);
        }

        var choices = await ReadChoicesAsync(call, customer, body);
        var activated = await aggregator.ActivateAsync(customer, institution.Id, choices, call.Aborted);
        return await AggregateAsync(call, aggregator, customer, activated, LoginsOf(activated));
    }

    /// <summary>Programs repeat the accounts with their answers. They are active by now; those of other logins are still to be read.</summary>
    private static async Task<IResult> AggregateRestAsync(
        FinicityCall call, Aggregator aggregator, Customer customer, WireNode body, SignInOutcome.Succeeded answered)
    {
        var ids = Records(body).Select(record => record.Word("id")).ToHashSet(StringComparer.Ordinal);
        var chosen = (await call.AccountsAsync(customer)).Where(account => ids.Contains(account.Id.ToString())).ToArray();
        if (chosen.Length == 0)
            return await SignInAnswer.OfActiveAccountsAsync(call, customer, answered);
        var rest = LoginsOf(chosen).SkipWhile(login => login != answered.LoginId).Skip(1);
        return await AggregateAsync(call, aggregator, customer, chosen, rest);
    }

    private static async Task<IResult> AggregateAsync(
        FinicityCall call, Aggregator aggregator, Customer customer, IReadOnlyList<Account> chosen, IEnumerable<InstitutionLoginId> logins)
    {
        foreach (var login in logins)
        {
            var outcome = await aggregator.RefreshAsync(customer, login, mayAsk: true, call.Aborted);
            if (outcome is not SignInOutcome.Succeeded)
                return SignInAnswer.OfUnfinished(outcome);
        }

        var ids = chosen.Select(account => account.Id).ToHashSet();
        return AccountRecord.List(await call.ReadAsync(async read =>
            await read.ListedAsync((await read.AccountsAsync(customer)).Where(account => ids.Contains(account.Id)))));
    }

    // In order of id: the order in which they are read must be the same when an answer comes.
    private static IEnumerable<InstitutionLoginId> LoginsOf(IEnumerable<Account> accounts) =>
        accounts.Select(account => account.LoginId).Distinct().OrderBy(login => login.Value);

    private static async Task<IReadOnlyList<AccountChoice>> ReadChoicesAsync(FinicityCall call, Customer customer, WireNode body)
    {
        var known = (await call.AccountsAsync(customer)).ToDictionary(account => account.Id.ToString(), StringComparer.Ordinal);
        var choices = new List<AccountChoice>();
        foreach (var record in Records(body))
        {
            var id = FinicityCall.Require(record, "id");
            if (!known.TryGetValue(id, out var account))
                throw new TributaryException(ErrorCatalogue.AccountNotFound, id);
            choices.Add(new AccountChoice(account.Id, AccountTypeWords.Choose(FinicityCall.Require(record, "type"), account.Type)));
        }

        return choices.Count > 0 ? choices : throw new TributaryException(ErrorCatalogue.ParameterMissing, "accounts");
    }

    private static IEnumerable<WireNode> Records(WireNode body) => body.Find("accounts")?.Items("account") ?? [];
}
