using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Operators;

namespace Tributary.Faces.TributaryApi;

/// <summary>Operators give their programs tokens for this API.</summary>
internal static class OperatorTokenEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/operator-tokens", CreateAsync)
            .WithSummary("Make an operator token; it is told once.")
            .Produces<TokenShownOnce>(StatusCodes.Status201Created);
        api.MapGet("/operator-tokens", ListAsync).WithSummary("All operator tokens, without their values.").Produces<TokenList>();
        api.MapDelete("/operator-tokens/{name}", RevokeAsync)
            .WithSummary("End an operator token.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> CreateAsync(NewToken body, OperatorTokens tokens, CancellationToken cancellationToken)
    {
        var name = body.Name ?? "";
        var token = await tokens.CreateAsync(name, cancellationToken);
        return TypedResults.Json(
            new TokenShownOnce(name, token.Reveal()), TributaryApiJson.Default.TokenShownOnce, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(OperatorTokens tokens, CancellationToken cancellationToken)
    {
        var all = await tokens.ListAsync(cancellationToken);
        return TypedResults.Json(
            new TokenList([.. all.Select(t => new KnownToken(t.Name, t.CreatedAt))]), TributaryApiJson.Default.TokenList);
    }

    private static async Task<IResult> RevokeAsync(string name, OperatorTokens tokens, CancellationToken cancellationToken)
    {
        await tokens.RevokeAsync(name, cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record NewToken(string? Name);

    internal sealed record TokenShownOnce(string Name, string Token);

    internal sealed record TokenList(IReadOnlyList<KnownToken> OperatorTokens);

    internal sealed record KnownToken(string Name, DateTimeOffset CreatedAt);
}
