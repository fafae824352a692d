using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tributary.Core.Errors;

namespace Tributary.Faces.Wire;

/// <summary>
/// Reads a request's body, up to a limit, into a <see cref="WireNode"/>. The body itself tells its format, because programs send
/// JSON under any Content-Type or none. No body at all, <c>{}</c> and <c>null</c> are an empty node. What is neither JSON nor XML may be a form,
/// where the Content-Type says so.
/// </summary>
internal static class WireBody
{
    /// <summary>The most bytes a body may have: a login form or a list of accounts is a few kilobytes.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>How deep a body may nest; the deepest request there is needs six.</summary>
    public const int MostDepth = 32;

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="TributaryException"><c>request.body-too-large</c>, <c>request.body-malformed</c>.</exception>
    public static async Task<WireNode> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        Parse(await ReadBytesAsync(request, cancellationToken), request.HasFormContentType);

    /// <summary>Refuses a body that says itself that it is too large, before a byte of it is read.</summary>
    /// <exception cref="TributaryException"><c>request.body-too-large</c>.</exception>
    public static void RequireModest(HttpRequest request)
    {
        // The host's own limit would end the connection before the program could read our answer.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } host)
            host.MaxRequestBodySize = null;
        if (request.ContentLength > MostBytes)
            throw new TributaryException(ErrorCatalogue.BodyTooLarge);
    }

    /// <exception cref="TributaryException"><c>request.body-malformed</c>.</exception>
    public static WireNode Parse(ReadOnlyMemory<byte> body, bool mayBeForm = false)
    {
        var content = body.Span.StartsWith(Utf8Mark) ? body[Utf8Mark.Length..] : body;
        var first = content.Span.IndexOfAnyExcept(" \t\r\n"u8);
        if (first < 0)
            return new WireNode(null);
        if (IsXml(content.Span[first..]))
            return XmlBody.Parse(content);
        return mayBeForm && char.IsAsciiLetter((char)content.Span[first]) && content.Span.Contains((byte)'=')
            ? FormBody.Parse(content.Span)
            : JsonBody.Parse(content.Span);
    }

    // UTF-16 begins with its mark or with a zero byte beside the '<'; only XML may be written in it.
    private static bool IsXml(ReadOnlySpan<byte> content) => content is [(byte)'<' or 0, ..] or [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..];

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        RequireModest(request);
        var buffer = new byte[(request.ContentLength ?? 4096) + 1];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MostBytes + 1));
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                return buffer.AsMemory(0, length);
            length += read;
            if (length > MostBytes)
                throw new TributaryException(ErrorCatalogue.BodyTooLarge);
        }
    }
}
