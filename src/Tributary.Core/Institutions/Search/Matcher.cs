using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Tributary.Core.Institutions.Search;

/// <summary>
/// Finds the institutions that a query means, and puts them in order. How it ranks: what share of the query's weight the institution meets, and what
/// share of its name's weight the query meets; rare words weigh more. Decision 0012 tells it in full. The loops over institutions are compiled at their best
/// at once: a server is searched now and then, and should not need thousands of searches to become fast.
/// </summary>
internal sealed class Matcher(TermIndex index, byte[] prominence)
{
    private const float NameShare = 0.6f;
    private const float PlaceQuality = 0.75f;
    private const float InitialsQuality = 0.85f;
    private const float RoutingBonus = 1f;
    private const float InOrder = 1.03f;
    private const float RelaxedShare = 0.6f;
    private const float FoundAgain = 0.1f;

    private readonly ConcurrentBag<Scratch> _scratches = [];

    /// <summary>The institutions found, best first.</summary>
    /// <param name="text">The query.</param>
    /// <param name="allowed">Which institutions may be found; null for all.</param>
    /// <param name="skip">How many to skip.</param>
    /// <param name="take">How many to return at most.</param>
    /// <returns>How many there are in all, and those of the page.</returns>
    public (int Total, int[] Page) Find(string text, Func<int, bool>? allowed, int skip, int take)
    {
        var readings = Reading.Of(text, index);
        if (readings.Count == 0)
            return (0, []);
        var scratch = _scratches.TryTake(out var used) ? used : new Scratch(index.Count);
        try
        {
            foreach (var reading in readings)
                Evaluate(reading, scratch, withTypos: false, isRelaxed: false);
            if (scratch.FoundCount == 0)
                readings.ForEach(reading => Evaluate(reading, scratch, withTypos: true, isRelaxed: false));
            if (scratch.FoundCount == 0)
                readings.ForEach(reading => Evaluate(reading, scratch, withTypos: true, isRelaxed: true));
            return Rank(scratch.Keys(allowed), skip, take);
        }
        finally
        {
            scratch.Clear();
            _scratches.Add(scratch);
        }
    }

