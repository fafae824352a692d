using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Institutions;
using Tributary.Faces.Wire;

namespace Tributary.Faces.AggCat.Institutions;

/// <summary>
/// The directory (AggCat, 3, operations 1 and 2): the whole list at once, as ever, but compressed once and with an entity tag; and what the original never
/// had, a search.
/// </summary>
internal static class InstitutionEndpoints
{
    private const int MostFound = 1000;

    private static readonly PreparedDocuments<DirectorySnapshot> WholeLists = new(InstitutionRecord.WholeList);

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapGet("/institutions", ListAsync);
        calls.MapGet("/institutions/{institutionId}", DetailAsync);
    }

    private static async Task<IResult> ListAsync(AggCatCall call, InstitutionDirectory directory)
    {
        var snapshot = await directory.GetSnapshotAsync();
        return call.Query("search") is { } text and not "*"
            ? InstitutionRecord.List(snapshot.Search(text, onlySupported: false, 0, MostFound).Items)
            : WholeLists.Get(snapshot, call.Format);
    }

    private static async Task<IResult> DetailAsync(AggCatCall call, InstitutionDirectory directory) =>
        InstitutionRecord.Detail(await call.InstitutionAsync(directory));
}
