namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>A month of a year.</summary>
/// <param name="Index">Months since the beginning of year 0.</param>
internal readonly record struct Month(int Index)
{
    public Month(int year, int number)
        : this((year * 12) + number - 1)
    {
    }

    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    public int Year => Index / 12;

    public int Number => (Index % 12) + 1;

    public Month Next => new(Index + 1);

    public Month Previous => new(Index - 1);

    public DateOnly First => new(Year, Number, 1);

    public DateOnly Last => Next.First.AddDays(-1);

    /// <summary>The day with that number, or the last one where the month is too short.</summary>
    public DateOnly Day(int number) => number >= Last.Day ? Last : new DateOnly(Year, Number, number);

    public IEnumerable<DateOnly> Days
    {
        get
        {
            for (var day = First; day <= Last; day = day.AddDays(1))
                yield return day;
        }
    }
}
