using System.Globalization;
using Tributary.Core.Errors;

namespace Tributary.Faces.Finicity;

/// <summary>
/// Seconds since 1970, the protocol's only form of time. A day that an institution named becomes noon UTC of that day: it stays that
/// day in every American and European zone, however a program displays it.
/// </summary>
internal static class EpochTime
{
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static long Of(DateTimeOffset instant) => instant.ToUnixTimeSeconds();

    public static long Of(DateOnly day) => new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero).ToUnixTimeSeconds();

    public static long? Of(DateTimeOffset? instant) => instant is { } known ? Of(known) : null;

    public static long? Of(DateOnly? day) => day is { } known ? Of(known) : null;

    /// <summary>The UTC day an instant falls on.</summary>
    public static DateOnly DayOf(long seconds) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime);

    /// <exception cref="TributaryException"><c>request.date-range-invalid</c> for what is no date of the years 1970 to 9999.</exception>
    public static long Parse(string seconds, string parameter) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= LastSecond
            ? value
            : throw new TributaryException(ErrorCatalogue.DateRangeInvalid, parameter);
}
