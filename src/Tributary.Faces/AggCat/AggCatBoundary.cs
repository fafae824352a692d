using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tributary.Core.Errors;
using Tributary.Faces.AggCat.SignOn.OAuth;
using Tributary.Faces.Limits;

namespace Tributary.Faces.AggCat;

/// <summary>
/// The request boundary: the headers every answer has, and whatever goes wrong as this protocol's error. What caused a failure goes to the log
/// under the request's id and never to the caller.
/// </summary>
internal sealed class AggCatBoundary(RequestDelegate next, ILogger<AggCatBoundary> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.OnStarting(
            static state =>
            {
                var begun = (HttpResponse)state;
                begun.Headers["intuit_tid"] = Guid.NewGuid().ToString();
                begun.Headers["status"] = begun.StatusCode.ToString(CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            },
            response);
        try
        {
            RequestBounds.Require(context.Request);
            await next(context);
            await AnswerForRoutingAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer; a sign-in under way goes on.
        }
        catch (OAuthProblemException problem)
        {
            await new OAuthProblemAnswer(problem.Problem).ExecuteAsync(context);
        }
        catch (TributaryException refusal)
        {
            await AnswerAsync(context, refusal);
        }
        catch (BadHttpRequestException bad)
        {
            await AnswerAsync(context, new TributaryException(ErrorCatalogue.BodyMalformed, cause: bad));
        }
        catch (Exception broken)
        {
            log.LogError(broken, "{Method} {Path} failed; request {RequestId}.", context.Request.Method, context.Request.Path, context.TraceIdentifier);
            await AnswerAsync(context, new TributaryException(ErrorCatalogue.Internal));
        }
    }

    private static Task AnswerForRoutingAsync(HttpContext context)
    {
        var error = context.Response switch
        {
            { HasStarted: true } => null,
            { StatusCode: StatusCodes.Status404NotFound } => ErrorCatalogue.RouteNotFound,
            { StatusCode: StatusCodes.Status405MethodNotAllowed } => ErrorCatalogue.MethodNotAllowed,
            _ => null,
        };
        return error is null ? Task.CompletedTask : AnswerAsync(context, new TributaryException(error));
    }

    private static Task AnswerAsync(HttpContext context, TributaryException refusal)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        return AggCatErrors.Answer(refusal).ExecuteAsync(context);
    }
}
