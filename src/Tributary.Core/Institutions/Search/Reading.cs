using System.Text;

namespace Tributary.Core.Institutions.Search;

/// <summary>One way to understand a query: its words, all of which must be met but those that tell nothing apart.</summary>
/// <param name="Words">The words, in order.</param>
/// <param name="Bonus">What an institution gets for being meant this way.</param>
/// <param name="IsStrict">Whether every word must be met; otherwise generic ones may miss.</param>
internal sealed record Reading(IReadOnlyList<QueryWord> Words, float Bonus, bool IsStrict)
{
    /// <summary>What a query costs is bounded by how much of it is read: nobody types more to find a bank.</summary>
    private const int MostCharacters = 512;
    private const int MostWords = 12;
    private const int LongestWord = 64;
    private const float NicknameBonus = 0.35f;
    private const float AddressBonus = 0.5f;

    /// <summary>The ways to understand a text, the plain one first; none where it has no letter and no digit.</summary>
    public static List<Reading> Of(string text, TermIndex index)
    {
        var read = text.Length > MostCharacters ? text[..MostCharacters] : text;
        var readings = new List<Reading>();
        var plain = new StringBuilder();
        var addresses = new List<QueryWord>();
        foreach (var part in read.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            ReadPart(part, plain, addresses, index);

        var words = SearchText.Words(SearchText.Fold(plain.ToString()))
            .Select(word => word.Length > LongestWord ? word[..LongestWord] : word)
            .Distinct(StringComparer.Ordinal)
            .Take(MostWords)
            .ToList();
        var meant = words.SelectMany(Vocabulary.WriteOut).Distinct(StringComparer.Ordinal).Take(MostWords).ToList();
        if (meant.Count > 0)
            readings.Add(new Reading([.. meant.Select(word => new QueryWord(word, Said(words, word)))], 0, IsStrict: false));
        foreach (var named in Vocabulary.ReadNicknames(meant).Concat(Vocabulary.ReadNicknames(words)).Take(6))
            readings.Add(new Reading([.. named.Take(MostWords).Select(word => new QueryWord(word, null))], NicknameBonus, IsStrict: true));
        foreach (var other in Compounds.Of(meant, index).Take(6))
            readings.Add(new Reading([.. other.Take(MostWords).Select(word => new QueryWord(word, null))], 0, IsStrict: false));
        if (addresses.Count > 0)
            readings.Insert(0, new Reading([.. addresses.Take(2)], AddressBonus, IsStrict: true));
        return readings;
    }

    /// <summary>An address is looked for as such, and its owner's part also as a word, since a directory may know the name alone.</summary>
    private static void ReadPart(string part, StringBuilder plain, List<QueryWord> addresses, TermIndex index)
    {
        if (WebAddress.HostOf(part) is not { } host || !WebAddress.IsMeant(part, host))
        {
            plain.Append(part).Append(' ');
            return;
        }

        var domain = WebAddress.DomainOf(host);
        var known = new[] { host, domain }.Distinct(StringComparer.Ordinal).Where(name => index.Find(Encoding.UTF8.GetBytes(name)) >= 0).ToArray();
        if (known.Length > 0)
            addresses.Add(new QueryWord(known[0], known.Length > 1 ? known[1] : null) { IsAddress = true });
        plain.Append(domain.AsSpan(0, domain.IndexOf('.', StringComparison.Ordinal))).Append(' ');
    }

    /// <summary>The abbreviation that was said for a word, where it stands for that word alone.</summary>
    private static string? Said(List<string> words, string meant) => words.Find(word =>
        Vocabulary.WriteOut(word) is [var only] && string.Equals(only, meant, StringComparison.Ordinal) && !string.Equals(word, meant, StringComparison.Ordinal));
}

/// <summary>A word of a query, and the words of the directory that meet it.</summary>
/// <param name="text">The word, folded.</param>
/// <param name="other">The same said otherwise; null for none.</param>
internal sealed class QueryWord(string text, string? other)
{
    private const float OtherQuality = 0.95f;
    public const float LabelQuality = 0.98f;
    private const float PluralQuality = 0.93f;
    private const float AlternativeQuality = 0.9f;
    private const int ShortestRouting = 4;

