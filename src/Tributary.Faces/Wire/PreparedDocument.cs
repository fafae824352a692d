using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Tributary.Faces.Wire;

/// <summary>
/// A long answer that is the same for everybody until something changes: written and compressed once, kept compressed, and sent as it lies. Programs that
/// have it already are told so by its entity tag.
/// </summary>
internal sealed class PreparedDocument : IResult
{
    private const string Gzip = "gzip";
    private const int ChunkBytes = 64 * 1024;

    private readonly byte[] _gzip;
    private readonly string _contentType;
    private readonly EntityTagHeaderValue _plainTag;
    private readonly EntityTagHeaderValue _gzipTag;

    private PreparedDocument(byte[] gzip, string contentType, string hash)
    {
        _gzip = gzip;
        _contentType = contentType;
        _plainTag = new EntityTagHeaderValue($"\"{hash}\"");
        // Other bytes, so another tag.
        _gzipTag = new EntityTagHeaderValue($"\"{hash}-gzip\"");
    }

    /// <summary>Writes and compresses a document.</summary>
    public static PreparedDocument Of(WireFormat format, Action<WireWriter> description) => Of(
        format == WireFormat.Xml ? "application/xml; charset=utf-8" : "application/json; charset=utf-8", WireWriter.Write(format, description).Span);

    /// <summary>Compresses a document that is written.</summary>
    public static PreparedDocument Of(string contentType, ReadOnlySpan<byte> plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(plain);
        return new PreparedDocument(compressed.ToArray(), contentType, Convert.ToHexStringLower(SHA256.HashData(plain)[..12]));
    }

    /// <summary>Sends it: compressed to who takes that, and no body to who has it.</summary>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var takesGzip = TakesGzip(request);
        var tag = takesGzip ? _gzipTag : _plainTag;
        response.Headers.ETag = tag.ToString();
        response.Headers.Vary = "Accept, Accept-Encoding";
        response.Headers.CacheControl = "private, no-cache";
        if (request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } known
            && known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = _contentType;
        if (takesGzip)
        {
            response.Headers.ContentEncoding = Gzip;
            response.ContentLength = _gzip.Length;
            await response.Body.WriteAsync(_gzip, httpContext.RequestAborted);
            return;
        }

        await using var plain = new GZipStream(new MemoryStream(_gzip), CompressionMode.Decompress);
        await plain.CopyToAsync(response.Body, ChunkBytes, httpContext.RequestAborted);
    }

    private static bool TakesGzip(HttpRequest request) => request.GetTypedHeaders().AcceptEncoding.Any(
        one => one.Quality is not 0 && (one.Value.Equals(Gzip, StringComparison.OrdinalIgnoreCase) || one.Value == "*"));
}

/// <summary>The documents made of one state of something, kept as long as that state itself.</summary>
/// <typeparam name="T">What they are made of; never changes.</typeparam>
internal sealed class PreparedDocuments<T>(Func<T, WireFormat, PreparedDocument> prepare)
    where T : class
{
    private readonly ConditionalWeakTable<T, Lazy<PreparedDocument>[]> _byState = [];

    /// <summary>The document of a state in a format; who asks while it is being made waits for it.</summary>
    public PreparedDocument Get(T state, WireFormat format) => _byState.GetValue(
        state,
        known => [.. Enum.GetValues<WireFormat>().Select(form => new Lazy<PreparedDocument>(() => prepare(known, form)))])[(int)format].Value;
}
