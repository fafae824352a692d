using Tributary.Core.Connectors;
using Tributary.Core.Errors;
using Tributary.Core.Transactions;

namespace Tributary.Core.Institutions;

/// <summary>Every institution this server knows, and which connector signs in there.</summary>
public sealed class InstitutionDirectory
{
    private readonly Dictionary<InstitutionId, (Institution Institution, IConnector Connector)> _byId = [];
    private readonly Institution[] _listed;

    /// <summary>Gathers the institutions of all connectors.</summary>
    /// <param name="connectors">The connectors; their institutions' ids differ.</param>
    public InstitutionDirectory(IEnumerable<IConnector> connectors)
    {
        foreach (var connector in connectors)
        {
            foreach (var institution in connector.Institutions)
                _byId.Add(institution.Id, (institution, connector));
        }

        _listed = [.. _byId.Values.Select(e => e.Institution).Where(i => i.IsListed).OrderBy(i => i.Name, StringComparer.OrdinalIgnoreCase).ThenBy(i => i.Id.Value)];
    }

    /// <summary>An institution, listed or not.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The institution.</returns>
    /// <exception cref="TributaryException"><c>institution.not-found</c>.</exception>
    public Institution Get(InstitutionId id) => Entry(id).Institution;

    /// <summary>Whether an institution is a demo bank that is open now.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>False for a real one, and for one this server does not know.</returns>
    public bool IsDemo(InstitutionId id) => _byId.TryGetValue(id, out var entry) && entry.Institution.IsDemo;

    /// <summary>The connector that signs in to an institution.</summary>
    /// <param name="id">The institution's id.</param>
    /// <returns>The connector.</returns>
    /// <exception cref="TributaryException"><c>institution.not-found</c>.</exception>
    public IConnector ConnectorOf(InstitutionId id) => Entry(id).Connector;

    /// <summary>Listed institutions whose name or web addresses hold every word, ignoring letter case; by name.</summary>
    /// <param name="text">Words; null, blank or <c>*</c> for all.</param>
    /// <param name="skip">How many to skip.</param>
    /// <param name="take">How many to return at most.</param>
    /// <returns>The page.</returns>
    public Page<Institution> Search(string? text, int skip, int take)
    {
        var words = text is null or "*" ? [] : text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var found = _listed.Where(institution => words.All(word => Holds(institution, word))).ToArray();
        return new Page<Institution>(found.Length, [.. found.Skip(skip).Take(take)]);
    }

    private static bool Holds(Institution institution, string word) =>
        institution.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
        || institution.HomeUrl?.Contains(word, StringComparison.OrdinalIgnoreCase) == true
        || institution.LogonUrl?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

    private (Institution Institution, IConnector Connector) Entry(InstitutionId id) => _byId.TryGetValue(id, out var entry)
        ? entry
        : throw new TributaryException(ErrorCatalogue.InstitutionNotFound, id.ToString());
}
