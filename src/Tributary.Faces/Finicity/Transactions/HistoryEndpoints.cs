using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.SignIn;
using Tributary.Faces.Finicity.Challenges;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Transactions;

/// <summary>
/// Loading the transactions before an account was added (Finicity Load Historic Transactions). A second call is done at once, unless the body
/// says <c>force</c>.
/// </summary>
internal static class HistoryEndpoints
{
    private const string Historic = "/v1/customers/{customerId}/accounts/{accountId}/transactions/historic";

    public static void Map(IEndpointRouteBuilder calls) => calls.MapEach(HttpMethods.Post, [Historic, $"{Historic}/mfa"], LoadAsync);

    private static async Task<IResult> LoadAsync(FinicityCall call, Aggregator aggregator)
    {
        var (customer, account, login) = await call.CustomerAccountAndLoginAsync();
        var body = await call.BodyAsync();
        var outcome = call.IsAnswer
            ? await AnswerAsync(call, aggregator, customer, login, account, body)
            : await aggregator.LoadHistoryAsync(customer, account, IsForced(body), call.Aborted);
        return SignInAnswer.Of(outcome, _ => FinicityAnswer.NoContent);
    }

    private static Task<SignInOutcome> AnswerAsync(
        FinicityCall call, Aggregator aggregator, Customer customer, InstitutionLogin login, Account account, WireNode body)
    {
        var (session, answers) = ChallengeAnswers.Read(call, body);
        return aggregator.AnswerForHistoryAsync(customer, login, account, session, answers, call.Aborted);
    }

    private static bool IsForced(WireNode body) => string.Equals(body.Find("force")?.Text?.Trim(), "true", StringComparison.OrdinalIgnoreCase);
}
