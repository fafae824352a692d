using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Tributary.Core.Categories;

/// <summary>A folded text, out of which a payee's name and place are to be found.</summary>
/// <param name="text">The institution's words.</param>
/// <param name="symbols">The same folded.</param>
/// <param name="words">The words of both.</param>
/// <param name="currency">What the payment was made in, which tells a state from a country of the same letters.</param>
/// <param name="named">Where a name that a rule knows is in the folded text; empty for none.</param>
internal readonly ref struct PayeeName(ReadOnlySpan<char> text, ReadOnlySpan<byte> symbols, ReadOnlySpan<FoldedWord> words, string currency, Range named)
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("AEIOUYaeiouyÄÖÜäöüÉé");

    private const int MostNameWords = 5;
    private const int MostSecurityWords = 12;
    private const int MostCityWords = 3;
    private const int MostKnownCityWords = 4;
    private const int MostWords = 96;

    private static readonly Dictionary<string, List<string>> Noise = ReadNoise();
    private static readonly FrozenSet<ulong> BeforeName = Keys(Noise["before a name"]);
    private static readonly FrozenSet<ulong> NoName = Keys(Noise["no name"]);
    private static readonly FrozenSet<ulong> EndsName = Keys(Noise["ends a name"]);
    private static readonly FrozenSet<ulong> NamesNobody = Keys(Noise["names nobody alone"]);
    private static readonly byte[][] BeforeSecurity = [.. Noise["before a security"].Select(Folded).OrderByDescending(phrase => phrase.Length)];
    private static readonly FrozenSet<ulong> OfMovement = [.. BeforeName, .. NoName, .. EndsName, .. Keys(Noise["of a movement"])];
    private static readonly FrozenSet<ulong> ShortNames = Keys("USA UK BMW KFC CVS IBM UPS DHL HBO AMC ATM IKEA REWE EDEKA AOK ADAC TUI BP GNC DSW REI TK AG SE KG EG SA BV NV LLC LTD PLC HEB H&M".Split(' '));
    private static readonly KnownPlaces Places = KnownPlaces.Read(word => Key(word));
    private static readonly KnownCountry UnitedStates = Places.Country(Key("US"))!;
    private static readonly KnownCountry Canada = Places.Country(Key("CA"))!;
    private static readonly FrozenDictionary<ulong, string> Countries = ReadCountries();

    private readonly ReadOnlySpan<char> _text = text;
    private readonly ReadOnlySpan<byte> _symbols = symbols;
    private readonly ReadOnlySpan<FoldedWord> _words = words;
    private readonly string _currency = currency;
    private readonly Range _named = named;

    /// <summary>The words without what is no name, and where the payee is.</summary>
    public (string? Words, PayeePlace? Place) Clean()
    {
        var (place, end) = FindPlace();
        var begin = 0;
        while (begin < end && (BeforeName.Contains(KeyOf(begin)) || NoName.Contains(KeyOf(begin)) || IsNumber(begin)))
            begin++;
        var name = IsAnybody(begin, end) ? Join(begin, end) : null;

        // A text of nothing but such words is all there is to call it.
        name ??= Join(0, end);
        return (name, place);
    }

    /// <summary>
    /// The name of the security that a text of its trade or income names: all that stands behind what happened, digits too, up to a price. Null where nothing does.
    /// </summary>
    public string? Security()
    {
        var begin = 0;
        foreach (var phrase in BeforeSecurity)
        {
            if (_symbols.StartsWith(phrase))
            {
                while (begin < _words.Length && _words[begin].End < phrase.Length)
                    begin++;
                break;
            }
        }

        var end = begin;
        while (end < _words.Length && end - begin < MostSecurityWords && !EndsName.Contains(KeyOf(end)) && (end == begin || !IsPriced(end)))
            end++;
        return !IsAnybody(begin, end) ? null : _text[_words[begin].TextBegin..ReadTo(end)].ToString();
    }

    private bool IsPriced(int word) => _text[_words[word - 1].TextEnd.._words[word].TextBegin].Contains('@');

    /// <summary>Where the text of a word ends, with a per cent sign or a closing bracket behind it.</summary>
    private int ReadTo(int end)
    {
        var textEnd = _words[end - 1].TextEnd;
        return textEnd < _text.Length && (_text[textEnd] is '%' or ')') ? textEnd + 1 : textEnd;
    }

    /// <summary>Whether words are more than what any payment may be called.</summary>
    private bool IsAnybody(int begin, int end)
    {
        for (var i = begin; i < end; i++)
        {
            if (!NamesNobody.Contains(KeyOf(i)) && !NoName.Contains(KeyOf(i)) && !IsNumber(i))
                return true;
        }

        return false;
    }

    /// <summary>The name a rule knows, in whole words where the rule's pattern begins or ends within one: <c>AMC Theaters</c> for <c>AMC Theat*</c>.</summary>
    /// <param name="pattern">The pattern's own words.</param>
    public string WholeWordsOf(string pattern)
    {
        var first = -1;
        for (var word = 0; word < _words.Length; word++)
        {
            if (_words[word].End <= _named.Start.Value)
                continue;
            if (first < 0)
                first = word;
            if (_words[word].End > _named.End.Value || (_words[word].End + 1 >= _named.End.Value && _words[first].Begin < _named.Start.Value))
                return Title(Joined(first, word + 1));
            if (_words[word].End + 1 >= _named.End.Value)
                return pattern;
        }

        return pattern;
    }

    /// <summary>A name in capital letters as people write it; one that has small letters stays.</summary>
    public static string Title(string name)
    {
        if (name.Any(char.IsLower) && char.IsUpper(name[0]))
            return name;
        var title = new StringBuilder(name.Length);
        var begin = 0;
        while (begin < name.Length)
        {
            var end = begin;
            while (end < name.Length && (char.IsLetterOrDigit(name[end]) || name[end] is '\'' or '&' or '’'))
                end++;
            if (end == begin)
            {
                title.Append(name[begin++]);
                continue;
            }

            var word = name.AsSpan(begin, end - begin);
            if (StaysInCapitals(word))
                title.Append(word.ToString().ToUpperInvariant());
            else
                title.Append(char.ToUpperInvariant(word[0])).Append(word[1..].ToString().ToLowerInvariant());
            begin = end;
        }

        return title.ToString();
    }

    /// <summary>Whether some word names somebody: one that is neither a number nor a word of movements and means of payment.</summary>
    public static bool NamesSomebody(string words)
    {
        Span<byte> symbols = stackalloc byte[FoldedText.MostSymbols];
        Span<FoldedWord> found = stackalloc FoldedWord[MostWords];
        var (length, count) = FoldedText.Fold(words, symbols, found);
        var name = new PayeeName(words, symbols[..length], found[..count], currency: "", named: default);
        for (var word = 0; word < count; word++)
        {
            if (!name.IsNumber(word) && !OfMovement.Contains(name.KeyOf(word)))
                return true;
        }

        return false;
    }

    private static bool StaysInCapitals(ReadOnlySpan<char> word)
    {
        if (word.Length > 5)
            return false;
        if (word.Length <= 4 && !word.ContainsAny(Vowels))
            return true;
        return ShortNames.Contains(Key(word));
    }

    private string? Join(int begin, int end)
    {
        var name = new StringBuilder(64);
        var count = 0;
        var last = -1;
        for (var i = begin; i < end && count < MostNameWords; i++)
        {
            var key = KeyOf(i);
            if (count > 0 && EndsName.Contains(key))
                break;
            if (NoName.Contains(key) || (count > 0 ? HasDigit(i) : IsNumber(i)))
            {
                // A number behind a name is a branch or a reference: what follows it is where, or when.
                if (count > 0)
                    break;
                continue;
            }

            if (count > 0)
                name.Append(Between(last, i));
            name.Append(_text[_words[i].TextBegin.._words[i].TextEnd]);
            last = i;
            count++;
        }

        return count == 0 ? null : name.ToString();
    }

    /// <summary>Words with what joins them.</summary>
    private string Joined(int begin, int end)
    {
        var joined = new StringBuilder(64);
        for (var word = begin; word < end; word++)
            joined.Append(word == begin ? "" : Between(word - 1, word)).Append(_text[_words[word].TextBegin.._words[word].TextEnd]);
        return joined.ToString();
    }

    private bool IsEndOfName(int word) => _words[word].Begin < _named.End.Value && _named.End.Value <= _words[word].End + 1;

    /// <summary>What joins two words of a name: their own sign where only that stands between them.</summary>
    private string Between(int one, int other)
    {
        var gap = _text[_words[one].TextEnd.._words[other].TextBegin];
        return gap.Length == 1 && gap[0] is '-' or '&' or '.' or '/' ? gap.ToString() : gap.Trim() is "&" ? " & " : " ";
    }

    /// <summary>Where the payee is, and the word behind its name.</summary>
    private (PayeePlace? Place, int NameEnd) FindPlace()
    {
        var end = _words.Length;
        string? country = null;
        string? postal = null;
        while (end > 1 && IsNumber(end - 1) && !IsPostalCode(end - 1))
            end--;
        if (end > 1 && IsUpper(end - 1) && Countries.TryGetValue(KeyOf(end - 1), out var code))
            (country, end) = (code, end - 1);
        else if (end > 2 && IsUpper(end - 1) && Places.Country(KeyOf(end - 1)) is { } behind && StateBefore(end - 1) == behind.Code)
            (country, end) = (behind.Code, end - 1);
        if (end > 2 && IsPostalCode(end - 1) && (Places.CountryOfState(KeyOf(end - 2)) ?? Places.Country(KeyOf(end - 2))?.Code) is not null)
            (postal, end) = (TextOf(end - 1), end - 1);
        if (end < 2 || !IsUpper(end - 1) || ReadRegion(end - 1, country, postal) is not { } region)
            return (country is null ? null : new PayeePlace(null, null, null, country), country is null ? _words.Length : end);
        if (region.City < 0)
            return (null, _words.Length);
        var place = new PayeePlace(Title(Join(region.City, end - 1, " ")), region.IsState ? TextOf(end - 1) : null, postal, region.Country);
        return (place, region.City == 0 ? _words.Length : region.City);
    }

    /// <summary>The country of the state before a country's code, or before the postal code there; null where that is no state.</summary>
    private string? StateBefore(int word) => Places.CountryOfState(KeyOf(IsPostalCode(word - 1) ? word - 2 : word - 1));

    /// <summary>
    /// What a code is: a state, or a country. Many are both (<c>DE</c> is Delaware and Germany). A city tells, then a postal code, then the currency; a
    /// text that leaves it open tells no place.
    /// </summary>
    private (string Country, bool IsState, int City)? ReadRegion(int code, string? country, string? postal)
    {
        var ofState = Places.CountryOfState(KeyOf(code));
        var itself = Places.Country(KeyOf(code));
        if (country is not null && ofState != country)
            ofState = null;
        if (itself is not null && (itself == UnitedStates || (country is not null && itself.Code != country)))
            itself = null;

        if (itself is not null && KnownCityBefore(code, itself) is var known and >= 0)
            return (itself.Code, false, known);
        if (itself is { IsWord: true })
            itself = null;
        if (ofState is null)
            return itself is null ? null : (itself.Code, false, CityBefore(code));
        if (itself is null || country is not null || IsPlainlyState(code, ofState, itself, postal))
            return (ofState, true, CityBefore(code));
        return itself.Currency == _currency && itself != Canada ? (itself.Code, false, CityBefore(code)) : null;
    }

    private bool IsPlainlyState(int code, string ofState, KnownCountry itself, string? postal)
    {
        var home = ofState == UnitedStates.Code ? UnitedStates : Canada;
        return KnownCityBefore(code, home) >= 0 || _currency == home.Currency || (postal is not null && itself.Currency != _currency);
    }

    /// <summary>Where a country's well-known city begins that stands before its code; -1 for none.</summary>
    private int KnownCityBefore(int code, KnownCountry country)
    {
        for (var city = Math.Max(0, code - MostKnownCityWords); city < code; city++)
        {
            if (country.Cities.Contains(Key(_symbols[_words[city].Begin.._words[code - 1].End])))
                return city;
        }

        return -1;
    }

    /// <summary>
    /// Where the city begins that stands before the state: behind a number, a wide gap, or a name that a rule knows. A text that parts the payee's
    /// name from the city by one blank does not tell.
    /// </summary>
    private int CityBefore(int state)
    {
        var city = state;
        while (city > 0 && state - city < MostCityWords + 1)
        {
            if (city < state && (HasDigit(city - 1) || IsWide(city - 1) || IsEndOfName(city - 1)))
                return state - city <= MostCityWords ? city : -1;
            if (HasDigit(city - 1))
                return -1;
            city--;
        }

        return -1;
    }

    private string Join(int begin, int end, string separator)
    {
        var joined = new StringBuilder();
        for (var i = begin; i < end; i++)
            joined.Append(i == begin ? "" : separator).Append(_text[_words[i].TextBegin.._words[i].TextEnd]);
        return joined.ToString();
    }

    private string TextOf(int word) => _text[_words[word].TextBegin.._words[word].TextEnd].ToString();

    private bool IsWide(int word) =>
        word + 1 < _words.Length && _words[word + 1].TextBegin - _words[word].TextEnd > 1 && _text[_words[word].TextEnd] == ' ' && _text[_words[word].TextEnd + 1] == ' ';

    private bool IsUpper(int word)
    {
        foreach (var character in _text[_words[word].TextBegin.._words[word].TextEnd])
        {
            if (char.IsLower(character))
                return false;
        }

        return true;
    }

    private bool HasDigit(int word)
    {
        foreach (var symbol in _symbols[_words[word].Begin.._words[word].End])
        {
            if (FoldedText.IsDigit(symbol))
                return true;
        }

        return false;
    }

    /// <summary>Whether a word is digits, or a reference: mostly digits, and some letters.</summary>
    private bool IsNumber(int word)
    {
        var digits = 0;
        var folded = _symbols[_words[word].Begin.._words[word].End];
        foreach (var symbol in folded)
            digits += FoldedText.IsDigit(symbol) ? 1 : 0;
        return digits > 0 && (digits == folded.Length || digits >= 3 || folded.Length > 6);
    }

    private bool IsPostalCode(int word) => _words[word].End - _words[word].Begin == 5 && IsNumber(word);

    private ulong KeyOf(int word) => Key(_symbols[_words[word].Begin.._words[word].End]);

    private static ulong Key(ReadOnlySpan<byte> symbols)
    {
        var key = 14695981039346656037UL;
        foreach (var symbol in symbols)
            key = (key ^ symbol) * 1099511628211UL;
        return key;
    }

    private static ulong Key(ReadOnlySpan<char> word)
    {
        Span<byte> symbols = stackalloc byte[FoldedText.MostSymbols];
        Span<FoldedWord> words = stackalloc FoldedWord[1];
        var (length, _) = FoldedText.Fold(word, symbols, words);
        return length < 2 ? 0 : Key(symbols[1..(length - 1)]);
    }

    private static FrozenSet<ulong> Keys(IEnumerable<string> words) => words.Select(word => Key(word)).ToFrozenSet();

    private static Dictionary<string, List<string>> ReadNoise()
    {
        var sets = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string> section = [];
        foreach (var line in ShippedRules.ReadText("payees.txt").Split('\n'))
        {
            if (line.StartsWith('['))
                sets[line.Trim('[', ']')] = section = [];
            else if (line.Length > 0 && line[0] != '#')
                section.AddRange(line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }

        return sets;
    }

    private static byte[] Folded(string phrase)
    {
        Span<byte> symbols = stackalloc byte[FoldedText.MostSymbols];
        var (length, _) = FoldedText.Fold(phrase, symbols, []);
        return symbols[..length].ToArray();
    }

    private static FrozenDictionary<ulong, string> ReadCountries() =>
        "USA CAN GBR DEU NLD FRA ESP ITA AUT CHE BEL LUX IRL PRT DNK SWE NOR FIN POL CZE HUN GRC TUR AUS NZL IND JPN CHN SGP HKG MEX BRA ARG ZAF"
            .Split(' ').ToFrozenDictionary(code => Key(code), code => code);
}
