using System.Globalization;

namespace Tributary.Cli.Terminals;

/// <summary>
/// Text from banks, files and servers, made safe for a terminal: control characters would move the cursor or recolour the screen,
/// and direction marks would let one thing look like another.
/// </summary>
internal static class Printable
{
    private const char Replacement = '\uFFFD';

    public static string Of(string? text) => text is null ? "" : string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = IsHarmless(source[i]) ? source[i] : Replacement;
    });

    /// <summary>An amount with its currency, all digits it has, never rounded.</summary>
    public static string Money(decimal? amount, string? currency) =>
        amount is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{amount:#,##0.00##########} {Of(currency)}").TrimEnd();

    private static bool IsHarmless(char c) => char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
