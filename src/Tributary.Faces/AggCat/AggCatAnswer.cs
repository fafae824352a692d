using System.Buffers;
using Microsoft.AspNetCore.Http;
using Tributary.Faces.AggCat.Format;

namespace Tributary.Faces.AggCat;

/// <summary>An answer with a body, in the caller's format.</summary>
internal sealed class AggCatAnswer(int status, DocumentShape shape, Action<AnswerWriter> members) : IResult
{
    /// <summary>
    /// Done, nothing to say: 200 and not 204, and without a content type, because a Java program reads what is declared as XML and other programs know
    /// no other number (AggCat, 3).
    /// </summary>
    public static IResult Nothing { get; } = new EmptyAnswer();

    public static AggCatAnswer Ok(DocumentShape shape, Action<AnswerWriter> members) => new(StatusCodes.Status200OK, shape, members);

    /// <summary>Whether a caller wants JSON: it names JSON before XML. Everything else gets XML.</summary>
    public static bool WantsJson(HttpRequest request)
    {
        foreach (var type in request.Headers.Accept.ToString().Split(','))
        {
            if (type.Contains("json", StringComparison.OrdinalIgnoreCase))
                return true;
            if (type.Contains("xml", StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return false;
    }

    public static string ContentTypeOf(bool isJson) => isJson ? "application/json" : "application/xml";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var isJson = WantsJson(httpContext.Request);
        var bytes = Write(isJson, shape, members);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = ContentTypeOf(isJson);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }

    /// <summary>A whole answer as bytes.</summary>
    public static ReadOnlyMemory<byte> Write(bool isJson, DocumentShape shape, Action<AnswerWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        var writer = AnswerWriter.Of(isJson, buffer);
        writer.Begin(shape);
        members(writer);
        writer.End();
        return buffer.WrittenMemory;
    }

    private sealed class EmptyAnswer : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentLength = 0;
            return Task.CompletedTask;
        }
    }
}
