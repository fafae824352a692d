using Tributary.Core.Errors;

namespace Tributary.Faces.Finicity;

/// <summary>Which records of a list are wanted: <c>start</c> is the first record's number, counted from one, not a page's.</summary>
internal sealed record Paging(int Skip, int Take)
{
    /// <summary>
    /// For lists that come whole: so many that no honest one is cut, and what one answer may hold in memory. The rest is told as available.
    /// </summary>
    public static Paging Whole { get; } = new(0, 50_000);

    /// <summary>Reads <c>start</c> and <c>limit</c>; a limit above the most there may be becomes that.</summary>
    /// <exception cref="TributaryException"><c>request.start-invalid</c>, <c>request.limit-invalid</c>.</exception>
    public static Paging Of(FinicityCall call, int usualLimit, int mostLimit)
    {
        var start = Read(call.Query("start"), 1, ErrorCatalogue.StartInvalid);
        var limit = Read(call.Query("limit"), usualLimit, ErrorCatalogue.LimitInvalid);
        return new Paging(start - 1, Math.Min(limit, mostLimit));
    }

    /// <summary>Whether there are records after these.</summary>
    public bool HasMore(int total) => (long)Skip + Take < total;

    private static int Read(string? text, int usual, Error error)
    {
        if (text is null)
            return usual;
        // Beyond any list, and so an empty page.
        if (text.TrimStart('0').Length > 9 && text.All(char.IsAsciiDigit))
            return int.MaxValue;
        return int.TryParse(text, out var number) && number >= 1 ? number : throw new TributaryException(error);
    }
}
