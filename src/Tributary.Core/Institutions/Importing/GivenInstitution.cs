using Tributary.Core.Institutions.Search;

namespace Tributary.Core.Institutions.Importing;

/// <summary>An institution as a file tells it; its id comes from the store.</summary>
/// <param name="Key">What the list knows it by.</param>
/// <param name="Institution">The institution, without an id.</param>
/// <param name="Line">The file's line, counted from 1.</param>
internal sealed record GivenInstitution(string Key, Institution Institution, int Line)
{
    /// <summary>What tells institutions apart where a list gives no keys of its own: name, city and state, however they are written.</summary>
    public static string KeyOf(string name, string? city, string? state) =>
        string.Join('|', new[] { name, city ?? "", state ?? "" }.Select(part => string.Join(' ', SearchText.Fold(part).Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    /// <summary>Whether two institutions say the same but for their ids and whether they are there.</summary>
    public static bool IsSame(Institution a, Institution b) =>
        a.RoutingNumbers.SequenceEqual(b.RoutingNumbers, StringComparer.Ordinal) && Bare(a) == Bare(b);

    private static Institution Bare(Institution institution) =>
        institution with { Id = default, RoutingNumbers = [], VanishedAt = null };
}