    /// <summary>The first institution with a routing number; -1 where none has it.</summary>
    public int FindRoutingNumber(string text)
    {
        if (text.Length != 9 || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return -1;
        var number = long.Parse(text);
        return index.RoutingsBetween(number, number + 1) is [var first, ..] ? TermIndex.ReadRouting(first).Institution : -1;
    }

    private void Evaluate(Reading reading, Scratch scratch, bool withTypos, bool isRelaxed)
    {
        if (isRelaxed && reading.IsStrict)
            return;
        foreach (var word in reading.Words)
            word.Resolve(index, withTypos);
        if (reading.IsStrict && reading.Words.Any(word => word.Cost == 0))
            return;

        // A word that nothing meets says nothing about where to look.
        var telling = reading.Words.Where(word => reading.IsStrict || !word.IsGeneric).ToList();
        if (telling.Count == 0)
            telling = [.. reading.Words];
        var required = telling.Where(word => word.Cost > 0 || word.Routing is not null).OrderBy(word => word.Cost).ToList();
        if (required.Count == 0 || (required.Count < telling.Count && !isRelaxed))
            return;
        var optional = reading.Words.Where(word => !required.Contains(word) && word.Cost > 0);
        var all = required.Concat(optional).ToList();
        var weight = 0f;
        foreach (var word in reading.Words)
            weight += word.Weight;

        for (var i = 0; i < all.Count; i++)
        {
            var isFirst = i == 0 || (isRelaxed && i < required.Count);
            Meet(all[i], i, Position(reading, all[i]), isFirst ? 0 : isRelaxed ? 0 : (1 << Math.Min(i, required.Count)) - 1, isFirst, scratch);
        }

        Collect(reading, required.Count, all, weight, isRelaxed, scratch);
    }

    private static int Position(Reading reading, QueryWord word)
    {
        for (var i = 0; i < reading.Words.Count; i++)
        {
            if (ReferenceEquals(reading.Words[i], word))
                return i;
        }

        return -1;
    }

    /// <summary>Adds what one word is worth to each institution that meets it, once, by the best of the word's matches.</summary>
    private void Meet(QueryWord word, int bit, int position, int mustHave, bool isFirst, Scratch scratch)
    {
        if (word.Routing is { } range)
        {
            foreach (var entry in index.RoutingsBetween(range.From, range.To))
            {
                var institution = TermIndex.ReadRouting(entry).Institution;
                if (scratch.MayMeet(institution, bit, mustHave, isFirst))
                    scratch.Add(institution, bit, word.Weight, RoutingBonus * index.NameWeight(institution));
            }
        }

        foreach (var (term, quality) in word.Matches)
        {
            var postings = index.Postings(term);
            var termWeight = Math.Min(index.WeightOf(postings.Length), word.Weight) * quality;
            if (!isFirst && (long)scratch.Touched.Length * 12 < postings.Length)
                MeetFew(postings, word, bit, position, mustHave, quality, termWeight, scratch);
            else
                MeetAll(postings, word, bit, position, mustHave, isFirst, quality, termWeight, scratch);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MeetAll(
        ReadOnlySpan<uint> postings, QueryWord word, int bit, int position, int mustHave, bool isFirst, float quality, float termWeight, Scratch scratch)
    {
        foreach (var value in postings)
        {
            var posting = new Posting(value);
            if (scratch.MayMeet(posting.Institution, bit, mustHave, isFirst))
                Add(posting, word, bit, position, quality, termWeight, scratch);
        }
    }

    /// <summary>Few institutions are left and many have the word: looked up one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MeetFew(
        ReadOnlySpan<uint> postings, QueryWord word, int bit, int position, int mustHave, float quality, float termWeight, Scratch scratch)
    {
        foreach (var institution in scratch.Touched)
        {
            if (!scratch.MayMeet(institution, bit, mustHave, isFirst: false))
                continue;
            var at = postings.BinarySearch((uint)institution << 8);
            at = at < 0 ? ~at : at;
            if (at < postings.Length && new Posting(postings[at]).Institution == institution)
                Add(new Posting(postings[at]), word, bit, position, quality, termWeight, scratch);
        }
    }

    private void Add(Posting posting, QueryWord word, int bit, int position, float quality, float termWeight, Scratch scratch)
    {
        var (met, ofName) = (quality, termWeight);
        if (posting.Field != TermField.Name)
            (met, ofName) = ElsewhereThanInTheName(posting, word, quality);
        else if (posting.Position == position)
            met *= InOrder;
        scratch.Add(posting.Institution, bit, word.Weight * met, ofName);
    }

    private (float Met, float OfName) ElsewhereThanInTheName(Posting posting, QueryWord word, float quality)
    {
        var nameWeight = index.NameWeight(posting.Institution);
        return posting.Field switch
        {
            TermField.Place => (quality * PlaceQuality, 0),
            TermField.Initials => (quality * InitialsQuality, quality * nameWeight * 0.7f),
            _ when word.IsAddress => (quality * (posting.Position == 1 ? 0.97f : 1), nameWeight * quality * 0.9f),
            _ => (quality, nameWeight * quality * (quality >= QueryWord.LabelQuality ? 0.8f : 0.5f)),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Collect(Reading reading, int requiredCount, List<QueryWord> all, float weight, bool isRelaxed, Scratch scratch)
    {
        var required = (1 << requiredCount) - 1;
        var least = 0f;
        if (isRelaxed)
        {
            foreach (var institution in scratch.Touched)
                least = Math.Max(least, WeightMet(scratch.Of(institution).Met & required, all));
            least *= RelaxedShare;
        }

        var perQueryWeight = weight > 0 ? 1 / weight : 0;
        foreach (var institution in scratch.Touched)
        {
            ref var note = ref scratch.Of(institution);
            var met = note.Met & required;
            if (isRelaxed ? WeightMet(met, all) < least : met != required)
                continue;
            var ofName = index.NameWeight(institution) is > 0 and var whole ? Math.Min(1, note.OfName / whole) : 0;
            scratch.Offer(institution, (note.OfQuery * perQueryWeight) + (NameShare * ofName) + reading.Bonus + (prominence[institution] * 0.001f));
        }

        scratch.ClearTouched();
    }

    private static float WeightMet(int met, List<QueryWord> all)
    {
        var weight = 0f;
        for (var i = 0; met != 0; i++, met >>= 1)
        {
            if ((met & 1) != 0)
                weight += all[i].Weight;
        }

        return weight;
    }

    /// <summary>Best first, and by name among equals, since institutions are numbered by name.</summary>
    private static (int Total, int[] Page) Rank(Span<long> found, int skip, int take)
    {
        var total = found.Length;
        var wanted = (int)Math.Min(total, (long)skip + take);
        if (skip >= total || take <= 0)
            return (total, []);
        if (wanted < total / 8)
            found = Best(found, wanted);
        found.Sort();
        var page = new int[wanted - skip];
        for (var i = 0; i < page.Length; i++)
            page[i] = int.MaxValue - (int)(uint)found[^(skip + i + 1)];
        return (total, page);
    }

    /// <summary>The greatest keys, kept in a heap whose least is on top while all are passed by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Span<long> Best(Span<long> keys, int count)
    {
        var heap = keys[..count];
        for (var i = (count / 2) - 1; i >= 0; i--)
            Sink(heap, i);
        for (var i = count; i < keys.Length; i++)
        {
            if (keys[i] <= heap[0])
                continue;
            heap[0] = keys[i];
            Sink(heap, 0);
        }

        return heap;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sink(Span<long> heap, int at)
    {
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= heap.Length)
                return;
            if (child + 1 < heap.Length && heap[child + 1] < heap[child])
                child++;
            if (heap[at] <= heap[child])
                return;
            (heap[at], heap[child]) = (heap[child], heap[at]);
            at = child;
        }
    }

    /// <summary>What a query notes about one institution.</summary>
    private struct Note
    {
        public float OfQuery;
        public float OfName;
        public ushort Met;
    }

    /// <summary>What a query notes about each institution; lent to one query at a time, and clean again afterwards.</summary>
    private sealed class Scratch(int count)
    {
        private readonly Note[] _notes = new Note[count];
        private readonly float[] _best = new float[count];
        private readonly int[] _touched = new int[count];
        private readonly int[] _found = new int[count];
        private readonly long[] _keys = new long[count];
        private int _touchedCount;

        public int FoundCount { get; private set; }

        public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _touchedCount);

        public ref Note Of(int institution) => ref _notes[institution];

        /// <summary>Whether an institution may meet a word: not before, and only where it has met those it must have.</summary>
        public bool MayMeet(int institution, int bit, int mustHave, bool isFirst)
        {
            var met = _notes[institution].Met;
            return isFirst ? (met & (1 << bit)) == 0 : met != 0 && (met & mustHave) == mustHave && (met & (1 << bit)) == 0;
        }

        public void Add(int institution, int bit, float ofQuery, float ofName)
        {
            ref var note = ref _notes[institution];
            if (note.Met == 0)
                _touched[_touchedCount++] = institution;
            note.Met |= (ushort)(1 << bit);
            note.OfQuery += ofQuery;
            note.OfName += ofName;
        }

        public void Offer(int institution, float score)
        {
            ref var best = ref _best[institution];
            // What is meant in two ways at once, by address and by name say, comes before what is meant in one.
            if (best == 0)
                _found[FoundCount++] = institution;
            else
                score = Math.Max(score, best) + FoundAgain;
            best = Math.Max(score, 0.0001f);
        }

        /// <summary>What was found and may be, as numbers that are the greater the better.</summary>
        public Span<long> Keys(Func<int, bool>? allowed)
        {
            var kept = 0;
            foreach (var institution in _found.AsSpan(0, FoundCount))
            {
                if (allowed is null || allowed(institution))
                    _keys[kept++] = ((long)(_best[institution] * 1_000_000) << 32) | (uint)(int.MaxValue - institution);
            }

            return _keys.AsSpan(0, kept);
        }

        public void ClearTouched()
        {
            foreach (var institution in Touched)
                _notes[institution] = default;
            _touchedCount = 0;
        }

        public void Clear()
        {
            ClearTouched();
            foreach (var institution in _found.AsSpan(0, FoundCount))
                _best[institution] = 0;
            FoundCount = 0;
        }
    }
}
