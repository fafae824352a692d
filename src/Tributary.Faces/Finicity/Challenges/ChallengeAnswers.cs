using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Secrets;
using Tributary.Core.SignIn;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Challenges;

/// <summary>
/// A program's answers to questions. They are wrapped in <c>mfaChallenges</c> when accounts are added and bare when they are
/// refreshed; in 2014 the credentials came along, which the session has. Questions are known by their order: their words come
/// back changed or not.
/// </summary>
internal static class ChallengeAnswers
{
    /// <summary>Hands the answers of a request to the sign-in that asked.</summary>
    /// <exception cref="TributaryException">
    /// <c>challenge.session-expired</c>, <c>challenge.answer-count-wrong</c>, <c>request.parameter-missing</c>.
    /// </exception>
    public static Task<SignInOutcome> HandInAsync(
        FinicityCall call, Aggregator aggregator, Customer customer, SignInTarget target, WireNode body, bool addAll = false)
    {
        var (session, answers) = Read(call, body);
        return aggregator.AnswerAsync(customer, target, session, answers, addAll, call.Aborted);
    }

    /// <summary>The session a request answers, and its answers in order.</summary>
    /// <exception cref="TributaryException"><c>request.parameter-missing</c>.</exception>
    public static (string Session, Secret[] Answers) Read(FinicityCall call, WireNode body)
    {
        var session = call.MfaSession ?? throw Missing("MFA-Session");
        var questions = body.Find("questions")?.Items("question") ?? [];
        return (session, [.. questions.Select(question => new Secret(question.Value("answer") ?? throw Missing("answer")))]);
    }

    private static TributaryException Missing(string parameter) => new(ErrorCatalogue.ParameterMissing, parameter);
}
