using Tributary.Core.Secrets;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>A wrapped data key as it lies in its table, where a scope is one of two columns.</summary>
internal static class DataKeyRow
{
    public const string Columns = "id, wrapped";

    public static WrappedDataKey Read(SqlRow row, KeyScope scope) => new(row.Int64(0), scope, row.Bytes(1));

    public static string ScopeColumn(KeyScope scope) => scope.Kind switch
    {
        "customer" => "customer_id",
        "partner" => "partner_id",
        _ => throw new ArgumentException($"The store keeps no data keys of a '{scope.Kind}'.", nameof(scope)),
    };
}
