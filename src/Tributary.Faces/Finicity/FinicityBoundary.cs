using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tributary.Core.Errors;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity;

/// <summary>Whatever goes wrong leaves as this protocol's error.</summary>
internal sealed class FinicityBoundary(RequestDelegate next, ILogger<FinicityBoundary> log) : WireBoundary(next, log)
{
    protected override void Begin(HttpContext context)
    {
        // A Ruby program of 2017 says so and sends {} all the same, which would be read as the beginning of its next request.
        if (context.Request is { ContentLength: 0, ContentType: not null })
            context.Response.Headers.Connection = "close";
    }

    protected override IResult Answer(TributaryException refusal) => FinicityErrors.Answer(refusal);
}
