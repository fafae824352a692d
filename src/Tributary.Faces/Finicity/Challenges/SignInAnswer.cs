using Microsoft.AspNetCore.Http;
using Tributary.Core.Accounts;
using Tributary.Core.Challenges;
using Tributary.Core.Customers;
using Tributary.Core.SignIn;
using Tributary.Faces.Finicity.Accounts;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Challenges;

/// <summary>
/// How a sign-in is answered (Finicity MFA, Error Codes, Handling Timeouts): 200 with the accounts; 203 with the institution's
/// questions and the header <c>MFA-Session</c>, in exactly these letters, because old programs look it up so; 500 with the
/// aggregation code of a failure; 202 while it goes on.
/// </summary>
internal static class SignInAnswer
{
    public static IResult Of(SignInOutcome outcome, Func<SignInOutcome.Succeeded, IResult> succeeded) =>
        outcome is SignInOutcome.Succeeded success ? succeeded(success) : OfUnfinished(outcome);

    /// <summary>The answer that lists the active accounts of a login that a sign-in has brought up to date.</summary>
    public static async Task<IResult> OfActiveAccountsAsync(FinicityCall call, Customer customer, SignInOutcome outcome) =>
        outcome is SignInOutcome.Succeeded success
            ? AccountRecord.List(await call.ListedAsync(customer, success.Accounts.Where(account => account.State == AccountState.Active)))
            : OfUnfinished(outcome);

    /// <summary>The answer to a sign-in that has not brought accounts, or not yet.</summary>
    public static IResult OfUnfinished(SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.Challenged challenge => new QuestionsAnswer(challenge),
        SignInOutcome.Failed failure => FinicityErrors.Answer(failure.Status),
        _ => FinicityAnswer.StillRunning,
    };

    private sealed class QuestionsAnswer(SignInOutcome.Challenged challenge) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers["MFA-Session"] = challenge.Session;
            return new FinicityAnswer(StatusCodes.Status203NonAuthoritative, Write).ExecuteAsync(httpContext);
        }

        private void Write(WireWriter wire) => wire.Document(
            "mfaChallenges", () => wire.List("questions", "question", challenge.Questions, question => Write(wire, question)));

        // A strict reader of 2016 takes these members and no others.
        private static void Write(WireWriter wire, Challenge question)
        {
            wire.Text("text", question.Text);
            if (question.Image is { } image)
                wire.Text("image", DataUri(image));
            WriteChoices(wire, "choice", question.Choices.Where(choice => choice.Image is null), choice => choice.Label ?? choice.Value);
            WriteChoices(wire, "imageChoice", question.Choices.Where(choice => choice.Image is not null), choice => DataUri(choice.Image!));
        }

        private static void WriteChoices(
            WireWriter wire, string name, IEnumerable<ChallengeChoice> choices, Func<ChallengeChoice, string> shown)
        {
            var all = choices.Select(choice => (choice.Value, shown(choice))).ToArray();
            if (all.Length > 0)
                wire.Choices(name, all);
        }

        private static string DataUri(ChallengeImage image) => $"data:{image.MediaType};base64,{Convert.ToBase64String(image.Bytes)}";
    }
}
