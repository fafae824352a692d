using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Institutions;

namespace Tributary.Faces.Finicity.Institutions;

/// <summary>The directory: search, one institution, what it asks at sign-in.</summary>
internal static class InstitutionEndpoints
{
    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapGet("/v1/institutions", SearchAsync);
        calls.MapGet("/v1/institutions/{institutionId}", Get);
        calls.MapGet("/v1/institutions/{institutionId}/details", GetDetails);
        calls.MapGet("/v1/institutions/{institutionId}/loginForm", GetLoginForm);
    }

    private static async Task<IResult> SearchAsync(FinicityCall call, InstitutionDirectory directory, TimeProvider clock)
    {
        var (found, hasMore) = await InstitutionSearch.FindAsync(call, directory);
        return InstitutionRecord.List(found, hasMore, clock.GetUtcNow());
    }

    private static IResult Get(FinicityCall call, InstitutionDirectory directory) => InstitutionRecord.Answer(call.Institution(directory));

    private static IResult GetDetails(FinicityCall call, InstitutionDirectory directory) =>
        InstitutionRecord.Details(call.Institution(directory));

    private static IResult GetLoginForm(FinicityCall call, InstitutionDirectory directory) =>
        LoginFieldRecord.Form(call.Institution(directory).LoginForm);
}
