using Tributary.Core.Institutions;

namespace Tributary.Bench.Directories;

/// <summary>A query as people type it.</summary>
/// <param name="Words">Its words.</param>
internal sealed record MixedQuery(IReadOnlyList<QueriedWord> Words)
{
    /// <summary>The query as one text.</summary>
    public string Text { get; } = string.Join(' ', Words.Select(word => word.Text));

    /// <summary>Twenty queries over a list: whole names, prefixes, several words, misspelt ones, places, addresses, routing numbers.</summary>
    public static IReadOnlyList<MixedQuery> Over(IReadOnlyList<Institution> institutions)
    {
        var named = institutions.Where(institution => institution.HomeUrl is not null && institution.Name.All(sign => char.IsAsciiLetter(sign) || sign == ' ')).ToArray();
        Institution At(int percent) => named[named.Length / 100 * percent];
        string City(int percent) => At(percent).Address.City!.ToLowerInvariant();
        return
        [
            Of(At(3).Name.ToLowerInvariant()),
            Of(At(17).Name.ToLowerInvariant()),
            Of($"{At(29).Name.ToLowerInvariant()} {City(29)}"),
            Of($"first national {City(31)}"),
            Of(City(37)[..4]),
            Of($"{City(41)[..5]} bank"),
            Of("farm merch"),
            Of("peoples community credit union"),
            Of($"credit {City(43)} teachers"),
            Of($"~{City(47).Remove(3, 1)} bank"),
            Of($"~frist ~natoinal {City(53)}"),
            Of("~comunity bank trust"),
            Of(City(59)),
            Of($"{City(61)} {At(61).Address.State!.ToLowerInvariant()}"),
            Of(At(67).HomeUrl!),
            Of(At(71).HomeUrl![12..]),
            Of(At(73).RoutingNumbers[0]),
            Of(At(79).RoutingNumbers[0][..6]),
            Of("savings bank"),
            Of($"pioneer firefighters {City(83)[..4]}"),
        ];
    }

    /// <summary>A tilde marks a word that is misspelt: the yardstick has to be told, ours finds out.</summary>
    private static MixedQuery Of(string text) =>
        new([.. text.Split(' ').Select(word => new QueriedWord(word.TrimStart('~'), word.StartsWith('~')))]);
}

/// <summary>A word of a query.</summary>
/// <param name="Text">As it is typed.</param>
/// <param name="IsMisspelt">Whether no institution has it so.</param>
internal sealed record QueriedWord(string Text, bool IsMisspelt);
