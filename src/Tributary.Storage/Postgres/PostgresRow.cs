using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Postgres;

/// <summary>The row a query on PostgreSQL is at.</summary>
internal sealed class PostgresRow(DbDataReader reader) : SqlRow
{
    public override bool IsNull(int column) => reader.IsDBNull(column);

    public override long Int64(int column) => reader.GetInt64(column);

    public override bool Flag(int column) => reader.GetBoolean(column);

    public override string Text(int column) => reader.GetString(column);

    public override byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    public override decimal Decimal(int column) => reader.GetDecimal(column);

    public override DateOnly Date(int column) => reader.GetFieldValue<DateOnly>(column);

    public override T? Json<T>(int column, JsonTypeInfo<T> form)
        where T : default =>
        JsonSerializer.Deserialize(reader.GetString(column), form);
}
