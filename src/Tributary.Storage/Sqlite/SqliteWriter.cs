using Dapper;
using Tributary.Core.Customers;
using Tributary.Core.Store;

namespace Tributary.Storage.Sqlite;

/// <summary>Reads and writes inside one transaction of the writer's connection.</summary>
internal sealed partial class SqliteWriter(SqliteWriterConnection writer, CancellationToken cancellationToken)
    : SqliteReader(writer.Connection, cancellationToken), IStoreWriter
{
    /// <summary>Whether rows of people were deleted, so that their traces beside the table have to go as well.</summary>
    public bool HasErased { get; private set; }

    public Task<long> TakeIdsAsync(int count) => Run(() =>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return TakeNumbers("id", count);
    });

    public Task<long> TakeChangeNumberAsync(CustomerId customer) => Run(() =>
        Connection.ExecuteScalar<long?>(
            "UPDATE customer SET change_number = change_number + 1 WHERE id = @Customer RETURNING change_number",
            new { Customer = customer.Value })
        ?? throw Missing("customer"));

    private static InvalidOperationException Missing(string noun) => new($"There is no such {noun} to write.");

    private long TakeNumbers(string series, int count) =>
        Connection.ExecuteScalar<long>(
            "UPDATE id_sequence SET next_value = next_value + @Count WHERE name = @Series RETURNING next_value - @Count",
            new { Series = series, Count = count });

    private Task Write(string sql, object parameters) => Run(() => Connection.Execute(sql, parameters));

    private Task<bool> TryWrite(string sql, object parameters) => Run(() => Connection.Execute(sql, parameters) > 0);

    private Task WriteExisting(string noun, string sql, object parameters) =>
        Run(() => Connection.Execute(sql, parameters) is > 0 and var rows ? rows : throw Missing(noun));

    private Task<bool> TryErase(string sql, object parameters) => Run(() =>
    {
        var found = Connection.Execute(sql, parameters) > 0;
        HasErased |= found;
        return found;
    });
}
