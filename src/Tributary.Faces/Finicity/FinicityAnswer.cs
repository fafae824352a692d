using Microsoft.AspNetCore.Http;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity;

/// <summary>An answer with a body, in the caller's format. Old programs compare the status and the content type to the letter.</summary>
internal sealed class FinicityAnswer(int status, Action<WireWriter> body) : IResult
{
    /// <summary>204: done, nothing to say, and so no content type.</summary>
    public static IResult NoContent { get; } = TypedResults.NoContent();

    /// <summary>202: the institution takes its time; the work goes on and the accounts' dates tell when it is done.</summary>
    public static IResult StillRunning { get; } = TypedResults.StatusCode(StatusCodes.Status202Accepted);

    public static FinicityAnswer Ok(Action<WireWriter> body) => new(StatusCodes.Status200OK, body);

    public static FinicityAnswer Created(Action<WireWriter> body) => new(StatusCodes.Status201Created, body);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var format = FormatNegotiation.FormatOf(httpContext.Request);
        var bytes = WireWriter.Write(format, body);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = format == WireFormat.Xml ? "application/xml" : "application/json";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
