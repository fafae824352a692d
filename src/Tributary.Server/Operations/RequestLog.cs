using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tributary.Server.Operations;

/// <summary>One line a request: method, path without its query, status and time. Never headers, bodies or query strings.</summary>
internal sealed class RequestLog(RequestDelegate next, TimeProvider clock, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var began = clock.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            // Asked first: what the line tells costs something even where nobody wants to know it.
            if (log.IsEnabled(LogLevel.Information))
            {
                log.LogInformation(
                    "{Method} {Path} answered {Status} in {Milliseconds} ms; request {RequestId}.",
                    context.Request.Method,
                    context.Request.Path.Value,
                    context.Response.StatusCode,
                    (long)clock.GetElapsedTime(began).TotalMilliseconds,
                    context.TraceIdentifier);
            }
        }
    }
}
