using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Core.Operators;
using Tributary.Core.Secrets;

namespace Tributary.Faces.TributaryApi;

/// <summary>
/// Tributary's own API at <c>/tributary/v1</c>, for what no foreign protocol offers: imports, institutions, partners, operator tokens,
/// health. JSON, and XML for institutions; every call but the two health probes carries an operator token as a bearer token; errors are problem documents
/// (RFC 9457) with the catalogue's name as <c>code</c>.
/// </summary>
public static class TributaryApiFace
{
    /// <summary>The name of the API's OpenAPI document, served at <c>/openapi/tributary.json</c>.</summary>
    public const string DocumentName = "tributary";

    private const string Prefix = "/tributary/v1";

    /// <summary>Adds what the face needs: its JSON forms and its OpenAPI document.</summary>
    /// <param name="services">The server's services.</param>
    public static void AddTributaryApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, TributaryApiJson.Default));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOpenApi(DocumentName, OpenApiDescription.Describe);
    }

    /// <summary>Puts the face's boundary before routing: operator tokens are checked, and whatever goes wrong leaves as a problem document.</summary>
    /// <param name="app">The server's pipeline.</param>
    public static void UseTributaryApi(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase),
        branch => branch.UseMiddleware<ProblemMiddleware>().Use(AuthorizeAsync));

    /// <summary>Adds the routes.</summary>
    /// <param name="endpoints">The server's endpoints.</param>
    /// <param name="server">What the API tells about the server it belongs to.</param>
    public static void MapTributaryApi(this IEndpointRouteBuilder endpoints, ServerFacts server)
    {
        HealthEndpoints.MapProbes(endpoints);
        endpoints.MapOpenApi("/openapi/{documentName}.json").ExcludeFromDescription();

        var api = endpoints.MapGroup(Prefix).WithGroupName(DocumentName);
        HealthEndpoints.Map(api.MapGroup("").WithTags("Server"), server);
        ImportEndpoints.Map(api.MapGroup("").WithTags("Imports"));
        InstitutionEndpoints.Map(api.MapGroup("").WithTags("Institutions"));
        PartnerEndpoints.Map(api.MapGroup("").WithTags("Partners"));
        ApplicationEndpoints.Map(api.MapGroup("").WithTags("Partners"));
        OperatorTokenEndpoints.Map(api.MapGroup("").WithTags("Operator tokens"));
        CategoryEndpoints.Map(api.MapGroup("").WithTags("Categories"));
        SubscriptionEndpoints.Map(api.MapGroup("").WithTags("Subscriptions"));
    }

    private static async Task AuthorizeAsync(HttpContext context, RequestDelegate next)
    {
        var tokens = context.RequestServices.GetRequiredService<OperatorTokens>();
        await tokens.AuthorizeAsync(BearerToken(context.Request), context.RequestAborted);
        await next(context);
    }

    private static Secret? BearerToken(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? new Secret(header[scheme.Length..].Trim()) : null;
    }
}

/// <summary>What the API tells about its server.</summary>
/// <param name="Version">The program's version.</param>
/// <param name="SchemaVersion">The store's schema.</param>
/// <param name="IsSandbox">Whether the demo banks are open.</param>
public sealed record ServerFacts(string Version, int SchemaVersion, bool IsSandbox);
