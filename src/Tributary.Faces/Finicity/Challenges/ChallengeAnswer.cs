using Microsoft.AspNetCore.Http;
using Tributary.Core.Aggregation;
using Tributary.Core.Challenges;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Secrets;
using Tributary.Core.SignIn;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Challenges;

/// <summary>
/// What a sign-in answers (Finicity MFA): the accounts, or 203 with the institution's questions and the header <c>MFA-Session</c>, in
/// exactly these letters, because old programs look it up so; 500 with the aggregation code of a failure; 202 while it goes on.
/// </summary>
internal static class ChallengeAnswer
{
    private const int NonAuthoritative = StatusCodes.Status203NonAuthoritative;

    public static IResult Of(SignInOutcome outcome, Func<SignInOutcome.Succeeded, IResult> succeeded) => outcome switch
    {
        SignInOutcome.Succeeded success => succeeded(success),
        SignInOutcome.Challenged challenge => new QuestionsAnswer(challenge),
        SignInOutcome.Failed failure => FinicityErrors.Answer(failure.Status),
        _ => FinicityAnswer.StillRunning,
    };

    /// <summary>
    /// Hands the body's answers to the sign-in that asked. Questions are known by their order: programs send their words back, changed
    /// or not, and what else they send (the credentials, in 2014) is not needed again.
    /// </summary>
    /// <exception cref="TributaryException">
    /// <c>challenge.session-expired</c>, <c>challenge.answer-count-wrong</c>, <c>request.parameter-missing</c>.
    /// </exception>
    public static Task<SignInOutcome> AnswerAsync(FinicityCall call, Aggregator aggregator, Customer customer, WireNode body, bool addAll)
    {
        var session = call.MfaSession ?? throw new TributaryException(ErrorCatalogue.ParameterMissing, "MFA-Session");
        var answers = (body.Find("questions")?.Items("question") ?? [])
            .Select(question => new Secret(question.Value("answer") ?? throw new TributaryException(ErrorCatalogue.ParameterMissing, "answer")))
            .ToArray();
        return aggregator.AnswerAsync(customer, session, answers, addAll, call.Aborted);
    }

    private sealed class QuestionsAnswer(SignInOutcome.Challenged challenge) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers["MFA-Session"] = challenge.Session;
            return new FinicityAnswer(NonAuthoritative, Write).ExecuteAsync(httpContext);
        }

        // The answer to these is wrapped in mfaChallenges when accounts are added and not when they are refreshed; they never are in JSON.
        private void Write(WireWriter wire) => wire.Document(
            "mfaChallenges", () => wire.List("questions", "question", challenge.Questions, question => Write(wire, question)));

        private static void Write(WireWriter wire, Challenge question)
        {
            wire.Text("text", question.Text);
            if (question.Image is { } image)
                wire.Text("image", DataUri(image));
            Choices(wire, "choice", question.Choices.Where(choice => choice.Image is null), choice => choice.Label ?? choice.Value);
            Choices(wire, "imageChoice", question.Choices.Where(choice => choice.Image is not null), choice => DataUri(choice.Image!));
        }

        private static void Choices(WireWriter wire, string name, IEnumerable<ChallengeChoice> choices, Func<ChallengeChoice, string> shown)
        {
            var all = choices.Select(choice => (choice.Value, shown(choice))).ToArray();
            if (all.Length > 0)
                wire.Choices(name, all);
        }

        private static string DataUri(ChallengeImage image) => $"data:{image.MediaType};base64,{Convert.ToBase64String(image.Bytes)}";
    }
}
