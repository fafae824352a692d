using System.Buffers;

namespace Tributary.Statements.Ofx;

/// <summary>
/// A date as written, and the instant where a time of day says one. The date is never moved across a zone: banks mean the day
/// they wrote. The time is read for what it is worth; what is wrong with it takes nothing from the date.
/// </summary>
internal readonly record struct OfxDate(DateOnly Date, DateTimeOffset? Instant)
{
    // Other years come from numbers in the wrong place, such as a card number.
    private const int EarliestYear = 1900;
    private const int LatestYear = 2199;

    private static readonly SearchValues<char> OffsetCharacters = SearchValues.Create("+-0123456789.");

    /// <summary>
    /// Reads <c>YYYYMMDD</c> with whatever follows (<c>HHMM</c>, <c>HHMMSS.XXX</c>, <c>[-5:EST]</c>); <c>YYYY-MM-DD</c>; and day, month
    /// and year between slashes, points or dashes where only one order makes a date. Null for anything else, days that do not
    /// exist, zeros, and years far from ours.
    /// </summary>
    public static OfxDate? Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (!TryDate(text, out var date, out var rest))
            return null;
        return new OfxDate(date, Time(rest) is { } time ? At(date, time, Offset(rest)) : null);
    }

    /// <summary>Whether the text stands for no date at all: nothing, or only zeros.</summary>
    public static bool IsNone(ReadOnlySpan<char> text) => text.IndexOfAnyExcept("0 ") < 0;

    private static bool TryDate(ReadOnlySpan<char> text, out DateOnly date, out ReadOnlySpan<char> rest)
    {
        date = default;
        rest = default;
        if (text.Length >= 10 && IsSeparator(text[4]) && text[7] == text[4])
            return EndsAt(text, 10) && TryDay(text[..4], text[5..7], text[8..10], out date);
        if (text.Length >= 10 && IsSeparator(text[2]) && text[5] == text[2])
            return EndsAt(text, 10) && TryDayBeforeYear(text[..2], text[3..5], text[6..10], out date);
        if (text.Length < 8)
            return false;
        rest = text[8..];
        return TryDay(text[..4], text[4..6], text[6..8], out date);
    }

    private static bool IsSeparator(char c) => c is '-' or '/' or '.';

    private static bool EndsAt(ReadOnlySpan<char> text, int length) => text.Length == length || !char.IsAsciiDigit(text[length]);

    // 30/06/2025 can only be one day; 05/06/2025 could be two, unless they are the same.
    private static bool TryDayBeforeYear(ReadOnlySpan<char> first, ReadOnlySpan<char> second, ReadOnlySpan<char> year, out DateOnly date)
    {
        var isDayFirst = TryDay(year, second, first, out var dayFirst);
        var isMonthFirst = TryDay(year, first, second, out var monthFirst);
        date = isDayFirst ? dayFirst : monthFirst;
        return isDayFirst != isMonthFirst || (isDayFirst && dayFirst == monthFirst);
    }

    private static bool TryDay(ReadOnlySpan<char> year, ReadOnlySpan<char> month, ReadOnlySpan<char> day, out DateOnly date)
    {
        date = default;
        if (!TryNumber(year, out var y) || !TryNumber(month, out var m) || !TryNumber(day, out var d))
            return false;
        if (y is < EarliestYear or > LatestYear || m is < 1 or > 12 || d < 1 || d > DateTime.DaysInMonth(y, m))
            return false;
        date = new DateOnly(y, m, d);
        return true;
    }

    // HHMM or HHMMSS, with or without a fraction; a colon or no mark at all before the fraction has been met.
    private static TimeSpan? Time(ReadOnlySpan<char> rest)
    {
        Span<int> digits = stackalloc int[9];
        var count = 0;
        foreach (var c in rest)
        {
            if (char.IsAsciiDigit(c) && count < digits.Length)
                digits[count++] = c - '0';
            else if (c is not (':' or '.' or ','))
                break;
        }
        if (count < 4)
            return null;
        var (hours, minutes) = ((digits[0] * 10) + digits[1], (digits[2] * 10) + digits[3]);
        var seconds = count >= 6 ? (digits[4] * 10) + digits[5] : 0;
        var milliseconds = (digits[6] * 100) + (digits[7] * 10) + digits[8];
        return hours < 24 && minutes < 60 && seconds < 60 ? new TimeSpan(0, hours, minutes, seconds, milliseconds) : null;
    }

    // No brackets: UTC by the book. Brackets that cannot be read: null, for then nobody knows.
    private static TimeSpan? Offset(ReadOnlySpan<char> rest)
    {
        var open = rest.IndexOf('[');
        if (open < 0)
            return TimeSpan.Zero;
        var text = rest[(open + 1)..].Trim();
        var end = text.IndexOfAnyExcept(OffsetCharacters);
        text = end < 0 ? text : text[..end];
        var negative = text is ['-', ..];
        text = text.TrimStart("+-");
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        if (!TryNumber(whole, out var hours))
            return null;
        var minutes = point < 0 ? 0 : Minutes(text[(point + 1)..]);
        if (whole.Length == 4)
            (hours, minutes) = (hours / 100, hours % 100);
        if (hours > 14 || minutes > 59)
            return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return negative ? -offset : offset;
    }

    // Some write minutes after the point, some a decimal fraction; zones lie on quarters of an hour, so both can be told.
    private static int Minutes(ReadOnlySpan<char> fraction) => fraction.TrimEnd('0') switch
    {
        "" => 0,
        "3" or "5" => 30,
        "45" or "75" => 45,
        "15" or "25" => 15,
        _ => 60,
    };

    private static DateTimeOffset? At(DateOnly date, TimeSpan time, TimeSpan? offset)
    {
        if (offset is not { } known)
            return null;
        return new DateTimeOffset(date.ToDateTime(TimeOnly.FromTimeSpan(time)), known).ToUniversalTime();
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            number = (number * 10) + (c - '0');
        }
        return digits.Length is > 0 and <= 4;
    }
}
