using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Errors;
using Tributary.Core.Institutions;

namespace Tributary.Faces.Finicity.Institutions;

/// <summary>The directory as later programs ask for it (Finicity Institutions, version 2); in JSON only.</summary>
internal static class InstitutionV2Endpoints
{
    /// <summary>Adds the routes under <c>/institution</c>.</summary>
    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapGet("/v2/institutions", Search);
        calls.MapGet("/v2/institutions/{institutionId}", Get);
        calls.MapGet("/v2/institutions/{institutionId}/branding", GetBranding);
        calls.MapGet("/v2/institutions/{institutionId}/loginForm", GetLoginForm);
        calls.MapEach(HttpMethods.Get, ["/v2/certifiedInstitutions", "/v2/certifiedInstitutions/rssd"], SearchCertified);
        calls.MapGet("/v1/institutions/routingNumber/{routingNumber}", GetByRoutingNumber);
    }

    private static IResult Search(FinicityCall call, InstitutionDirectory directory, TimeProvider clock)
    {
        var (found, hasMore) = InstitutionSearch.Find(call, directory);
        return InstitutionV2Record.List(found, hasMore, clock.GetUtcNow(), call.ServerAddress);
    }

    /// <summary>Every institution here is read the same way, so that all of them are certified.</summary>
    private static IResult SearchCertified(FinicityCall call, InstitutionDirectory directory, TimeProvider clock)
    {
        var (found, hasMore) = InstitutionSearch.Find(call, directory);
        return InstitutionV2Record.CertifiedList(found, hasMore, clock.GetUtcNow());
    }

    private static IResult Get(FinicityCall call, InstitutionDirectory directory) =>
        InstitutionV2Record.Answer(call.Institution(directory), call.ServerAddress);

    private static IResult GetBranding(FinicityCall call, InstitutionDirectory directory) =>
        InstitutionV2Record.Branding(call.Institution(directory), call.ServerAddress);

    private static IResult GetLoginForm(FinicityCall call, InstitutionDirectory directory) =>
        LoginFieldRecord.FormsV2(call.Institution(directory).LoginForm);

    /// <summary>The directory knows no routing numbers yet.</summary>
    private static IResult GetByRoutingNumber(FinicityCall call) =>
        throw new TributaryException(ErrorCatalogue.RoutingNumberNotFound, call.Written("routingNumber"));
}
