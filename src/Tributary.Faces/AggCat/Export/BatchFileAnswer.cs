using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tributary.Core.SignOn;
using Tributary.Core.Store;

namespace Tributary.Faces.AggCat.Export;

/// <summary>A batch file or a range of it, part by part.</summary>
internal sealed class BatchFileAnswer(
    IStore store, BatchFile file, IReadOnlyList<(int Number, long Length)> parts, ByteRange range, long size, bool isWhole) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, aborted) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "application/octet-stream";
        response.Headers.AcceptRanges = "bytes";
        response.ContentLength = range.To - range.From + 1;
        if (!isWhole)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {range.From}-{range.To}/{size}");
        }

        var at = 0L;
        foreach (var (number, length) in parts)
        {
            var (from, to) = (Math.Max(range.From - at, 0), Math.Min(range.To - at + 1, length));
            at += length;
            if (from >= to)
                continue;
            // Gone with its customer since: the file is another now, and the program is to ask anew.
            if (await store.ReadAsync(reader => reader.FindBatchPartAsync(file, number), aborted) is not { } content)
            {
                httpContext.Abort();
                return;
            }

            await response.Body.WriteAsync(content.AsMemory((int)from, (int)(to - from)), aborted);
        }
    }
}
