using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Errors;
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
        if (string.IsNullOrWhiteSpace(body.Name))
            throw new TributaryException(ErrorCatalogue.ParameterMissing, "name");
        if (body.Name.Length > 100 || body.Name.Any(char.IsControl))
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, "name");

        var token = await tokens.CreateAsync(body.Name, cancellationToken)
            ?? throw new TributaryException(ErrorCatalogue.OperatorTokenTaken, body.Name);
        return TypedResults.Json(
            new TokenShownOnce(body.Name, token.Reveal()), TributaryApiJson.Default.TokenShownOnce, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(OperatorTokens tokens, CancellationToken cancellationToken)
    {
        var all = await tokens.ListAsync(cancellationToken);
        return TypedResults.Json(
            new TokenList([.. all.Select(t => new KnownToken(t.Name, t.CreatedAt))]), TributaryApiJson.Default.TokenList);
    }

    private static async Task<IResult> RevokeAsync(string name, OperatorTokens tokens, CancellationToken cancellationToken) =>
        await tokens.RevokeAsync(name, cancellationToken)
            ? TypedResults.NoContent()
            : throw new TributaryException(ErrorCatalogue.OperatorTokenNotFound, name);

    internal sealed record NewToken(string? Name);

    internal sealed record TokenShownOnce(string Name, string Token);

    internal sealed record TokenList(IReadOnlyList<KnownToken> OperatorTokens);

    internal sealed record KnownToken(string Name, DateTimeOffset CreatedAt);
}
