using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SQLitePCL;
using Tributary.Storage.Rows;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Sqlite;

/// <summary>The row a statement of SQLite is at. Texts are read as the UTF-8 they are kept in, and only made strings where a string is wanted.</summary>
internal sealed class SqliteRow(nint statement) : SqlRow
{
    public override bool IsNull(int column) => SqliteColumn.TypeOf(statement, column) == raw.SQLITE_NULL;

    public override long Int64(int column) => SqliteColumn.Int64(statement, column);

    public override bool Flag(int column) => Int64(column) != 0;

    public override string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    /// <inheritdoc/>
    /// <remarks>Most texts that may be missing are there: only an empty one needs a second look.</remarks>
    public override string? TextOrNull(int column) =>
        Utf8(column) is { Length: > 0 } text ? Encoding.UTF8.GetString(text) : IsNull(column) ? null : "";

    public override byte[] Bytes(int column) => Utf8(column).ToArray();

    public override decimal Decimal(int column) => StoredForm.Decimal(Utf8(column));

    public override DateOnly Date(int column) => StoredForm.Date(Utf8(column));

    public override T? Json<T>(int column, JsonTypeInfo<T> form)
        where T : default =>
        JsonSerializer.Deserialize(Utf8(column), form);

    private ReadOnlySpan<byte> Utf8(int column) => SqliteColumn.Bytes(statement, column);
}
