using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Errors;
using Tributary.Core.Institutions;

namespace Tributary.Faces.Finicity.Institutions;

/// <summary>
/// An institution's pictures, drawn here from its name: nobody gave us leave to use the real ones. Anybody may see them, since pages load them
/// without a token.
/// </summary>
internal static class InstitutionPicture
{
    /// <summary>The pictures by the names of the branding record.</summary>
    public static readonly string[] Names = ["logo", "alternateLogo", "icon", "tile"];

    /// <summary>Adds the pictures' address under <c>/institution</c>.</summary>
    public static void Map(IEndpointRouteBuilder open) => open.MapGet("/v2/institutions/{institutionId}/branding/{picture}.svg", Draw);

    private static readonly string[] Colors =
        ["#1B3E4A", "#5A2A4E", "#2F4B26", "#6B3A1E", "#27306B", "#7A2430", "#1F5A52", "#4A4A1C"];

    /// <summary>A dark colour, always the same for one institution, on which white letters can be read.</summary>
    public static string ColorOf(Institution institution) => Colors[institution.Id.Value % Colors.Length];

    private static IResult Draw(FinicityCall call, InstitutionDirectory directory)
    {
        var picture = call.Written("picture");
        if (!Names.Contains(picture, StringComparer.Ordinal))
            throw new TributaryException(ErrorCatalogue.RouteNotFound);
        var institution = call.Institution(directory);
        return TypedResults.Content(picture is "icon" or "tile" ? Square(institution) : Line(institution), "image/svg+xml");
    }

    private static string Square(Institution institution) =>
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64"><rect width="64" height="64" rx="10" fill="{ColorOf(institution)}"/><text x="32" y="42" font-family="sans-serif" font-size="28" font-weight="bold" text-anchor="middle" fill="#FFFFFF">{WebUtility.HtmlEncode(InitialsOf(institution))}</text></svg>
        """;

    private static string Line(Institution institution) =>
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 64" width="320" height="64"><text x="4" y="42" font-family="sans-serif" font-size="30" font-weight="bold" textLength="312" lengthAdjust="spacingAndGlyphs" fill="{ColorOf(institution)}">{WebUtility.HtmlEncode(institution.Name)}</text></svg>
        """;

    private static string InitialsOf(Institution institution)
    {
        var words = institution.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => char.IsLetterOrDigit(word[0]));
        return string.Concat(words.Take(2).Select(word => char.ToUpperInvariant(word[0])));
    }
}
