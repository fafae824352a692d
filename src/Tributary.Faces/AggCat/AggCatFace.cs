using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Faces.AggCat.Accounts;
using Tributary.Faces.AggCat.Export;
using Tributary.Faces.AggCat.Institutions;
using Tributary.Faces.AggCat.Logins;
using Tributary.Faces.AggCat.Positions;
using Tributary.Faces.AggCat.SignOn;
using Tributary.Faces.AggCat.SignOn.Assertions;
using Tributary.Faces.AggCat.SignOn.OAuth;
using Tributary.Faces.AggCat.Transactions;
using Tributary.Faces.Limits;

namespace Tributary.Faces.AggCat;

/// <summary>
/// Intuit's Customer Account Data API, known by its client <c>aggcat</c>, in XML and JSON, for programs written against it: they change their two base
/// URLs and nothing else. Which rows of that API are served is told in <c>docs/aggcat-conformance.md</c>.
/// </summary>
public static class AggCatFace
{
    /// <summary>The group name of this face's routes in descriptions of the server.</summary>
    public const string DocumentName = "aggcat";

    private const string OAuth = "/oauth/v1";

    /// <summary>Where programs look for the data: two of Intuit's days, one of Finicity's.</summary>
    private static readonly string[] Mounts = ["/rest-war/v1", "/v1", "/financialdatafeed/v1"];

    /// <summary>Adds what the face needs.</summary>
    /// <param name="services">The server's services.</param>
    /// <param name="publicAddresses">Addresses under which programs know this server, where they do not name it in <c>Host</c> as they signed it.</param>
    public static void AddAggCat(this IServiceCollection services, IReadOnlyList<Uri> publicAddresses)
    {
        services.AddSingleton(new PublicAddresses(publicAddresses));
        services.AddSingleton(provider => new NonceMemory(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CallVerifier>();
        services.AddSingleton<AssertionKeys>();
    }

    /// <summary>Whether a program can know the server under an address: one of HTTP with a host, without a path, because paths are signed as they arrive.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Whether it can.</returns>
    public static bool CanBePublicAddress(Uri address) =>
        address is { IsAbsoluteUri: true, AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    /// <summary>Puts the boundary before routing: whatever goes wrong leaves as this protocol's error, in the caller's format.</summary>
    /// <param name="app">The server's pipeline.</param>
    public static void UseAggCat(this IApplicationBuilder app)
    {
        // Made now: it refuses timestamps from before its own start, which is to be the server's and not the first call's.
        app.ApplicationServices.GetRequiredService<NonceMemory>();
        app.UseWhen(
            context => Array.Exists([.. Mounts, OAuth], mount => context.Request.Path.StartsWithSegments(mount, StringComparison.OrdinalIgnoreCase)),
            branch => branch.UseMiddleware<AggCatBoundary>());
    }

    /// <summary>Adds the routes. All but the exchange of an assertion for a token demand a signature.</summary>
    /// <param name="endpoints">The server's endpoints.</param>
    public static void MapAggCat(this IEndpointRouteBuilder endpoints)
    {
        TokenEndpoint.Map(endpoints.MapGroup("").WithGroupName(DocumentName));
        foreach (var mount in Mounts)
            MapCalls(endpoints.MapGroup(mount).WithGroupName(DocumentName).AddEndpointFilter(AggCatCall.AuthorizeAsync));
    }

    private static void MapCalls(RouteGroupBuilder calls)
    {
        InstitutionEndpoints.Map(calls);
        AccountEndpoints.Map(calls);
        LoginEndpoints.Map(calls.MapGroup("").WithMetadata(MaySignIn.Mark));
        TransactionEndpoints.Map(calls);
        PositionEndpoints.Map(calls);
        ExportEndpoints.Map(calls);
    }
}
