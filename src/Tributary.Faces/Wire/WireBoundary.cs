using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tributary.Core.Errors;
using Tributary.Faces.Limits;

namespace Tributary.Faces.Wire;

/// <summary>
/// The request boundary of an older protocol. Refusals, unknown addresses, wrong methods and our own failures all leave as that protocol's errors; what
/// caused a failure goes to the log under the request's id and never to the caller.
/// </summary>
internal abstract class WireBoundary(RequestDelegate next, ILogger log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Answers hold tokens and people's accounts; nobody on the way keeps or reinterprets them.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        Begin(context);
        try
        {
            RequestBounds.Require(context.Request);
            await next(context);
            if (ErrorOfRouting(context.Response) is { } unserved)
                await SendAsync(context, Answer(new TributaryException(unserved)));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer; a sign-in under way goes on.
        }
        catch (Exception thrown)
        {
            await SendAsync(context, AnswerToOwn(thrown) ?? Answer(RefusalOf(thrown, context)));
        }
    }

    /// <summary>How the protocol says a refusal.</summary>
    protected abstract IResult Answer(TributaryException refusal);

    /// <summary>What every answer of the protocol carries besides.</summary>
    protected virtual void Begin(HttpContext context)
    {
    }

    /// <summary>The answer to an exception that only this protocol throws; null for every other.</summary>
    protected virtual IResult? AnswerToOwn(Exception thrown) => null;

    private TributaryException RefusalOf(Exception thrown, HttpContext context)
    {
        switch (thrown)
        {
            case TributaryException refusal:
                return refusal;
            case BadHttpRequestException bad:
                return new TributaryException(ErrorCatalogue.BodyMalformed, cause: bad);
            default:
                log.LogError(thrown, "{Method} {Path} failed; request {RequestId}.", context.Request.Method, context.Request.Path, context.TraceIdentifier);
                return new TributaryException(ErrorCatalogue.Internal, context.TraceIdentifier);
        }
    }

    /// <summary>Routing says that nothing is here, or nothing for this method, by a bare status.</summary>
    private static Error? ErrorOfRouting(HttpResponse response) => response switch
    {
        { HasStarted: true } => null,
        { StatusCode: StatusCodes.Status404NotFound } => ErrorCatalogue.RouteNotFound,
        { StatusCode: StatusCodes.Status405MethodNotAllowed } => ErrorCatalogue.MethodNotAllowed,
        _ => null,
    };

    private static Task SendAsync(HttpContext context, IResult answer)
    {
        if (!context.Response.HasStarted)
            return answer.ExecuteAsync(context);
        context.Abort();
        return Task.CompletedTask;
    }
}
