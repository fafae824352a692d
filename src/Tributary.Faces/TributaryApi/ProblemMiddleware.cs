using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tributary.Core.Errors;

namespace Tributary.Faces.TributaryApi;

/// <summary>The request boundary: whatever goes wrong leaves as a problem document, and the cause goes to the log alone.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
        }
        catch (TributaryException refusal)
        {
            await AnswerAsync(context, refusal.Error, refusal.Subject);
        }
        catch (BadHttpRequestException bad)
        {
            var error = bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? ErrorCatalogue.BodyTooLarge : ErrorCatalogue.BodyMalformed;
            await AnswerAsync(context, error);
        }
        catch (Exception broken)
        {
            log.LogError(broken, "{Method} {Path} failed; request {RequestId}.", context.Request.Method, context.Request.Path, context.TraceIdentifier);
            await AnswerAsync(context, ErrorCatalogue.Internal);
        }

        // Routing answers without a body where it finds nothing.
        if (!context.Response.HasStarted && context.Response.ContentType is null && UnansweredError(context.Response.StatusCode) is { } unanswered)
            await AnswerAsync(context, unanswered);
    }

    private static Error? UnansweredError(int status) => status switch
    {
        StatusCodes.Status404NotFound => ErrorCatalogue.RouteNotFound,
        StatusCodes.Status405MethodNotAllowed => ErrorCatalogue.MethodNotAllowed,
        _ => null,
    };

    private static Task AnswerAsync(HttpContext context, Error error, string? detail = null)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        return Problem.Result(error, detail).ExecuteAsync(context);
    }
}
