namespace Tributary.Core.Tests.Recognition;

/// <summary>What a plausible household does with its money on a day: the same coffee and bus every day, groceries, rent, salary, an evening out.</summary>
internal static class Household
{
    public static IEnumerable<Spending> Of(DateOnly day, Random random)
    {
        if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && Happens(0.6))
        {
            yield return Card("METRO TRANSIT", 2.75m, "BUS");
            yield return Card("METRO TRANSIT", 2.75m, "BUS");
        }

        if (Happens(0.6))
            yield return Card(OneOf("BLUE DOOR COFFEE", "BLUE DOOR COFFEE", "DAILY GRIND"), OneOf(3.50m, 4.50m, 4.50m, 5.25m), "CAFE");
        if (Happens(0.5))
            yield return Card(OneOf("CORNER MARKET", "GREENLEAF GROCERS", "VALU FOODS"), Cents(8, 120), "SHOP");
        if (Happens(0.25))
            yield return Card(OneOf("LA TRATTORIA", "GOLDEN DRAGON", "SMOKEHOUSE GRILL", "LA TRATTORIA"), Cents(15, 80), "DINNER");
        if (Happens(0.15))
            yield return Card(OneOf("SHELBY FUEL", "QUICKGAS"), Cents(25, 65), "FUEL");
        if (Happens(0.3))
            yield return Card(OneOf("PARCELPRIME", "APPSHOP", "KINDLING BOOKS"), OneOf(0.99m, 2.99m, 9.99m, Cents(10, 200)), "ONLINE");
        if (Happens(0.03))
            yield return Card(OneOf("HARBOR HOTEL", "STARLIGHT INN"), Cents(90, 400), "HOTEL");
        if (Happens(0.1))
            yield return Booked("ATM WITHDRAWAL 5TH AVE", -OneOf(20m, 40m, 60m, 100m), "ATM");
        if (Happens(0.07))
            yield return Booked("TRANSFER TO SAVINGS", -OneOf(50m, 100m, 200m), "XFER");
        if (Happens(0.03))
            yield return Booked("SERVICE FEE", -2.50m, "FEE");
        if (Happens(0.03))
            yield return Booked("PARCELPRIME REFUND", Cents(10, 90), "REFUND");
        foreach (var due in DueOn(day.Day))
            yield return due;

        bool Happens(double probability) => random.NextDouble() < probability;
        T OneOf<T>(params T[] choices) => choices[random.Next(choices.Length)];
        decimal Cents(int least, int most) => random.Next(least * 100, most * 100) / 100m;
    }

    private static IEnumerable<Spending> DueOn(int dayOfMonth) => dayOfMonth switch
    {
        1 => [Booked("OAKWOOD RENTALS RENT", -1450m, "RENT"), Card("STREAMBOX", 12.99m, "ONLINE")],
        5 => [Booked("CITY POWER AND LIGHT", -83.20m, "BILL")],
        12 => [Card("IRON GYM", 30m, "ONLINE"), Booked("TELCO MOBILE", -45m, "BILL")],
        15 or 28 => [Booked("ACME CORP PAYROLL", 2104.18m, "SALARY")],
        _ => [],
    };

    private static Spending Card(string payee, decimal amount, string kind) => new(payee, -amount, kind, IsCard: true);

    private static Spending Booked(string payee, decimal amount, string kind) => new(payee, amount, kind, IsCard: false);
}

/// <summary>Money spent or earned.</summary>
internal sealed record Spending(string Payee, decimal Amount, string Kind, bool IsCard);
