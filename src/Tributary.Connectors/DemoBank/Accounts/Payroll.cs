namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>The household's employer: pays every second Friday.</summary>
internal static class Payroll
{
    public const string Employer = "HALVORSEN FREIGHT PAYROLL";
    private static readonly DateOnly AnyPayday = new(2010, 1, 8);

    public static IEnumerable<DateOnly> PaydaysIn(Month month) =>
        month.Days.Where(day => (day.DayNumber - AnyPayday.DayNumber) % 14 == 0);
}
