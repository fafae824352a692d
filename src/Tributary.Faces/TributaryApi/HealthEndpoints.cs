using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.SignIn;
using Tributary.Core.Store;

namespace Tributary.Faces.TributaryApi;

/// <summary>Whether the server lives, is ready, and what it is.</summary>
internal static class HealthEndpoints
{
    public static void MapProbes(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Json(new Probe("live"))).ExcludeFromDescription();
        endpoints.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    public static void Map(IEndpointRouteBuilder api, ServerFacts server)
    {
        api.MapGet("/version", () => TypedResults.Json(
                new VersionInfo("tributary", server.Version, server.SchemaVersion, server.IsSandbox), TributaryApiJson.Default.VersionInfo))
            .WithSummary("What this server is.")
            .Produces<VersionInfo>();
        api.MapGet("/health", HealthAsync).WithSummary("Whether the server works, and what it is doing.").Produces<Health>();
    }

    private static async Task<IResult> ReadyAsync(IStore store, CancellationToken cancellationToken) => await CanReadAsync(store, cancellationToken)
        ? Json(new Probe("ready"))
        : Json(new Probe("not ready"), StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> HealthAsync(IStore store, SignInSessions sessions, CancellationToken cancellationToken)
    {
        var works = await CanReadAsync(store, cancellationToken);
        return TypedResults.Json(
            new Health(works ? "ready" : "not ready", works ? "ok" : "unavailable", sessions.Count),
            TributaryApiJson.Default.Health,
            statusCode: works ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> CanReadAsync(IStore store, CancellationToken cancellationToken)
    {
        try
        {
            await store.ReadAsync(reader => reader.FindSettingAsync("store.id"), cancellationToken);
            return true;
        }
        catch (Exception unusable) when (unusable is not OperationCanceledException)
        {
            return false;
        }
    }

    private static IResult Json(Probe probe, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(probe, TributaryApiJson.Default.Probe, statusCode: status);

    internal sealed record Probe(string Status);

    internal sealed record Health(string Status, string Store, int SignInsRunning);

    internal sealed record VersionInfo(string Name, string Version, int SchemaVersion, bool Sandbox);
}
