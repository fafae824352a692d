using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Institutions;

namespace Tributary.Faces.AggCat.Institutions;

/// <summary>The directory (AggCat, 3, operations 1 and 2): the whole list at once, as ever, and what the original never had, a search.</summary>
internal static class InstitutionEndpoints
{
    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapGet("/institutions", List);
        calls.MapGet("/institutions/{institutionId}", Detail);
    }

    private static IResult List(AggCatCall call, InstitutionDirectory directory) =>
        InstitutionRecord.List(directory.Search(call.Query("search"), 0, int.MaxValue).Items);

    private static IResult Detail(AggCatCall call, InstitutionDirectory directory) => InstitutionRecord.Detail(call.Institution(directory));
}
