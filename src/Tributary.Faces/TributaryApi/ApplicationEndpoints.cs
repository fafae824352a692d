using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Errors;
using Tributary.Core.Secrets;
using Tributary.Core.SignOn;

namespace Tributary.Faces.TributaryApi;

/// <summary>Operators register how a partner's programs sign on by the AggCat protocol.</summary>
internal static class ApplicationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/partners/{partnerId}/aggcat", SetAsync)
            .WithSummary("Give a partner an application of the AggCat protocol, in place of the one it has; the secret is told once.")
            .Produces<ApplicationShownOnce>();
        api.MapDelete("/partners/{partnerId}/aggcat", RemoveAsync)
            .WithSummary("Take a partner's application of the AggCat protocol away; its tokens end.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> SetAsync(
        string partnerId, NewApplication body, ApplicationRegistry applications, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(body.Certificate))
            throw new TributaryException(ErrorCatalogue.ParameterMissing, "certificate");
        using var secret = string.IsNullOrEmpty(body.ConsumerSecret) ? null : new Secret(body.ConsumerSecret);
        var registered = await applications.RegisterAsync(
            partnerId,
            new Core.SignOn.NewApplication(
                Encoding.UTF8.GetBytes(body.Certificate), Given(body.ConsumerKey), secret, Given(body.SamlIssuer), body.RequiresSha256, body.IsFacade, Given(body.BatchId)),
            cancellationToken);
        return TypedResults.Json(
            new ApplicationShownOnce(
                partnerId,
                registered.Application.ConsumerKey,
                registered.ConsumerSecret.Reveal(),
                registered.Application.SamlIssuer,
                registered.Application.RequiresSha256,
                registered.Application.IsFacade,
                registered.Application.BatchId),
            TributaryApiJson.Default.ApplicationShownOnce);
    }

    private static async Task<IResult> RemoveAsync(string partnerId, ApplicationRegistry applications, CancellationToken cancellationToken)
    {
        await applications.RemoveAsync(partnerId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    internal sealed record NewApplication(string? Certificate, string? ConsumerKey, string? ConsumerSecret, string? SamlIssuer, bool RequiresSha256, bool IsFacade, string? BatchId);

    internal sealed record ApplicationShownOnce(
        string PartnerId, string ConsumerKey, string ConsumerSecret, string SamlIssuer, bool RequiresSha256, bool IsFacade, string? BatchId);
}
