using Tributary.Core.Secrets;

namespace Tributary.Storage.Rows;

/// <summary>A wrapped data key as it lies in its table, where a scope is one of two columns.</summary>
internal sealed class DataKeyRow
{
    public long Id { get; init; }

    public byte[] Wrapped { get; init; } = [];

    public static string ScopeColumn(KeyScope scope) => scope.Kind switch
    {
        "customer" => "customer_id",
        "partner" => "partner_id",
        _ => throw new ArgumentException($"The store keeps no data keys of a '{scope.Kind}'.", nameof(scope)),
    };
}
