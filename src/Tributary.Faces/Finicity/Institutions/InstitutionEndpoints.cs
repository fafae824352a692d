using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Institutions;

namespace Tributary.Faces.Finicity.Institutions;

/// <summary>The directory: search, one institution, what it asks at sign-in.</summary>
internal static class InstitutionEndpoints
{
    private const int UsualLimit = 25;
    private const int MostLimit = 1000;

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapGet("/v1/institutions", Search);
        calls.MapGet("/v1/institutions/{institutionId}", Get);
        calls.MapGet("/v1/institutions/{institutionId}/details", GetDetails);
        calls.MapGet("/v1/institutions/{institutionId}/loginForm", GetLoginForm);
    }

    private static IResult Search(FinicityCall call, InstitutionDirectory directory, TimeProvider clock)
    {
        var text = call.Query("search");
        // A star asks for everything at once, whatever start and limit say.
        var page = text == "*" ? Paging.Whole : Paging.Of(call, UsualLimit, MostLimit);
        var found = directory.Search(text, page.Skip, page.Take);
        return InstitutionRecord.List(found, page.HasMore(found.Total), clock.GetUtcNow());
    }

    private static IResult Get(FinicityCall call, InstitutionDirectory directory) => InstitutionRecord.Answer(call.Institution(directory));

    private static IResult GetDetails(FinicityCall call, InstitutionDirectory directory) =>
        InstitutionRecord.Details(call.Institution(directory));

    private static IResult GetLoginForm(FinicityCall call, InstitutionDirectory directory) =>
        LoginFieldRecord.Form(call.Institution(directory).LoginForm);
}
