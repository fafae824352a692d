using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tributary.Core.Errors;
using Tributary.Faces.Limits;

namespace Tributary.Faces.Finicity;

/// <summary>
/// The request boundary. Refusals, unknown addresses, wrong methods and our own failures all leave as this protocol's errors; what
/// caused a failure goes to the log under the request's id and never to the caller.
/// </summary>
internal sealed class FinicityBoundary(RequestDelegate next, ILogger<FinicityBoundary> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Answers hold tokens and people's accounts; nobody on the way keeps or reinterprets them.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        // A Ruby program of 2017 says so and sends {} all the same, which would be read as the beginning of its next request.
        if (context.Request is { ContentLength: 0, ContentType: not null })
            context.Response.Headers.Connection = "close";
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
            var request = context.Request;
            log.LogError(broken, "{Method} {Path} failed; request {RequestId}.", request.Method, request.Path, context.TraceIdentifier);
            await AnswerAsync(context, new TributaryException(ErrorCatalogue.Internal, context.TraceIdentifier));
        }
    }

    /// <summary>Routing says that nothing is here, or nothing for this method, by a bare status.</summary>
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

        return FinicityErrors.Answer(refusal).ExecuteAsync(context);
    }
}
