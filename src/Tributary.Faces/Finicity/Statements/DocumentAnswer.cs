using Microsoft.AspNetCore.Http;

namespace Tributary.Faces.Finicity.Statements;

/// <summary>A PDF, under the name its caller has for documents: later programs know them as nothing but bytes.</summary>
internal sealed class DocumentAnswer(ReadOnlyMemory<byte> pdf) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var accept = httpContext.Request.Headers.Accept.ToString();
        var asBytes = accept.Contains("octet-stream", StringComparison.OrdinalIgnoreCase)
            && !accept.Contains("application/pdf", StringComparison.OrdinalIgnoreCase);
        return TypedResults.Bytes(pdf, asBytes ? "application/octet-stream" : "application/pdf").ExecuteAsync(httpContext);
    }
}
