using System.Data;
using Dapper;
using Npgsql;

namespace Tributary.Storage.Postgres;

/// <summary>
/// Rows as one array a column, which <c>unnest</c> makes rows of again: any number of rows is one statement and one round trip,
/// several times faster than a statement a row.
/// </summary>
internal sealed class ColumnArrays<T>(params ColumnArray<T>[] columns)
{
    /// <summary>The columns as a list.</summary>
    public string Names { get; } = string.Join(", ", columns.Select(column => column.Name));

    /// <summary>The rows as a source of a FROM, named <c>given</c>, in their order.</summary>
    public string Given { get; } =
        $"unnest({string.Join(", ", columns.Select(column => $"@{column.Name}"))}) AS given ({string.Join(", ", columns.Select(column => column.Name))})";

    /// <summary>The arrays, as the parameters of a statement.</summary>
    public SqlMapper.IDynamicParameters Of(IReadOnlyList<T> rows) => new Arrays(columns, rows);

    private sealed class Arrays(ColumnArray<T>[] columns, IReadOnlyList<T> rows) : SqlMapper.IDynamicParameters
    {
        public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
        {
            foreach (var column in columns)
                command.Parameters.Add(column.Of(rows));
        }
    }
}

/// <summary>One column, whatever its type.</summary>
internal abstract record ColumnArray<T>(string Name)
{
    public abstract NpgsqlParameter Of(IReadOnlyList<T> rows);
}

/// <summary>One column of a type that Npgsql knows the array of.</summary>
internal sealed record ColumnArray<T, TValue>(string Name, Func<T, TValue> Value) : ColumnArray<T>(Name)
{
    public override NpgsqlParameter Of(IReadOnlyList<T> rows)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Value(rows[i]);
        return new NpgsqlParameter<TValue[]>(Name, values);
    }
}
