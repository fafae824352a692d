using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Tributary.Storage.Locations;

/// <summary>Reads and writes whole tables of a SQLite file.</summary>
internal static class SqliteRows
{
#pragma warning disable CA1849, CA2100 // SQLite knows no waiting; tables and columns are the schema's own names.
    public static async IAsyncEnumerable<object?[]> ReadAsync(
        SqliteConnection connection, StoreTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new SqliteCommand(table.Select, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (reader.Read())
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            yield return row;
        }
    }

    /// <summary>A prepared statement in a loop.</summary>
    public static async Task WriteAsync(SqliteConnection connection, StoreTable table, IAsyncEnumerable<object?[]> rows)
    {
        var places = string.Join(", ", table.Columns.Select((_, i) => $"$v{i}"));
        await using var command = new SqliteCommand($"INSERT INTO {table.Name} ({string.Join(", ", table.Columns)}) VALUES ({places})", connection);
        var values = table.Columns.Select((_, i) => command.Parameters.Add(new SqliteParameter($"$v{i}", null))).ToArray();
        await foreach (var row in rows)
        {
            for (var i = 0; i < values.Length; i++)
                values[i].Value = row[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }
#pragma warning restore CA1849, CA2100
}
