using System.Text;
using Tributary.Core.Text;

namespace Tributary.Core.Institutions.Search;

/// <summary>
/// Turns names and queries into words that can be compared: letter case, accents and apostrophes gone, cut at everything that is neither letter nor
/// digit. Single letters beside each other are one word (<c>U.S.</c>, <c>M &amp; T</c>, <c>J.P.</c>), and what joins words is left out.
/// </summary>
internal static class SearchText
{
    /// <summary>Lower case without accents and apostrophes; every other sign but letters and digits becomes a blank.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            if (char.IsAsciiLetterOrDigit(sign))
                folded.Append(char.ToLowerInvariant(sign));
            else if (sign is not ('\'' or '’' or '‘' or '`' or '*'))
                FoldOther(folded, sign);
        }

        return folded.ToString();
    }

    /// <summary>The words of a folded text: what lies between blanks, single letters put together, joining words left out unless there is nothing else.</summary>
    public static List<string> Words(string folded)
    {
        var words = new List<string>();
        var letters = new StringBuilder();
        foreach (var range in folded.AsSpan().Split(' '))
        {
            var part = folded.AsSpan()[range];
            if (part.IsEmpty)
                continue;
            if (part.Length == 1 && char.IsLetter(part[0]))
            {
                letters.Append(part);
                continue;
            }

            // What stands between two single letters joins them: "m and t".
            if (part is "and" && letters.Length > 0)
                continue;
            Take(words, letters);
            if (!Vocabulary.Joins(part))
                words.Add(part.ToString());
        }

        Take(words, letters);
        return words.Count > 0 ? words : [.. folded.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>Parts of a name that was written as one word: <c>FirstBank</c>, <c>Golden1</c>, <c>BB&amp;T</c> the other way round.</summary>
    public static IEnumerable<string> Pieces(string name)
    {
        foreach (var word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length is < 3 or > 64)
                continue;
            var start = 0;
            for (var i = 1; i <= word.Length; i++)
            {
                if (i < word.Length && !IsSeam(word, i))
                    continue;
                if (start > 0 || i < word.Length)
                    yield return Fold(word[start..i]).Replace(" ", "", StringComparison.Ordinal);
                start = i;
            }

            if (word.AsSpan().ContainsAny('&', '-', '+'))
                yield return Fold(word).Replace(" ", "", StringComparison.Ordinal);
        }
    }

    private static bool IsSeam(string word, int i) =>
        (char.IsUpper(word[i]) && char.IsLower(word[i - 1]))
        || (i + 1 < word.Length && char.IsUpper(word[i - 1]) && char.IsUpper(word[i]) && char.IsLower(word[i + 1]) && i > 1)
        || (char.IsDigit(word[i]) && char.IsLetter(word[i - 1]) && i > 1);

    private static void Take(List<string> words, StringBuilder letters)
    {
        if (letters.Length > 0)
            words.Add(letters.ToString());
        letters.Clear();
    }

    private static void FoldOther(StringBuilder folded, char sign)
    {
        if (PlainLetters.Of(sign) is { } letters)
            folded.Append(letters);
        else if (char.IsLetterOrDigit(sign))
            folded.Append(char.ToLowerInvariant(sign));
        else if (sign < 128 || char.GetUnicodeCategory(sign) is not System.Globalization.UnicodeCategory.NonSpacingMark)
            folded.Append(' ');
    }
}
