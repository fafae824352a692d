using Tributary.Core.Institutions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>Institutions that imports brought.</summary>
internal partial class SqlReader
{
    public Task<IReadOnlyList<StoredInstitution>> ListInstitutionsAsync(InstitutionId after, int limit) => Session.ListAsync(
        Part.Institutions,
        $"SELECT {InstitutionRow.Columns} FROM institution WHERE id > @After ORDER BY id LIMIT @Limit",
        new { After = after.Value, Limit = limit },
        InstitutionRow.Read);
}
