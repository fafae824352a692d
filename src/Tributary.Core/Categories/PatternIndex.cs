namespace Tributary.Core.Categories;

/// <summary>
/// All patterns in one automaton (Aho and Corasick's), so that a text is read once however many there are. A pattern's own blanks make it whole
/// words: <c>" SHELL "</c> is a word, <c>" STARBUCKS"</c> the beginning of one.
/// </summary>
internal sealed class PatternIndex
{
    private const int None = -1;

    private readonly int[] _next;
    private readonly int[] _first;
    private readonly int[] _suffix;
    private readonly int[] _chain;

    private PatternIndex(int[] next, int[] first, int[] suffix, int[] chain)
    {
        _next = next;
        _first = first;
        _suffix = suffix;
        _chain = chain;
    }

    /// <summary>Builds the automaton.</summary>
    /// <param name="patterns">Each pattern's symbols; its number is its place in the list.</param>
    public static PatternIndex Of(IReadOnlyList<byte[]> patterns)
    {
        var next = new List<int>(Enumerable.Repeat(None, FoldedText.Symbols));
        var first = new List<int> { None };
        var chain = new int[patterns.Count];
        for (var number = 0; number < patterns.Count; number++)
        {
            var state = 0;
            foreach (var symbol in patterns[number])
            {
                var at = (state * FoldedText.Symbols) + symbol;
                if (next[at] == None)
                {
                    next[at] = first.Count;
                    first.Add(None);
                    next.AddRange(Enumerable.Repeat(None, FoldedText.Symbols));
                }

                state = next[at];
            }

            chain[number] = first[state];
            first[state] = number;
        }

        int[] table = [.. next];
        return new PatternIndex(table, [.. first], Link(table, first), chain);
    }

    /// <summary>Finds every pattern in a text, in the order of their ends.</summary>
    /// <param name="symbols">The folded text.</param>
    /// <param name="found">Told the pattern's number and the place behind it.</param>
    public void Find<T>(ReadOnlySpan<byte> symbols, ref T found)
        where T : struct, IPatternSink
    {
        var state = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            state = _next[(state * FoldedText.Symbols) + symbols[i]];
            for (var ending = _first[state] == None ? _suffix[state] : state; ending > 0; ending = _suffix[ending])
            {
                for (var number = _first[ending]; number != None; number = _chain[number])
                    found.Found(number, i + 1);
            }
        }
    }

    /// <summary>Fills every gap of the table, state by state in order of length, and links each state to the longest shorter ending that is a pattern.</summary>
    private static int[] Link(int[] next, List<int> first)
    {
        var fallback = new int[first.Count];
        var suffix = new int[first.Count];
        var queue = new Queue<int>();
        for (var symbol = 0; symbol < FoldedText.Symbols; symbol++)
        {
            if (next[symbol] == None)
                next[symbol] = 0;
            else
                queue.Enqueue(next[symbol]);
        }

        while (queue.TryDequeue(out var state))
        {
            var shorter = fallback[state];
            suffix[state] = first[shorter] != None ? shorter : suffix[shorter];
            for (var symbol = 0; symbol < FoldedText.Symbols; symbol++)
            {
                var at = (state * FoldedText.Symbols) + symbol;
                var there = next[(shorter * FoldedText.Symbols) + symbol];
                if (next[at] == None)
                {
                    next[at] = there;
                    continue;
                }

                fallback[next[at]] = there;
                queue.Enqueue(next[at]);
            }
        }

        return suffix;
    }
}

/// <summary>Who wants to be told of patterns found.</summary>
internal interface IPatternSink
{
    void Found(int number, int end);
}