    private readonly byte[] _text = Encoding.UTF8.GetBytes(text);
    private readonly List<(int Term, int Edits)> _typos = [];

    public bool IsAddress { get; init; }

    public bool IsGeneric { get; } = Vocabulary.IsGeneric(text);

    /// <summary>The directory's words, the best first.</summary>
    public List<(int Term, float Quality)> Matches { get; } = [];

    /// <summary>The institutions whose routing number begins so.</summary>
    public (long From, long To)? Routing { get; private set; }

    /// <summary>How much the word tells.</summary>
    public float Weight { get; private set; }

    /// <summary>How many postings its words have.</summary>
    public int Cost { get; private set; }

    /// <summary>Looks the word up.</summary>
    /// <param name="index">Where.</param>
    /// <param name="withTypos">Whether slips count even where the word itself is known.</param>
    public void Resolve(TermIndex index, bool withTypos)
    {
        Matches.Clear();
        var exact = Add(index, _text, 1);
        if (other is not null)
            Add(index, Encoding.UTF8.GetBytes(other), OtherQuality);
        if (!IsAddress)
        {
            AddOtherForms(index);
            // "Bank" is so common that what begins like it adds nothing.
            if (!IsGeneric || exact < 0)
                AddPrefixed(index, exact);
            if (Matches.Count == 0 || (withTypos && !IsGeneric))
                AddTypos(index);
            ReadRouting(index);
        }

        Cost = 0;
        foreach (var (term, _) in Matches)
            Cost += index.PostingCount(term);
        Weight = index.WeightOf(exact >= 0 ? index.PostingCount(exact) : Math.Min(index.Count, Cost));
    }

    private int Add(TermIndex index, ReadOnlySpan<byte> word, float quality)
    {
        var term = index.Find(word);
        if (term >= 0 && !Matches.Exists(match => match.Term == term))
            Matches.Add((term, quality));
        return term;
    }

    private void AddOtherForms(TermIndex index)
    {
        if (_text.Length > 3)
            Add(index, _text[^1] == (byte)'s' ? _text.AsSpan(..^1) : [.. _text, (byte)'s'], PluralQuality);
        foreach (var alternative in Vocabulary.AlternativesOf(text))
            Add(index, Encoding.UTF8.GetBytes(alternative), AlternativeQuality);
    }

    private void AddPrefixed(TermIndex index, int exact)
    {
        var from = index.LowerBound(_text);
        var to = index.EndOfPrefix(from, _text);
        var known = Matches.Count;
        for (var term = from; term < to; term++)
        {
            if (term == exact || IsKnown(term, known))
                continue;
            var longer = index.Text(term);
            // All of an address but its ending is what the institution itself wants to be called.
            if (longer[_text.Length] == (byte)'.' && _text.Length > 1)
                Matches.Insert(0, (term, LabelQuality));
            // Where names have the word itself, addresses that go on otherwise say little, and are many.
            else if (exact < 0 || !longer.Contains((byte)'.'))
                Matches.Add((term, 0.5f + (0.38f * _text.Length / longer.Length)));
        }
    }

    private bool IsKnown(int term, int known)
    {
        for (var i = 0; i < known; i++)
        {
            if (Matches[i].Term == term)
                return true;
        }

        return false;
    }

    private void AddTypos(TermIndex index)
    {
        var most = Typo.MostIn(_text.Length);
        if (most == 0)
            return;
        _typos.Clear();
        index.FindTypos(_text, most, _typos);
        var known = Matches.Count;
        foreach (var (term, edits) in _typos)
        {
            if (!IsKnown(term, known))
                Matches.Add((term, Typo.Quality(_text, index.Text(term), edits)));
        }
    }

    private void ReadRouting(TermIndex index)
    {
        if (_text.Length is < ShortestRouting or > 9 || !_text.All(sign => sign is >= (byte)'0' and <= (byte)'9'))
            return;
        var (from, to) = (long.Parse(text), long.Parse(text) + 1);
        for (var i = _text.Length; i < 9; i++)
            (from, to) = (from * 10, to * 10);
        if (!index.RoutingsBetween(from, to).IsEmpty)
            Routing = (from, to);
    }
}
