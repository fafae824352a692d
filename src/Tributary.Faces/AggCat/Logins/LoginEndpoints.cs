using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.SignIn;
using Tributary.Faces.AggCat.Accounts;

namespace Tributary.Faces.AggCat.Logins;

/// <summary>Adding accounts and changing logins, with the questions that may come in between (AggCat, 3, operations 3, 4, 11 and 12).</summary>
internal static class LoginEndpoints
{
    private static readonly TimeSpan FacadeRefreshesEvery = TimeSpan.FromHours(1);

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapPost("/institutions/{institutionId}/logins", AddAsync);
        calls.MapPut("/logins/{institutionLoginId}", UpdateAsync);
    }

    /// <summary>Adds every account behind a login. The same login again is the same accounts: programs send a call again when it took long.</summary>
    private static async Task<IResult> AddAsync(AggCatCall call, Aggregator aggregator, CustomerRegistry customers, InstitutionDirectory directory)
    {
        var institution = await call.InstitutionAsync(directory);
        _ = directory.ConnectorOf(institution.Id);
        var body = await call.BodyAsync();
        var outcome = call.ChallengeSession is { } session
            ? await aggregator.AnswerAsync(call.Customer, SignInTarget.At(institution.Id), session, LoginRequest.Answers(body), addAll: true, call.Aborted)
            : await DiscoverAsync(call, aggregator, customers, institution, LoginRequest.Credentials(body, institution));
        return SignInAnswer.Of(outcome, added => AccountRecord.List(StatusCodes.Status201Created, added.Accounts));
    }

    private static async Task<SignInOutcome> DiscoverAsync(
        AggCatCall call,
        Aggregator aggregator,
        CustomerRegistry customers,
        Institution institution,
        IReadOnlyDictionary<string, Core.Secrets.Secret> credentials)
    {
        LoginRequest.RequireAll(credentials, institution);
        var type = institution.IsDemo ? CustomerType.Testing : CustomerType.Active;
        var customer = await customers.SettleTypeAsync(call.Customer, type, call.Aborted);
        return await aggregator.DiscoverAsync(customer, institution.Id, new Credentials(credentials), addAll: true, call.Aborted);
    }

    /// <summary>
    /// Without <c>refresh=true</c> the credentials are stored and nothing is asked; with it the institution is, with new credentials, about which it asks
    /// as at the first time, or with the stored ones where none are given (AggCat, 3.4).
    /// </summary>
    private static async Task<IResult> UpdateAsync(AggCatCall call, Aggregator aggregator, InstitutionDirectory directory, TimeProvider clock)
    {
        var login = await call.ReadAsync(call.LoginAsync);
        var body = await call.BodyAsync();
        if (call.ChallengeSession is { } session)
        {
            return SignInAnswer.Of(
                await aggregator.AnswerAsync(call.Customer, SignInTarget.Of(login), session, LoginRequest.Answers(body), addAll: false, call.Aborted),
                _ => AggCatAnswer.Nothing);
        }

        var credentials = LoginRequest.Credentials(body, directory.Get(login.InstitutionId));
        await aggregator.ChangeCredentialsAsync(call.Customer, login.Id, credentials, call.Aborted);
        if (!string.Equals(call.Query("refresh"), "true", StringComparison.OrdinalIgnoreCase))
            return AggCatAnswer.Nothing;
        if (call.Application.IsFacade && credentials.Count == 0 && IsFresh(login, clock.GetUtcNow()))
            return AggCatAnswer.Nothing;
        var outcome = credentials.Count > 0
            ? await aggregator.RefreshAnewAsync(call.Customer, login.Id, call.Aborted)
            : await aggregator.RefreshAsync(call.Customer, login.Id, mayAsk: true, call.Aborted);
        return SignInAnswer.Of(outcome, _ => AggCatAnswer.Nothing);
    }

    /// <summary>Whether a facade's program is told that all is done without anything being done (AggCat, 10).</summary>
    private static bool IsFresh(InstitutionLogin login, DateTimeOffset now) =>
        login.Status is { Error: null } && now - login.SuccessAt < FacadeRefreshesEvery;
}
