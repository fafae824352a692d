using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Tributary.Core.Institutions.Search;

/// <summary>
/// Every word of the directory in alphabetical order, and for each the institutions that have it, ascending: all in a few arrays, so that 187,000
/// institutions are a dozen objects to the garbage collector. Never changes once it is built.
/// </summary>
internal sealed class TermIndex
{
    private readonly byte[] _texts;
    private readonly int[] _textEnds;
    private readonly int[] _postingEnds;
    private readonly uint[] _postings;

    // Words of names and places with the letters they have: what a typo may have been meant to be.
    private readonly int[] _typoTerms;
    private readonly uint[] _typoLetters;

    private readonly long[] _routings;

    /// <summary>Of each institution, what the words of its name weigh together.</summary>
    private readonly float[] _nameWeights;

    private TermIndex(
        byte[] texts, int[] textEnds, int[] postingEnds, uint[] postings, int[] typoTerms, uint[] typoLetters, long[] routings, float[] nameWeights)
    {
        _texts = texts;
        _textEnds = textEnds;
        _postingEnds = postingEnds;
        _postings = postings;
        _typoTerms = typoTerms;
        _typoLetters = typoLetters;
        _routings = routings;
        _nameWeights = nameWeights;
    }

    /// <summary>How many institutions can be found.</summary>
    public int Count => _nameWeights.Length;

    /// <summary>How many words there are.</summary>
    public int TermCount => _textEnds.Length;

    public float NameWeight(int institution) => _nameWeights[institution];

    public ReadOnlySpan<byte> Text(int term) => _texts.AsSpan((term == 0 ? 0 : _textEnds[term - 1])..(_textEnds[term]));

    public ReadOnlySpan<uint> Postings(int term) => _postings.AsSpan((term == 0 ? 0 : _postingEnds[term - 1])..(_postingEnds[term]));

    public int PostingCount(int term) => _postingEnds[term] - (term == 0 ? 0 : _postingEnds[term - 1]);

    /// <summary>How much a word that so many institutions have tells: less, the more have it.</summary>
    public float WeightOf(int institutionsWithIt) => MathF.Log2(1 + ((float)Count / Math.Max(1, institutionsWithIt)));

    /// <summary>The first word that is not before the one given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int LowerBound(ReadOnlySpan<byte> text)
    {
        var (low, high) = (0, TermCount);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Text(middle).SequenceCompareTo(text) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The word itself; -1 where no institution has it.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        var at = LowerBound(text);
        return at < TermCount && Text(at).SequenceEqual(text) ? at : -1;
    }

    /// <summary>Behind the last word that begins so.</summary>
    public int EndOfPrefix(int from, ReadOnlySpan<byte> prefix)
    {
        var (low, high) = (from, TermCount);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Text(middle).StartsWith(prefix))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Whether a name has the word.</summary>
    public bool IsInNames(int term)
    {
        foreach (var posting in Postings(term))
        {
            if (new Posting(posting).Field == TermField.Name)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Words of names and places that so many slips of the finger make of the one given. Most are passed over by their set of letters alone: a slip
    /// changes it by two letters at most.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FindTypos(ReadOnlySpan<byte> word, int mostEdits, List<(int Term, int Edits)> found)
    {
        var letters = Typo.LettersOf(word);
        for (var i = 0; i < _typoLetters.Length; i++)
        {
            if (BitOperations.PopCount(_typoLetters[i] ^ letters) > 2 * mostEdits)
                continue;
            var term = _typoTerms[i];
            var text = Text(term);
            if (Math.Abs(text.Length - word.Length) > mostEdits)
                continue;
            var edits = Typo.Edits(word, text, mostEdits);
            if (edits is > 0 && edits <= mostEdits)
                found.Add((term, edits));
        }
    }

    /// <summary>Institutions by the beginning of a routing number, ascending by number.</summary>
    public ReadOnlySpan<long> RoutingsBetween(long from, long to)
    {
        var low = LowerRouting(from);
        return _routings.AsSpan(low..LowerRouting(to));
    }

    public static (long Number, int Institution) ReadRouting(long entry) => (entry >> 24, (int)(entry & (Posting.MostInstitutions - 1)));

    private int LowerRouting(long number)
    {
        var at = _routings.AsSpan().BinarySearch(number << 24);
        return at < 0 ? ~at : at;
    }

    /// <summary>Takes the institutions in order, and makes an index of them.</summary>
    internal sealed class Builder
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly List<(int Term, uint Posting)> _postings = [];
        private readonly List<int> _lastInstitution = [];
        private readonly List<long> _routings = [];
        private readonly List<int> _nameTerms = [];
        private readonly List<int> _nameEnds = [];
        private readonly List<Term> _terms = [];

        public void Add(Institution institution)
        {
            var number = _nameEnds.Count;
            if (number >= Posting.MostInstitutions)
                throw new InvalidOperationException($"The directory holds at most {Posting.MostInstitutions} institutions.");
            InstitutionTerms.Collect(institution, _terms);
            foreach (var term in _terms)
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, term.Text, out var exists);
                if (!exists)
                {
                    known = _lastInstitution.Count;
                    _lastInstitution.Add(-1);
                }

                if (_lastInstitution[known] == number)
                    continue;
                _lastInstitution[known] = number;
                _postings.Add((known, new Posting(number, term.Field, term.Position).Value));
                if (term is { Field: TermField.Name, IsWritten: true })
                    _nameTerms.Add(known);
            }

            foreach (var routing in institution.RoutingNumbers)
            {
                if (long.TryParse(routing, NumberStyles.None, null, out var digits) && digits < 1_000_000_000)
                    _routings.Add((digits << 24) | (uint)number);
            }

            _nameEnds.Add(_nameTerms.Count);
        }

