using System.Buffers;
using System.Globalization;
using System.Text;
using Tributary.Core.Money;

namespace Tributary.Storage.Rows;

/// <summary>
/// The forms in which values lie in SQL columns, in one place. Money keeps its scale (<c>12.50</c> is not <c>12.5</c>); an
/// instant is a count of 100-nanosecond ticks since 1970 UTC, so that what is read equals what was written.
/// </summary>
internal static class StoredForm
{
    private static readonly SearchValues<char> Unstorable = SearchValues.Create(['\0', .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    /// <summary>
    /// An institution's words as every database can hold them: PostgreSQL knows no NUL, and half of a surrogate pair is no character. Both
    /// become U+FFFD.
    /// </summary>
    public static string Text(string value)
    {
        if (!value.AsSpan().ContainsAny(Unstorable))
            return value;
        var text = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
            text.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return text.ToString();
    }

    public static string? TextOrNull(string? value) => value is null ? null : Text(value);

    public static string Of(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    public static string? Of(decimal? value) => value is { } given ? Of(given) : null;

    public static string Of(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Of(DateOnly? value) => value is { } given ? Of(given) : null;

    public static long Of(DateTimeOffset value) => value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;

    public static long? Of(DateTimeOffset? value) => value is { } given ? Of(given) : null;

    public static decimal Decimal(ReadOnlySpan<byte> stored) =>
        decimal.Parse(stored, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    public static DateOnly Date(ReadOnlySpan<byte> stored) =>
        stored is [var y1, var y2, var y3, var y4, (byte)'-', var m1, var m2, (byte)'-', var d1, var d2]
            ? new DateOnly((Digit(y1) * 1000) + (Digit(y2) * 100) + (Digit(y3) * 10) + Digit(y4), (Digit(m1) * 10) + Digit(m2), (Digit(d1) * 10) + Digit(d2))
            : throw NoDay();

    public static DateTimeOffset Instant(long stored) => new(DateTimeOffset.UnixEpoch.Ticks + stored, TimeSpan.Zero);

    /// <summary>Three letters, or an empty text for no currency.</summary>
    public static Currency Currency(string stored) => stored.Length == 0 ? default : Core.Money.Currency.Parse(stored);

    private static int Digit(byte digit) => digit is >= (byte)'0' and <= (byte)'9' ? digit - '0' : throw NoDay();

    private static FormatException NoDay() => new("The store has a day that is not written as yyyy-MM-dd.");
}
