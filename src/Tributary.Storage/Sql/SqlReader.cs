using Tributary.Core.Store;

namespace Tributary.Storage.Sql;

/// <summary>Reads inside one transaction: hand-written SQL that means the same on every database, a partial file a noun.</summary>
internal partial class SqlReader(SqlSession session) : IStoreReader
{
    protected SqlSession Session => session;
}
