using Tributary.Core.Institutions;

namespace Tributary.Core.Store;

/// <content>Institutions that imports brought.</content>
public partial interface IStoreReader
{
    /// <summary>Institutions in order of id, those that have vanished among them.</summary>
    /// <param name="after">The last id already seen, or 0.</param>
    /// <param name="limit">How many at most.</param>
    /// <returns>The institutions.</returns>
    Task<IReadOnlyList<StoredInstitution>> ListInstitutionsAsync(InstitutionId after, int limit);
}
