using Tributary.Core.Institutions;

namespace Tributary.Storage.Sql;

/// <summary>Institutions that imports bring.</summary>
internal sealed partial class SqlWriter
{
    public Task SaveInstitutionsAsync(IReadOnlyCollection<StoredInstitution> institutions) => Session.SaveInstitutionsAsync(institutions);
}
