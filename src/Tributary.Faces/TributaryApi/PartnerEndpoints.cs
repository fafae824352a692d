using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;

namespace Tributary.Faces.TributaryApi;

/// <summary>Operators register programs.</summary>
internal static class PartnerEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/partners", AddAsync)
            .WithSummary("Register a partner; its secrets are told once.")
            .Produces<PartnerShownOnce>(StatusCodes.Status201Created);
        api.MapGet("/partners", ListAsync).WithSummary("All partners.").Produces<PartnerList>();
        api.MapPost("/partners/{partnerId}/rotate", RotateAsync)
            .WithSummary("Give a partner a new secret, and a new app key where wanted; told once. The old ones stop at once.")
            .Produces<RotatedPartner>();
        api.MapPost("/partners/{partnerId}/lock", LockAsync)
            .WithSummary("Lock a partner: its tokens end, and it gets no other until it is unlocked.")
            .Produces(StatusCodes.Status204NoContent);
        api.MapPost("/partners/{partnerId}/unlock", UnlockAsync)
            .WithSummary("Open a locked partner.")
            .Produces(StatusCodes.Status204NoContent);
        api.MapDelete("/partners/{partnerId}", DeleteAsync)
            .WithSummary("Delete a partner with its customers and all their data.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> AddAsync(NewPartner body, PartnerRegistry partners, CancellationToken cancellationToken)
    {
        using var secret = Given(body.PartnerSecret);
        using var appKey = Given(body.AppKey);
        var registered = await partners.RegisterAsync(new(body.Name ?? "", body.PartnerId, secret, appKey), cancellationToken);
        return TypedResults.Json(
            new PartnerShownOnce(
                registered.Partner.PublicId, registered.PartnerSecret.Reveal(), registered.AppKey.Reveal(), registered.Partner.Name),
            TributaryApiJson.Default.PartnerShownOnce,
            statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(PartnerRegistry partners, CancellationToken cancellationToken)
    {
        var all = await partners.ListAsync(cancellationToken);
        return TypedResults.Json(
            new PartnerList([.. all.Select(p => new KnownPartner(p.PublicId, p.Name, p.CreatedAt, p.LockedAt is not null))]),
            TributaryApiJson.Default.PartnerList);
    }

    private static async Task<IResult> RotateAsync(
        string partnerId, PartnerRotation body, PartnerRegistry partners, CancellationToken cancellationToken)
    {
        using var secret = Given(body.PartnerSecret);
        using var appKey = Given(body.AppKey);
        var rotated = await partners.RotateAsync(partnerId, secret, appKey, body.MakesAppKey, cancellationToken);
        return TypedResults.Json(
            new RotatedPartner(partnerId, rotated.PartnerSecret.Reveal(), rotated.AppKey?.Reveal()), TributaryApiJson.Default.RotatedPartner);
    }

    private static async Task<IResult> LockAsync(string partnerId, PartnerRegistry partners, CancellationToken cancellationToken)
    {
        await partners.LockAsync(partnerId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> UnlockAsync(string partnerId, PartnerRegistry partners, CancellationToken cancellationToken)
    {
        await partners.UnlockAsync(partnerId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> DeleteAsync(string partnerId, PartnerRegistry partners, CancellationToken cancellationToken)
    {
        await partners.DeleteAsync(partnerId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Secret? Given(string? secret) => string.IsNullOrEmpty(secret) ? null : new Secret(secret);

    internal sealed record NewPartner(string? Name, string? PartnerId, string? PartnerSecret, string? AppKey);

    internal sealed record PartnerRotation(string? PartnerSecret, string? AppKey, bool MakesAppKey);

    internal sealed record RotatedPartner(string PartnerId, string PartnerSecret, string? AppKey);

    internal sealed record PartnerShownOnce(string PartnerId, string PartnerSecret, string AppKey, string Name);

    internal sealed record PartnerList(IReadOnlyList<KnownPartner> Partners);

    internal sealed record KnownPartner(string PartnerId, string Name, DateTimeOffset CreatedAt, bool Locked);
}
