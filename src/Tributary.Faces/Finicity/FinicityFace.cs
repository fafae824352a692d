using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Faces.Finicity.Accounts;
using Tributary.Faces.Finicity.Customers;
using Tributary.Faces.Finicity.InstitutionLogins;
using Tributary.Faces.Finicity.Institutions;
using Tributary.Faces.Limits;
using Tributary.Faces.Finicity.OpenApi;
using Tributary.Faces.Finicity.Partners;
using Tributary.Faces.Finicity.Statements;
using Tributary.Faces.Finicity.Transactions;
using Tributary.Faces.Finicity.TxPush;

namespace Tributary.Faces.Finicity;

/// <summary>
/// The Finicity aggregation API of 2014 and later at <c>/aggregation</c>, in JSON and XML, and its directory of later years at
/// <c>/institution</c>, for programs written against it: they change the base URL and nothing else. Which rows of that API are served is told in <c>docs/finicity-conformance.md</c>.
/// </summary>
public static class FinicityFace
{
    /// <summary>The group name of this face's routes in descriptions of the server.</summary>
    public const string DocumentName = "finicity";

    private const string Aggregation = "/aggregation";
    private const string Directory = "/institution";
    private const string Reports = "/decisioning";
    private const string Connect = "/connect";

    // Of Connect nothing is served yet: its programs are told so in the protocol's words all the same.
    private static readonly string[] Prefixes = [Aggregation, Directory, Reports, Connect];

    /// <summary>Puts the boundary before routing: whatever goes wrong leaves as this protocol's error, in the caller's format.</summary>
    /// <param name="app">The server's pipeline.</param>
    public static void UseFinicity(this IApplicationBuilder app) => app.UseWhen(
        context => Array.Exists(Prefixes, prefix => context.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)),
        branch => branch.UseMiddleware<FinicityBoundary>());

    /// <summary>Adds the routes, and the document that describes them. All but partner authentication demand an app key and an access token.</summary>
    /// <param name="endpoints">The server's endpoints.</param>
    public static void MapFinicity(this IEndpointRouteBuilder endpoints)
    {
        FinicityDocument.Map(endpoints);

        var face = endpoints.MapGroup(Aggregation).WithGroupName(DocumentName);
        PartnerEndpoints.Map(face.MapGroup("").AddEndpointFilter(FinicityCall.AdmitAuthenticationAsync));
        MapCalls(face.MapGroup("").AddEndpointFilter(FinicityCall.AuthorizeAsync));

        var directory = endpoints.MapGroup(Directory).WithGroupName(DocumentName);
        InstitutionPicture.Map(directory);
        InstitutionV2Endpoints.Map(directory.MapGroup("").AddEndpointFilter(FinicityCall.AuthorizeAsync));

        // Reports on income and assets are sold apart; this is how a partner without them is answered.
        var reports = endpoints.MapGroup(Reports).WithGroupName(DocumentName).AddEndpointFilter(FinicityCall.RefuseAsync);
        reports.Map("{**report}", static () => TypedResults.Empty);
    }

    private static void MapCalls(RouteGroupBuilder calls)
    {
        CustomerEndpoints.Map(calls);
        InstitutionEndpoints.Map(calls);
        AccountEndpoints.Map(calls);
        AccountLoginFormEndpoints.Map(calls);
        InstitutionLoginEndpoints.Map(calls);
        TransactionEndpoints.Map(calls);

        var slow = calls.MapGroup("").WithMetadata(MaySignIn.Mark);
        DiscoveryEndpoints.Map(slow);
        ActivationEndpoints.Map(slow);
        AccountServiceEndpoints.Map(slow);
        StatementEndpoints.Map(slow);
        RefreshEndpoints.Map(slow);
        TransactionRefreshEndpoints.Map(slow);
        HistoryEndpoints.Map(slow);
        TxPushEndpoints.Map(slow);
    }

    /// <summary>One service under its path of several eras.</summary>
    internal static void MapEach(this IEndpointRouteBuilder routes, string method, string[] paths, Delegate handler)
    {
        foreach (var path in paths)
            routes.MapMethods(path, [method], handler);
    }
}
