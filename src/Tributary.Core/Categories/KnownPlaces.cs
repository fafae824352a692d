using System.Collections.Frozen;

namespace Tributary.Core.Categories;

/// <summary>Countries, states and cities that a text may end with. Words are told apart by a number made of their folded letters.</summary>
internal sealed class KnownPlaces
{
    private readonly FrozenDictionary<ulong, KnownCountry> _countries;
    private readonly FrozenDictionary<ulong, string> _states;

    private KnownPlaces(FrozenDictionary<ulong, KnownCountry> countries, FrozenDictionary<ulong, string> states)
    {
        _countries = countries;
        _states = states;
    }

    /// <summary>The country of a code of two letters; null where that is none.</summary>
    public KnownCountry? Country(ulong code) => _countries.GetValueOrDefault(code);

    /// <summary>The country, as three letters, of a state or province; null where the code is none.</summary>
    public string? CountryOfState(ulong code) => _states.GetValueOrDefault(code);

    /// <summary>Reads <c>places.txt</c>.</summary>
    /// <param name="keyOf">Makes the number of a word or words.</param>
    public static KnownPlaces Read(Func<string, ulong> keyOf)
    {
        const string us = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR";
        const string canada = "AB BC MB NB NL NS NT NU ON PE QC SK YT";
        const string australia = "NSW QLD VIC TAS ACT";
        var states = us.Split(' ').Select(state => (state, "USA"))
            .Concat(canada.Split(' ').Select(state => (state, "CAN")))
            .Concat(australia.Split(' ').Select(state => (state, "AUS")));

        var countries = new Dictionary<ulong, KnownCountry>();
        foreach (var line in ShippedRules.ReadText("places.txt").Split('\n'))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var columns = line.Split(' ', 4);
            var cities = columns[3].Split(',', StringSplitOptions.TrimEntries).Select(keyOf).ToFrozenSet();
            countries.Add(keyOf(columns[0].TrimEnd('?')), new KnownCountry(columns[1], columns[2], columns[0].EndsWith('?'), cities));
        }

        return new KnownPlaces(countries.ToFrozenDictionary(), states.ToFrozenDictionary(row => keyOf(row.Item1), row => row.Item2));
    }
}

/// <summary>A country.</summary>
/// <param name="Code">Its three letters.</param>
/// <param name="Currency">What people pay with there.</param>
/// <param name="IsWord">Whether its two letters are a word or a form of companies too.</param>
/// <param name="Cities">Cities whose name is enough to tell that the two letters behind it are the country.</param>
internal sealed record KnownCountry(string Code, string Currency, bool IsWord, FrozenSet<ulong> Cities);
