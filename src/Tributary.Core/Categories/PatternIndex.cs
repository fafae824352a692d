namespace Tributary.Core.Categories;

/// <summary>
/// All patterns in one automaton (Aho and Corasick's), so that a text is read once however many there are. A pattern's own blanks make it whole
/// words: <c>" SHELL "</c> is a word, <c>" STARBUCKS"</c> the beginning of one. The first symbols are looked up in a table; behind them a state has few
/// continuations, which are a list: a table of all would be ten times as large.
/// </summary>
internal sealed class PatternIndex
{
    private const int None = -1;
    private const int Root = 0;
    private const int DepthOfTable = 3;

    private readonly List<State> _building = [default(State) with { Pattern = None }];
    private readonly State[] _states;
    private readonly int[] _table;
    private readonly int[] _chain;

    private PatternIndex(IReadOnlyList<byte[]> patterns)
    {
        _chain = new int[patterns.Count];
        for (var number = 0; number < patterns.Count; number++)
            Add(patterns[number], number);
        _states = [.. _building];
        _building = [];
        Link();
        _table = MakeTable();
    }

    /// <summary>Builds the automaton.</summary>
    /// <param name="patterns">Each pattern's symbols; its number is its place in the list.</param>
    public static PatternIndex Of(IReadOnlyList<byte[]> patterns) => new(patterns);

    /// <summary>Finds every pattern in a text, in the order of their ends.</summary>
    /// <param name="symbols">The folded text.</param>
    /// <param name="found">Told the pattern's number and the place behind it.</param>
    public void Find<T>(ReadOnlySpan<byte> symbols, ref T found)
        where T : struct, IPatternSink
    {
        var state = Root;
        for (var i = 0; i < symbols.Length; i++)
        {
            state = Next(state, symbols[i]);
            for (var ending = _states[state].Pattern == None ? _states[state].Suffix : state; ending != Root; ending = _states[ending].Suffix)
            {
                for (var number = _states[ending].Pattern; number != None; number = _chain[number])
                    found.Found(number, i + 1);
            }
        }
    }

    private int Next(int state, byte symbol)
    {
        while (true)
        {
            // Of a state in the table, all continuations are.
            if (_states[state].Row is var row and not 0)
                return _table[((row - 1) * FoldedText.Symbols) + symbol];
            if (Child(state, symbol) is var child and not Root)
                return child;
            state = _states[state].Fallback;
        }
    }

    private int Child(int state, byte symbol)
    {
        for (var child = _states[state].FirstChild; child != Root; child = _states[child].NextSibling)
        {
            if (_states[child].Symbol == symbol)
                return child;
        }

        return Root;
    }

    private void Add(byte[] pattern, int number)
    {
        var state = Root;
        foreach (var symbol in pattern)
        {
            var child = _building[state].FirstChild;
            while (child != Root && _building[child].Symbol != symbol)
                child = _building[child].NextSibling;
            if (child == Root)
            {
                child = _building.Count;
                _building.Add(new State { Symbol = symbol, NextSibling = _building[state].FirstChild, Pattern = None });
                _building[state] = _building[state] with { FirstChild = child };
            }

            state = child;
        }

        _chain[number] = _building[state].Pattern;
        _building[state] = _building[state] with { Pattern = number };
    }

    /// <summary>Links each state, in order of length, to the longest shorter one that its text ends with, and to the longest such that is a pattern.</summary>
    private void Link()
    {
        var queue = new Queue<int>();
        queue.Enqueue(Root);
        while (queue.TryDequeue(out var state))
        {
            for (var child = _states[state].FirstChild; child != Root; child = _states[child].NextSibling)
            {
                var fallback = state == Root ? Root : FallbackOf(_states[state].Fallback, _states[child].Symbol);
                _states[child].Fallback = fallback;
                _states[child].Suffix = _states[fallback].Pattern == None ? _states[fallback].Suffix : fallback;
                queue.Enqueue(child);
            }
        }
    }

    private int FallbackOf(int state, byte symbol)
    {
        while (true)
        {
            if (Child(state, symbol) is var child and not Root)
                return child;
            if (state == Root)
                return Root;
            state = _states[state].Fallback;
        }
    }

    private int[] MakeTable()
    {
        List<int> states = [Root];
        var begin = 0;
        for (var depth = 1; depth <= DepthOfTable; depth++)
        {
            var end = states.Count;
            for (; begin < end; begin++)
            {
                for (var child = _states[states[begin]].FirstChild; child != Root; child = _states[child].NextSibling)
                    states.Add(child);
            }
        }

        var table = new int[states.Count * FoldedText.Symbols];
        for (var row = 0; row < states.Count; row++)
        {
            for (byte symbol = 0; symbol < FoldedText.Symbols; symbol++)
                table[(row * FoldedText.Symbols) + symbol] = FallbackOf(states[row], symbol);
        }

        for (var row = 0; row < states.Count; row++)
            _states[states[row]].Row = row + 1;
        return table;
    }

    /// <summary>A beginning of patterns.</summary>
    private record struct State
    {
        public byte Symbol { get; set; }

        /// <summary>Its row in the table, from 1; 0 for none.</summary>
        public int Row { get; set; }

        public int FirstChild { get; set; }

        public int NextSibling { get; set; }

        public int Fallback { get; set; }

        public int Suffix { get; set; }

        /// <summary>The last pattern that ends here.</summary>
        public int Pattern { get; set; }
    }
}

/// <summary>Who wants to be told of patterns found.</summary>
internal interface IPatternSink
{
    void Found(int number, int end);
}
