using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Faces.Finicity.Accounts;
using Tributary.Faces.Finicity.Customers;
using Tributary.Faces.Finicity.InstitutionLogins;
using Tributary.Faces.Finicity.Institutions;
using Tributary.Faces.Finicity.Partners;
using Tributary.Faces.Finicity.Transactions;
using Tributary.Faces.Finicity.TxPush;

namespace Tributary.Faces.Finicity;

/// <summary>
/// The Finicity aggregation API of 2014 and later at <c>/aggregation</c>, in JSON and XML, for programs written against it: they
/// change the base URL and nothing else. Which rows of that API are served is told in <c>docs/finicity-conformance.md</c>.
/// </summary>
public static class FinicityFace
{
    /// <summary>The group name of this face's routes in descriptions of the server.</summary>
    public const string DocumentName = "finicity";

    private const string Prefix = "/aggregation";

    /// <summary>Puts the boundary before routing: whatever goes wrong leaves as this protocol's error, in the caller's format.</summary>
    /// <param name="app">The server's pipeline.</param>
    public static void UseFinicity(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase),
        branch => branch.UseMiddleware<FinicityBoundary>());

    /// <summary>Adds the routes. All but partner authentication demand an app key and an access token.</summary>
    /// <param name="endpoints">The server's endpoints.</param>
    public static void MapFinicity(this IEndpointRouteBuilder endpoints)
    {
        var face = endpoints.MapGroup(Prefix).WithGroupName(DocumentName);
        PartnerEndpoints.Map(face);

        var calls = face.MapGroup("").AddEndpointFilter(FinicityCall.AuthorizeAsync);
        CustomerEndpoints.Map(calls);
        InstitutionEndpoints.Map(calls);
        DiscoveryEndpoints.Map(calls);
        ActivationEndpoints.Map(calls);
        AccountEndpoints.Map(calls);
        InstitutionLoginEndpoints.Map(calls);
        TransactionEndpoints.Map(calls);
        TxPushEndpoints.Map(calls);
    }

    /// <summary>One service under its path of several eras.</summary>
    internal static void MapEach(this IEndpointRouteBuilder routes, string method, string[] paths, Delegate handler)
    {
        foreach (var path in paths)
            routes.MapMethods(path, [method], handler);
    }
}
