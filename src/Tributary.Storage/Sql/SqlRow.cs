using System.Text.Json.Serialization.Metadata;
using Tributary.Core.Aggregation;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>
/// The row a query is at. Columns are asked for by their place in the select list and come as what they mean, however the database keeps them:
/// decimals and days are texts on SQLite (<see cref="StoredForm"/>), which has no such types, and <c>numeric</c> and <c>date</c> on PostgreSQL.
/// </summary>
internal abstract class SqlRow
{
    public abstract bool IsNull(int column);

    public abstract long Int64(int column);

    public abstract bool Flag(int column);

    public abstract string Text(int column);

    public abstract byte[] Bytes(int column);

    public abstract decimal Decimal(int column);

    public abstract DateOnly Date(int column);

    /// <summary>A JSON text, read.</summary>
    public abstract T? Json<T>(int column, JsonTypeInfo<T> form);

    public virtual string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public int Int32(int column) => checked((int)Int64(column));

    public int? Int32OrNull(int column) => IsNull(column) ? null : Int32(column);

    public decimal? DecimalOrNull(int column) => IsNull(column) ? null : Decimal(column);

    public DateOnly? DateOrNull(int column) => IsNull(column) ? null : Date(column);

    public T? JsonOrNull<T>(int column, JsonTypeInfo<T> form)
        where T : class =>
        IsNull(column) ? null : Json(column, form);

    public DateTimeOffset Instant(int column) => StoredForm.Instant(Int64(column));

    public DateTimeOffset? InstantOrNull(int column) => IsNull(column) ? null : Instant(column);

    /// <summary>A word of a closed list.</summary>
    public T Word<T>(int column)
        where T : struct, Enum =>
        StoredName<T>.Parse(Text(column));

    /// <summary>A status in two columns: its name, and behind it the institution's own number.</summary>
    public AggregationStatus? StatusOrNull(int column) =>
        TextOrNull(column) is { } name ? AggregationStatus.FromName(name, Int32OrNull(column + 1)) : null;
}