        public TermIndex Build()
        {
            var (texts, textEnds, rank) = SortTexts();
            var (postingEnds, postings) = SortPostings(rank);
            var (typoTerms, typoLetters) = FindTypoTerms(texts, textEnds, postingEnds, postings);
            _routings.Sort();
            var index = new TermIndex(
                texts, textEnds, postingEnds, postings, typoTerms, typoLetters, [.. _routings], new float[_nameEnds.Count]);
            WeighNames(index, rank);
            return index;
        }

        private (byte[] Texts, int[] Ends, int[] Rank) SortTexts()
        {
            var terms = _numbers.Select(term => (Text: Encoding.UTF8.GetBytes(term.Key), Number: term.Value)).ToArray();
            Array.Sort(terms, (a, b) => a.Text.AsSpan().SequenceCompareTo(b.Text));
            var (texts, ends, rank) = (new byte[terms.Sum(term => term.Text.Length)], new int[terms.Length], new int[terms.Length]);
            var end = 0;
            for (var i = 0; i < terms.Length; i++)
            {
                terms[i].Text.CopyTo(texts, end);
                ends[i] = end += terms[i].Text.Length;
                rank[terms[i].Number] = i;
            }

            return (texts, ends, rank);
        }

        /// <summary>Counted into place: institutions came in order, so that each word's stay so.</summary>
        private (int[] Ends, uint[] Postings) SortPostings(int[] rank)
        {
            var ends = new int[rank.Length];
            foreach (var (term, _) in _postings)
                ends[rank[term]]++;
            var start = 0;
            for (var i = 0; i < ends.Length; i++)
            {
                var count = ends[i];
                ends[i] = start;
                start += count;
            }

            var sorted = new uint[_postings.Count];
            foreach (var (term, posting) in _postings)
                sorted[ends[rank[term]]++] = posting;
            return (ends, sorted);
        }

        private static (int[] Terms, uint[] Letters) FindTypoTerms(byte[] texts, int[] textEnds, int[] postingEnds, uint[] postings)
        {
            var (terms, letters) = (new List<int>(), new List<uint>());
            for (var term = 0; term < textEnds.Length; term++)
            {
                var text = texts.AsSpan((term == 0 ? 0 : textEnds[term - 1])..(textEnds[term]));
                if (text.Length < 3 || !HasWords(postings.AsSpan((term == 0 ? 0 : postingEnds[term - 1])..(postingEnds[term]))))
                    continue;
                terms.Add(term);
                letters.Add(Typo.LettersOf(text));
            }

            return ([.. terms], [.. letters]);
        }

        private static bool HasWords(ReadOnlySpan<uint> postings)
        {
            foreach (var posting in postings)
            {
                if (new Posting(posting).Field is TermField.Name or TermField.Place)
                    return true;
            }

            return false;
        }

        private void WeighNames(TermIndex index, int[] rank)
        {
            var at = 0;
            for (var i = 0; i < _nameEnds.Count; i++)
            {
                var weight = 0f;
                for (; at < _nameEnds[i]; at++)
                    weight += index.WeightOf(index.PostingCount(rank[_nameTerms[at]]));
                index._nameWeights[i] = weight;
            }
        }
    }
}
