using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tributary.Core.Errors;
using Tributary.Faces.AggCat.SignOn.OAuth;
using Tributary.Faces.Wire;

namespace Tributary.Faces.AggCat;

/// <summary>Whatever goes wrong leaves as this protocol's error, and every answer has the two headers that its programs know.</summary>
internal sealed class AggCatBoundary(RequestDelegate next, ILogger<AggCatBoundary> log) : WireBoundary(next, log)
{
    protected override void Begin(HttpContext context) => context.Response.OnStarting(
        static state =>
        {
            var begun = (HttpResponse)state;
            begun.Headers["intuit_tid"] = Guid.NewGuid().ToString();
            begun.Headers["status"] = begun.StatusCode.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        },
        context.Response);

    protected override IResult Answer(TributaryException refusal) => AggCatErrors.Answer(refusal);

    protected override IResult? AnswerToOwn(Exception thrown) => thrown is OAuthProblemException problem ? new OAuthProblemAnswer(problem.Problem) : null;
}
