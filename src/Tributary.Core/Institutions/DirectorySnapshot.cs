using Tributary.Core.Institutions.Search;
using Tributary.Core.Transactions;

namespace Tributary.Core.Institutions;

/// <summary>
/// The directory at one moment, which never changes: an import makes a new one. Listed institutions are numbered by name, those that are only found by
/// their id behind them.
/// </summary>
public sealed class DirectorySnapshot
{
    private const int SupportedProminence = 30;
    private const int MostProminence = 80;

    private readonly PackedInstitutions _packed;
    private readonly Matcher _matcher;
    private readonly Dictionary<int, Institution> _supported;
    private readonly int[] _supportedListed;

    private DirectorySnapshot(PackedInstitutions packed, Matcher matcher, int listed, Dictionary<int, Institution> supported)
    {
        _packed = packed;
        _matcher = matcher;
        _supported = supported;
        _supportedListed = [.. supported.Keys.Where(place => place < listed).Order()];
        Listed = listed;
    }

    /// <summary>How many institutions are listed.</summary>
    public int Listed { get; }

    /// <summary>Builds the directory.</summary>
    /// <param name="supported">Institutions that a connector signs in to; they win over others of the same id.</param>
    /// <param name="others">All others, in any order.</param>
    /// <returns>The snapshot.</returns>
    public static DirectorySnapshot Build(IEnumerable<Institution> supported, IEnumerable<Institution> others)
    {
        var known = supported.ToDictionary(institution => institution.Id);
        var all = known.Values.Concat(others.Where(institution => !known.ContainsKey(institution.Id))).ToArray();
        Array.Sort(all, ByName);
        var (packed, terms, prominence) = (new PackedInstitutions.Builder(), new TermIndex.Builder(), new List<byte>());
        var places = new Dictionary<int, Institution>();
        var listed = 0;
        for (var place = 0; place < all.Length; place++)
        {
            var institution = all[place];
            if (known.ContainsKey(institution.Id))
                places.Add(place, institution);
            packed.Add(institution);
            if (!IsListed(institution))
                continue;
            listed++;
            terms.Add(institution);
            prominence.Add(ProminenceOf(institution, places.ContainsKey(place)));
        }

        return new DirectorySnapshot(packed.Build(), new Matcher(terms.Build(), [.. prominence]), listed, places);
    }

    /// <summary>An institution, listed or not; null where there is none of this id.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The institution.</returns>
    public Institution? Find(InstitutionId id) => _packed.Find(id.Value) is >= 0 and var place ? At(place) : null;

    /// <summary>Whether a connector signs in to an institution.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>False also where there is none of this id.</returns>
    public bool IsSupported(InstitutionId id) => _supported.ContainsKey(_packed.Find(id.Value));

    /// <summary>The listed institution that has a routing number; the first by name where several do.</summary>
    /// <param name="routingNumber">Nine digits.</param>
    /// <returns>The institution; null where none has it.</returns>
    public Institution? FindByRoutingNumber(string routingNumber) =>
        _matcher.FindRoutingNumber(routingNumber) is >= 0 and var place ? At(place) : null;

    /// <summary>Listed institutions that a text means, best matches first; all of them by name for no text.</summary>
    /// <param name="text">The query; null, blank or <c>*</c> for all.</param>
    /// <param name="onlySupported">Whether only institutions count that a connector signs in to.</param>
    /// <param name="skip">How many to skip.</param>
    /// <param name="take">How many to return at most.</param>
    /// <returns>The page, with how many there are in all; the same for the same snapshot.</returns>
    public Page<Institution> Search(string? text, bool onlySupported, int skip, int take)
    {
        if (string.IsNullOrWhiteSpace(text) || text.AsSpan().Trim() is "*")
        {
            return onlySupported
                ? new Page<Institution>(_supportedListed.Length, [.. _supportedListed.Skip(skip).Take(take).Select(At)])
                : new Page<Institution>(Listed, [.. Enumerable.Range(0, Listed).Skip(skip).Take(take).Select(At)]);
        }

        var (total, page) = _matcher.Find(text, onlySupported ? _supported.ContainsKey : null, skip, take);
        return new Page<Institution>(total, [.. page.Select(At)]);
    }

    /// <summary>Every listed institution, by name.</summary>
    /// <returns>The institutions, each made when it is asked for.</returns>
    public IEnumerable<Institution> List() => Enumerable.Range(0, Listed).Select(At);

    private static bool IsListed(Institution institution) => institution is { IsListed: true, VanishedAt: null };

    private static int ByName(Institution a, Institution b)
    {
        var listed = IsListed(b).CompareTo(IsListed(a));
        if (listed != 0)
            return listed;
        var name = string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);
        return name != 0 ? name : a.Id.Value.CompareTo(b.Id.Value);
    }

    /// <summary>Among equals, one that can be used comes first, then one with many routing numbers, which a large bank has.</summary>
    private static byte ProminenceOf(Institution institution, bool isSupported) => (byte)Math.Min(
        MostProminence, (isSupported ? SupportedProminence : 0) + (int)(12 * Math.Log2(1 + institution.RoutingNumbers.Count)));

    private Institution At(int place) => _supported.GetValueOrDefault(place) ?? _packed.Read(place);
}
