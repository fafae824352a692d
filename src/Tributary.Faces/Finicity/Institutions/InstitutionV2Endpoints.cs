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
        calls.MapGet("/v2/institutions", SearchAsync);
        calls.MapGet("/v2/institutions/{institutionId}", Get);
        calls.MapGet("/v2/institutions/{institutionId}/branding", GetBranding);
        calls.MapGet("/v2/institutions/{institutionId}/loginForm", GetLoginForm);
        calls.MapEach(HttpMethods.Get, ["/v2/certifiedInstitutions", "/v2/certifiedInstitutions/rssd"], SearchCertifiedAsync);
        calls.MapGet("/v1/institutions/routingNumber/{routingNumber}", GetByRoutingNumberAsync);
    }

    private static async Task<IResult> SearchAsync(FinicityCall call, InstitutionDirectory directory, TimeProvider clock)
    {
        var (found, hasMore) = await InstitutionSearch.FindAsync(call, directory);
        return InstitutionV2Record.List(found, hasMore, clock.GetUtcNow(), call.ServerAddress);
    }

    /// <summary>Institutions that can be signed in to are all read the same way, so that all of them are certified, and no others.</summary>
    private static async Task<IResult> SearchCertifiedAsync(FinicityCall call, InstitutionDirectory directory, TimeProvider clock)
    {
        var (found, hasMore) = await InstitutionSearch.FindAsync(call, directory, onlySupported: true);
        return InstitutionV2Record.CertifiedList(found, hasMore, clock.GetUtcNow());
    }

    private static IResult Get(FinicityCall call, InstitutionDirectory directory) =>
        InstitutionV2Record.Answer(call.Institution(directory), call.ServerAddress);

    private static IResult GetBranding(FinicityCall call, InstitutionDirectory directory) =>
        InstitutionV2Record.Branding(call.Institution(directory), call.ServerAddress);

    private static IResult GetLoginForm(FinicityCall call, InstitutionDirectory directory) =>
        LoginFieldRecord.FormsV2(call.Institution(directory).LoginForm);

    private static async Task<IResult> GetByRoutingNumberAsync(FinicityCall call, InstitutionDirectory directory)
    {
        var routingNumber = call.Written("routingNumber");
        if (routingNumber.Length != 9 || !routingNumber.All(char.IsAsciiDigit))
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, "routingNumber");
        return (await directory.GetSnapshotAsync()).FindByRoutingNumber(routingNumber) is { } institution
            ? InstitutionV2Record.Answer(institution, call.ServerAddress)
            : throw new TributaryException(ErrorCatalogue.RoutingNumberNotFound, routingNumber);
    }
}
