using Tributary.Core.Connectors;
using Tributary.Core.Errors;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Core.Institutions;

/// <summary>
/// Every institution this server knows, and which connector signs in there. What the connectors bring is there at once; what ships with the program
/// and what was imported is read when it is first wanted, and who searches meanwhile waits for it. An import swaps the whole directory for a new one, so that no search sees half
/// of it.
/// </summary>
public sealed class InstitutionDirectory
{
    private const int RowsAtOnce = 10_000;

    private readonly Dictionary<InstitutionId, (Institution Institution, IConnector Connector)> _supported = [];
    private readonly IReadOnlyList<Institution> _shipped;
    private readonly IStore? _store;
    private readonly Lock _gate = new();
    private Task<DirectorySnapshot>? _snapshot;

    /// <summary>A directory of the connectors' institutions alone.</summary>
    /// <param name="connectors">The connectors; their institutions' ids differ.</param>
    public InstitutionDirectory(IEnumerable<IConnector> connectors)
        : this(connectors, null, [])
    {
    }

    /// <summary>A directory of the connectors' institutions, of those that come with the program, and of a store's.</summary>
    /// <param name="connectors">The connectors; their institutions' ids differ.</param>
    /// <param name="store">The store that imports go to; null for none.</param>
    /// <param name="shipped">What comes with the program.</param>
    public InstitutionDirectory(IEnumerable<IConnector> connectors, IStore? store, IReadOnlyList<Institution> shipped)
    {
        (_store, _shipped) = (store, shipped);
        foreach (var connector in connectors)
        {
            foreach (var institution in connector.Institutions)
                _supported.Add(institution.Id, (institution, connector));
        }
    }

    /// <summary>The directory as it is now; waits while it is read for the first time.</summary>
    /// <returns>The snapshot.</returns>
    /// <exception cref="TributaryException"><c>server.store-unavailable</c>; the next call tries again.</exception>
    public Task<DirectorySnapshot> GetSnapshotAsync()
    {
        lock (_gate)
        {
            if (_snapshot is null or { IsFaulted: true } or { IsCanceled: true })
                _snapshot = Task.Run(() => ReadAsync(CancellationToken.None));
            return _snapshot;
        }
    }

    /// <summary>Reads the store again and, once all is read, puts the new directory in the place of the old one.</summary>
    /// <param name="cancellationToken">Cancels the reading; the old directory stays.</param>
    /// <returns>A task that ends when searches see the new one.</returns>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        var snapshot = Task.FromResult(await Task.Run(() => ReadAsync(cancellationToken), cancellationToken));
        lock (_gate)
            _snapshot = snapshot;
    }

    /// <summary>An institution, listed or not.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The institution.</returns>
    /// <exception cref="TributaryException"><c>institution.not-found</c>.</exception>
    public Institution Get(InstitutionId id) => _supported.TryGetValue(id, out var entry)
        ? entry.Institution
        : GetSnapshotAsync().GetAwaiter().GetResult().Find(id) ?? throw new TributaryException(ErrorCatalogue.InstitutionNotFound, id.ToString());

    /// <summary>Whether an institution is a demo bank that is open now.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>False for a real one, and for one this server does not know.</returns>
    public bool IsDemo(InstitutionId id) => _supported.TryGetValue(id, out var entry) && entry.Institution.IsDemo;

    /// <summary>Whether a connector signs in to an institution.</summary>
    /// <param name="id">The institution's id.</param>
    /// <returns>False also for one this server does not know.</returns>
    public bool IsSupported(InstitutionId id) => _supported.ContainsKey(id);

    /// <summary>The connector that signs in to an institution.</summary>
    /// <param name="id">The institution's id.</param>
    /// <returns>The connector.</returns>
    /// <exception cref="TributaryException"><c>institution.not-found</c>, or <c>institution.not-supported</c> where no connector does.</exception>
    public IConnector ConnectorOf(InstitutionId id) => _supported.TryGetValue(id, out var entry)
        ? entry.Connector
        : throw new TributaryException(ErrorCatalogue.InstitutionNotSupported, Get(id).Id.ToString());

    /// <summary>Listed institutions that a text means, best matches first: by name, web address, routing number or place; all by name for no text.</summary>
    /// <param name="text">Words; null, blank or <c>*</c> for all.</param>
    /// <param name="skip">How many to skip.</param>
    /// <param name="take">How many to return at most.</param>
    /// <param name="onlySupported">Whether only institutions count that a connector signs in to.</param>
    /// <returns>The page, with how many there are in all.</returns>
    public async Task<Page<Institution>> SearchAsync(string? text, int skip, int take, bool onlySupported = false) =>
        (await GetSnapshotAsync()).Search(text, onlySupported, skip, take);

    private async Task<DirectorySnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var others = new List<Institution>(_shipped);
        if (_store is not null)
        {
            others.AddRange(await _store.ReadAsync(
                async reader => (await ListAsync(reader)).ConvertAll(stored => stored.Institution), cancellationToken));
        }

        return DirectorySnapshot.Build(_supported.Values.Select(entry => entry.Institution), others);
    }

    internal static async Task<List<StoredInstitution>> ListAsync(IStoreReader reader)
    {
        var all = new List<StoredInstitution>();
        var after = new InstitutionId(0);
        while (await reader.ListInstitutionsAsync(after, RowsAtOnce) is { Count: > 0 } rows)
        {
            all.AddRange(rows);
            after = rows[^1].Institution.Id;
        }

        return all;
    }
}
