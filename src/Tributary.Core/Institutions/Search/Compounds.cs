using System.Text;

namespace Tributary.Core.Institutions.Search;

/// <summary>Words that people write together or apart: <c>wellsfargo</c>, <c>pay pal</c>.</summary>
internal static class Compounds
{
    private const int ShortestCompound = 6;
    private const int LongestCompound = 32;
    private const int MostParts = 5;

    /// <summary>The query with one compound taken apart, or two neighbours put together, for each case that the directory's names know.</summary>
    public static IEnumerable<List<string>> Of(IReadOnlyList<string> words, TermIndex index)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Length is >= ShortestCompound and <= LongestCompound && Parts(words[i], index) is { } parts)
                yield return [.. words.Take(i), .. parts, .. words.Skip(i + 1)];
            if (i + 1 < words.Count && words[i].Length + words[i + 1].Length <= LongestCompound && Knows(index, words[i] + words[i + 1]))
                yield return [.. words.Take(i), words[i] + words[i + 1], .. words.Skip(i + 2)];
        }
    }

    /// <summary>The fewest words of names that the compound is made of, joining ones left out; null where it is a word itself, or none of them.</summary>
    private static List<string>? Parts(string word, TermIndex index)
    {
        if (Knows(index, word))
            return null;
        // best[i] is the fewest parts of the first i letters, and from where the last of them goes.
        var best = new (int Parts, int From)[word.Length + 1];
        for (var end = 2; end <= word.Length; end++)
        {
            best[end] = (int.MaxValue, 0);
            for (var start = Math.Max(0, end - 20); start <= end - 2; start++)
            {
                if ((start > 0 && best[start].Parts is 0 or int.MaxValue) || best[start].Parts + 1 >= best[end].Parts)
                    continue;
                var part = word.AsSpan(start, end - start);
                if (Vocabulary.Joins(part) || (part.Length > 1 && Knows(index, part.ToString())))
                    best[end] = (best[start].Parts + 1, start);
            }
        }

        if (best[^1].Parts is > MostParts or < 2)
            return null;
        var parts = new List<string>();
        for (var end = word.Length; end > 0; end = best[end].From)
            parts.Insert(0, word[best[end].From..end]);
        parts.RemoveAll(part => Vocabulary.Joins(part));
        return [.. parts.SelectMany(Vocabulary.WriteOut)];
    }

    private static bool Knows(TermIndex index, string word) =>
        Vocabulary.WriteOut(word) is [var first, ..] && index.Find(Encoding.UTF8.GetBytes(first)) is >= 0 and var term && index.IsInNames(term);
}
