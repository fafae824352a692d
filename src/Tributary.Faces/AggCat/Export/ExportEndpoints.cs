using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Errors;
using Tributary.Core.SignOn;
using Tributary.Core.Store;
using Tributary.Faces.AggCat.Format;

namespace Tributary.Faces.AggCat.Export;

/// <summary>
/// Batch files: listed, fetched whole or in part, deleted (AggCat, 3, operations 15 to 17). They are for who signed on in the name of the application's batch. The
/// first listing of a day makes the day's file of what changed since the file before it.
/// </summary>
internal static class ExportEndpoints
{
    private static readonly DocumentShape Shape = new(Ns.Files, "Files", Ns.Files);

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapGet("/export/files", ListAsync);
        calls.MapGet("/export/files/{name}", GetAsync);
        calls.MapDelete("/export/files/{name}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(AggCatCall call, IStore store, TimeProvider clock)
    {
        RequireBatch(call);
        await MakeTodaysAsync(call, store, clock.GetUtcNow());
        var files = await call.ReadAsync(async reader =>
        {
            var listed = new List<(BatchFile File, long Size)>();
            foreach (var file in (await reader.ListBatchFilesAsync(call.Customer.PartnerId)).Where(file => !file.IsDeleted))
                listed.Add((file, (await reader.ListBatchPartsAsync(file)).Sum(part => part.Length)));
            return listed;
        });
        return AggCatAnswer.Ok(Shape, writer =>
        {
            writer.BeginList("file");
            foreach (var (file, size) in files)
            {
                writer.BeginItem(Ns.Files, "file");
                writer.Text(Ns.Files, "name", file.Name);
                writer.Number(Ns.Files, "size", size);
                writer.Instant(Ns.Files, "modifiedTs", file.MadeAt);
                writer.EndRecord();
            }

            writer.EndList();
        });
    }

    private static async Task MakeTodaysAsync(AggCatCall call, IStore store, DateTimeOffset now)
    {
        var partner = call.Customer.PartnerId;
        var last = await call.ReadAsync(async reader => await reader.ListBatchFilesAsync(partner) is [.., var latest] ? latest : null);
        if (last?.MadeAt.UtcDateTime.Date == now.UtcDateTime.Date)
            return;
        var parts = await new BatchContent(store, partner, last?.MadeAt ?? DateTimeOffset.MinValue, now, call.Aborted).WriteAsync();
        if (parts.Count == 0)
            return;
        var name = now.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + ".xml.gz";
        // Whoever listed at the same time may have been faster; then that file is the day's.
        await store.WriteAsync(
            async tx => await tx.TryAddBatchFileAsync(new BatchFile(await tx.TakeIdsAsync(1), partner, name, now, IsDeleted: false), parts), call.Aborted);
    }

    private static async Task<IResult> GetAsync(AggCatCall call, HttpRequest request, IStore store, string name)
    {
        RequireBatch(call);
        var (file, parts) = await call.ReadAsync(async reader =>
        {
            var found = await FindAsync(reader, call, name);
            return (found, await reader.ListBatchPartsAsync(found));
        });
        var size = parts.Sum(part => part.Length);
        var header = request.Headers.Range.ToString();
        if (header.Length == 0)
            return new BatchFileAnswer(store, file, parts, new ByteRange(0, size - 1), size, isWhole: true);
        return ByteRange.Parse(header, size) is { } range
            ? new BatchFileAnswer(store, file, parts, range, size, isWhole: false)
            : new OutsideAnswer(size);
    }

    private static async Task<IResult> DeleteAsync(AggCatCall call, IStore store, string name)
    {
        RequireBatch(call);
        await store.WriteAsync(async tx => await tx.DeleteBatchFileAsync(await FindAsync(tx, call, name)), call.Aborted);
        return AggCatAnswer.Nothing;
    }

    private static async Task<BatchFile> FindAsync(IStoreReader reader, AggCatCall call, string name) =>
        (await reader.ListBatchFilesAsync(call.Customer.PartnerId)).FirstOrDefault(file => !file.IsDeleted && file.Name == name)
        ?? throw new TributaryException(ErrorCatalogue.RouteNotFound);

    private static void RequireBatch(AggCatCall call)
    {
        if (call.Application.BatchId is not { } batch || call.Customer.Username != batch)
            throw new TributaryException(ErrorCatalogue.PartnerNotEntitled);
    }

    private sealed class OutsideAnswer(long size) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            httpContext.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{size}");
            httpContext.Response.ContentLength = 0;
            return Task.CompletedTask;
        }
    }
}
