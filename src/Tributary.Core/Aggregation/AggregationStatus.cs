using Tributary.Core.Errors;

namespace Tributary.Core.Aggregation;

/// <summary>
/// How an attempt to aggregate ended: success, or an error of the catalogue. Faces number it in their own way
/// (AggCat's <c>aggrStatusCode</c>, Finicity's <c>aggregationStatusCode</c>).
/// </summary>
/// <param name="Error">The error, or null for success.</param>
/// <param name="InstitutionCode">The number the institution itself gave, where it gave one; shown as it is.</param>
public sealed record AggregationStatus(Error? Error, int? InstitutionCode = null)
{
    /// <summary>Everything went well.</summary>
    public static AggregationStatus Success { get; } = new((Error?)null);

    /// <summary>Whether the attempt succeeded.</summary>
    public bool IsSuccess => Error is null;

    /// <summary>The stored form: <c>ok</c> or the error's stable name.</summary>
    public string Name => Error?.Name ?? "ok";

    /// <summary>Reads the stored form.</summary>
    /// <param name="name"><c>ok</c> or a catalogue name.</param>
    /// <param name="institutionCode">The institution's own number, if any.</param>
    /// <returns>The status.</returns>
    /// <exception cref="ArgumentException">The catalogue has no such error.</exception>
    public static AggregationStatus FromName(string name, int? institutionCode) =>
        name == "ok" ? Success : new AggregationStatus(ErrorCatalogue.Find(name), institutionCode);
}
