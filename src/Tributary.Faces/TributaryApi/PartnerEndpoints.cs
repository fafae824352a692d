using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Partners;

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
        api.MapPost("/partners/{partnerId}/unlock", UnlockAsync)
            .WithSummary("Open a partner that failed authentications have locked.")
            .Produces(StatusCodes.Status204NoContent);
        api.MapDelete("/partners/{partnerId}", DeleteAsync)
            .WithSummary("Delete a partner with its customers and all their data.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> AddAsync(NewPartner body, PartnerRegistry partners, CancellationToken cancellationToken)
    {
        var registered = await partners.RegisterAsync(body.Name ?? "", body.PartnerId, cancellationToken);
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

    internal sealed record NewPartner(string? Name, string? PartnerId);

    internal sealed record PartnerShownOnce(string PartnerId, string PartnerSecret, string AppKey, string Name);

    internal sealed record PartnerList(IReadOnlyList<KnownPartner> Partners);

    internal sealed record KnownPartner(string PartnerId, string Name, DateTimeOffset CreatedAt, bool Locked);
}
