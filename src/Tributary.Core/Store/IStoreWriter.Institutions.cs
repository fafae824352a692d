using Tributary.Core.Institutions;

namespace Tributary.Core.Store;

/// <content>Institutions that imports bring.</content>
public partial interface IStoreWriter
{
    /// <summary>Adds institutions, or writes them in the place of those that have their ids; a source and its key belong to one id.</summary>
    /// <param name="institutions">The institutions, each once.</param>
    /// <returns>A task.</returns>
    Task SaveInstitutionsAsync(IReadOnlyCollection<StoredInstitution> institutions);
}
