using Microsoft.AspNetCore.Http;
using Tributary.Core.Challenges;
using Tributary.Core.Errors;
using Tributary.Core.SignIn;
using Tributary.Faces.AggCat.Format;

namespace Tributary.Faces.AggCat.Logins;

/// <summary>
/// How a sign-in is answered: done; 401 with the institution's questions and the two headers that a program sends back with its answers; 503 with
/// the aggregation code of a failure (AggCat, 3.2 and 4.1).
/// </summary>
internal static class SignInAnswer
{
    /// <summary>The node that holds the session. One server is one node.</summary>
    public const string Node = "node1";

    private static readonly DocumentShape Shape = new(Ns.Challenge, "Challenges", Ns.Challenge);

    public static IResult Of(SignInOutcome outcome, Func<SignInOutcome.Succeeded, IResult> succeeded) => outcome switch
    {
        SignInOutcome.Succeeded success => succeeded(success),
        SignInOutcome.Challenged challenge => new QuestionsAnswer(challenge),
        SignInOutcome.Failed failure => AggCatErrors.Answer(failure.Status),
        // There is no "not yet" in this protocol; who comes again joins the sign-in that goes on.
        _ => AggCatErrors.Answer(new TributaryException(ErrorCatalogue.InstitutionUnavailable)),
    };

    private sealed class QuestionsAnswer(SignInOutcome.Challenged challenge) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers["challengeSessionId"] = challenge.Session;
            httpContext.Response.Headers["challengeNodeId"] = Node;
            return new AggCatAnswer(StatusCodes.Status401Unauthorized, Shape, Write).ExecuteAsync(httpContext);
        }

        private void Write(AnswerWriter writer)
        {
            writer.BeginList("challenge");
            foreach (var question in challenge.Questions)
                Write(writer, question);
            writer.EndList();
        }

        private static void Write(AnswerWriter writer, Challenge question)
        {
            writer.BeginItem(Ns.Challenge, "challenge");
            writer.BeginList("textOrImageAndChoice");
            writer.ItemText(Ns.Challenge, "text", question.Text);
            foreach (var image in question.Choices.Select(choice => choice.Image).Prepend(question.Image).OfType<ChallengeImage>())
                writer.ItemText(Ns.Challenge, "image", Convert.ToBase64String(image.Bytes));
            foreach (var choice in question.Choices)
            {
                writer.BeginItem(Ns.Challenge, "choice");
                writer.Text(Ns.Challenge, "text", choice.Label ?? choice.Value);
                writer.Text(Ns.Challenge, "val", choice.Value);
                writer.EndRecord();
            }

            writer.EndList();
            writer.EndRecord();
        }
    }
}
