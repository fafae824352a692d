using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>A row kept as a JSON object in a column of another: its members are named like the columns, and missing where they are null.</summary>
internal sealed class JsonRow(string json, string columns) : SqlRow
{
    private readonly JsonElement _row = JsonElement.Parse(json);
    private readonly string[] _names = columns.Split(", ");

    public override bool IsNull(int column) => !_row.TryGetProperty(_names[column], out _);

    public override long Int64(int column) => Of(column).GetInt64();

    public override bool Flag(int column) => Of(column).GetBoolean();

    public override string Text(int column) => Of(column).GetString()!;

    public override byte[] Bytes(int column) => Of(column).GetBytesFromBase64();

    public override decimal Decimal(int column) => Of(column).GetDecimal();

    public override DateOnly Date(int column) => StoredForm.Date(Encoding.UTF8.GetBytes(Text(column)));

    public override T? Json<T>(int column, JsonTypeInfo<T> form)
        where T : default =>
        JsonSerializer.Deserialize(Text(column), form);

    private JsonElement Of(int column) => _row.GetProperty(_names[column]);
}
