using System.Runtime.CompilerServices;

namespace Tributary.Core.Institutions.Search;

/// <summary>How many slips of the finger lie between two words: a letter too many, one too few, a wrong one, two changed places.</summary>
internal static class Typo
{
    private const int Longest = 64;

    /// <summary>How many slips a word of this length may have: none in short ones, which every slip makes another word of.</summary>
    public static int MostIn(int length) => length switch
    {
        < 4 => 0,
        < 8 => 1,
        <= Longest - 2 => 2,
        _ => 0,
    };

    /// <summary>How likely the one word was meant by the other: more with fewer slips, with the same letters, and with the same first letter.</summary>
    public static float Quality(ReadOnlySpan<byte> typed, ReadOnlySpan<byte> meant, int edits)
    {
        var quality = edits == 1 ? 0.8f : 0.6f;
        if (typed.Length == meant.Length && LettersOf(typed) == LettersOf(meant))
            quality += 0.1f;
        return typed[0] == meant[0] ? quality : quality * 0.93f;
    }

    /// <summary>The set of a word's letters, as bits.</summary>
    public static uint LettersOf(ReadOnlySpan<byte> text)
    {
        var letters = 0u;
        foreach (var sign in text)
            letters |= 1u << (sign & 31);
        return letters;
    }

    /// <summary>Counts the slips (optimal string alignment); anything above <paramref name="most"/> is told as one more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Edits(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int most)
    {
        var same = a.CommonPrefixLength(b);
        a = a[same..];
        b = b[same..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }

        if (Math.Abs(a.Length - b.Length) > most || b.Length > Longest)
            return most + 1;
        if (a.Length == 0 || b.Length == 0)
            return a.Length + b.Length;

        Span<byte> before = stackalloc byte[Longest + 1], last = stackalloc byte[Longest + 1], row = stackalloc byte[Longest + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = (byte)j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = (byte)i;
            var least = row[0];
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var edits = Math.Min(Math.Min(row[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    edits = Math.Min(edits, before[j - 2] + 1);
                row[j] = (byte)edits;
                least = Math.Min(least, row[j]);
            }

            if (least > most)
                return most + 1;
            var spare = before;
            before = last;
            last = row;
            row = spare;
        }

        return last[b.Length];
    }
}
