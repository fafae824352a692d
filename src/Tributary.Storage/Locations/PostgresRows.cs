using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Locations;

/// <summary>Reads and writes whole tables of a PostgreSQL database, whose types are made of SQLite's forms and the other way round.</summary>
internal static class PostgresRows
{
    /// <summary>How long the server may take for the end of one table's COPY, in which it checks every row's parent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

#pragma warning disable CA1849, CA2100 // A row that was read is in memory; tables and columns are the schema's own names.
    public static async IAsyncEnumerable<object?[]> ReadAsync(
        NpgsqlConnection connection, StoreTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var columns = await ColumnsAsync(connection, table);
        await using var command = new NpgsqlCommand(table.Select, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object?[columns.Count];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : columns[i].Type.Read(reader, i);
            yield return row;
        }
    }

    /// <summary>COPY in its binary form, the fastest way in. Generated columns make themselves.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, StoreTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var columns = await ColumnsAsync(connection, table);
        var written = columns.Index().Where(column => !column.Item.IsGenerated).ToList();
        var names = string.Join(", ", written.Select(column => column.Item.Name));
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table.Name} ({names}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        copy.Timeout = Patience;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var (index, column) in written)
            {
                if (row[index] is { } value)
                    await column.Type.WriteAsync(copy, value);
                else
                    await copy.WriteNullAsync(cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }
#pragma warning restore CA1849, CA2100

    private static async Task<IReadOnlyList<Column>> ColumnsAsync(NpgsqlConnection connection, StoreTable table)
    {
        var told = (await connection.QueryAsync<(string Name, string Type, bool IsGenerated)>(
            """
            SELECT column_name::text, data_type::text, is_generated = 'ALWAYS' FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = @Name
            """,
            new { table.Name })).ToDictionary(column => column.Name, StringComparer.Ordinal);
        return [.. table.Columns.Select(name => new Column(name, ColumnType.Of(told[name].Type), told[name].IsGenerated))];
    }

    private sealed record Column(string Name, ColumnType Type, bool IsGenerated);

    /// <summary>A type of PostgreSQL, and SQLite's form of its values.</summary>
    private sealed record ColumnType(Func<NpgsqlDataReader, int, object> Read, Func<NpgsqlBinaryImporter, object, Task> WriteAsync)
    {
        public static ColumnType Of(string name) => name switch
        {
            "bigint" => new((row, i) => row.GetInt64(i), (copy, value) => copy.WriteAsync((long)value, NpgsqlDbType.Bigint)),
            "integer" => new((row, i) => (long)row.GetInt32(i), (copy, value) => copy.WriteAsync(checked((int)(long)value), NpgsqlDbType.Integer)),
            "boolean" => new((row, i) => row.GetBoolean(i) ? 1L : 0L, (copy, value) => copy.WriteAsync((long)value != 0, NpgsqlDbType.Boolean)),
            "text" => new((row, i) => row.GetString(i), (copy, value) => copy.WriteAsync((string)value, NpgsqlDbType.Text)),
            "bytea" => new((row, i) => row.GetFieldValue<byte[]>(i), (copy, value) => copy.WriteAsync((byte[])value, NpgsqlDbType.Bytea)),
            "numeric" => new(
                (row, i) => StoredForm.Of(row.GetDecimal(i)),
                (copy, value) => copy.WriteAsync(StoredForm.Decimal(Encoding.UTF8.GetBytes((string)value)), NpgsqlDbType.Numeric)),
            "date" => new(
                (row, i) => StoredForm.Of(row.GetFieldValue<DateOnly>(i)),
                (copy, value) => copy.WriteAsync(StoredForm.Date(Encoding.UTF8.GetBytes((string)value)), NpgsqlDbType.Date)),
            _ => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"No form is known for columns of the type {name}.")),
        };
    }
}
