using Tributary.Core.Errors;

namespace Tributary.Faces.Finicity.Transactions;

/// <summary>What differs between the versions of the transaction services.</summary>
/// <param name="MostDays">How many days one call may span; null for any number.</param>
/// <param name="IsPaged">Whether a list comes in pages, with figures about them; otherwise everything comes at once, as in 2014.</param>
/// <param name="QuotesFigures">Whether the dates of the range, and whether there is more, are quoted texts in JSON.</param>
/// <param name="HasUniqueIds">Whether a record tells its id together with its account's, and a list the daily balances.</param>
internal sealed record TransactionVersion(int? MostDays, bool IsPaged = true, bool QuotesFigures = false, bool HasUniqueIds = false)
{
    /// <summary>Of 2014.</summary>
    public static TransactionVersion V1 { get; } = new(MostDays: null, IsPaged: false);

    /// <summary>Of 2015.</summary>
    public static TransactionVersion V2 { get; } = new(190);

    /// <summary>Of 2017.</summary>
    public static TransactionVersion V3 { get; } = new(MostDays: null, QuotesFigures: true);

    /// <summary>Of 2023.</summary>
    public static TransactionVersion V4 { get; } = new(MostDays: null, QuotesFigures: true, HasUniqueIds: true);
}

/// <summary>The range a caller asked for, in epoch seconds. Transactions have days: the first and the last are meant as a whole.</summary>
internal sealed record DateRange(long From, long To)
{
    /// <exception cref="TributaryException"><c>request.parameter-missing</c>, <c>request.date-range-invalid</c>.</exception>
    public static DateRange Of(FinicityCall call, TransactionVersion version)
    {
        var from = EpochTime.Parse(call.RequireQuery("fromDate"), "fromDate");
        var to = EpochTime.Parse(call.RequireQuery("toDate"), "toDate");
        if (from >= to)
            throw new TributaryException(ErrorCatalogue.DateRangeInvalid, "toDate must be after fromDate");
        if (to - from > version.MostDays * 24L * 60 * 60)
            throw new TributaryException(ErrorCatalogue.DateRangeInvalid, $"at most {version.MostDays} days");
        return new DateRange(from, to);
    }
}
