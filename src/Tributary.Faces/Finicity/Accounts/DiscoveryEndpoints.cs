using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.Institutions;
using Tributary.Core.SignIn;
using Tributary.Faces.Finicity.Challenges;
using Tributary.Faces.Finicity.Institutions;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>
/// Adding accounts (Finicity Customer Account Discovery): all at once, or found first and chosen later. Either may answer 203, and
/// takes the answers at the same path with <c>/mfa</c>.
/// </summary>
internal static class DiscoveryEndpoints
{
    private const string Accounts = "/v1/customers/{customerId}/institutions/{institutionId}/accounts";

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapEach(HttpMethods.Post, [$"{Accounts}/addall", $"{Accounts}/addall/mfa"], AddAllAsync);
        calls.MapEach(HttpMethods.Post, [Accounts, $"{Accounts}/mfa"], DiscoverAsync);
    }

    private static async Task<IResult> AddAllAsync(FinicityCall call, Aggregator aggregator, InstitutionDirectory directory)
    {
        var customer = await call.CustomerAsync();
        return await SignInAnswer.OfActiveAccountsAsync(call, customer, await SignInAsync(call, customer, aggregator, directory, addAll: true));
    }

    private static async Task<IResult> DiscoverAsync(FinicityCall call, Aggregator aggregator, InstitutionDirectory directory) =>
        SignInAnswer.Of(
            await SignInAsync(call, await call.CustomerAsync(), aggregator, directory, addAll: false),
            discovered => AccountRecord.PartialList(discovered.Accounts));

    private static async Task<SignInOutcome> SignInAsync(
        FinicityCall call, Customer customer, Aggregator aggregator, InstitutionDirectory directory, bool addAll)
    {
        var institution = call.Institution(directory);
        var body = await call.BodyAsync();
        if (call.IsAnswer)
            return await ChallengeAnswers.HandInAsync(call, aggregator, customer, SignInTarget.At(institution.Id), body, addAll);

        // Before its login form is missed: there may be none.
        aggregator.RequireReach(customer, institution.Id);
        var credentials = new Credentials(FilledLoginForm.Read(body, "credentials", institution));
        return await aggregator.DiscoverAsync(customer, institution.Id, credentials, addAll, call.Aborted);
    }
}
