using Tributary.Core.Transactions;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>A merchant, or several alike, that a card pays.</summary>
/// <param name="Names">As they print on statements.</param>
/// <param name="Sic">Standard Industrial Classification.</param>
/// <param name="From">Smallest amount.</param>
/// <param name="To">Largest amount.</param>
/// <param name="PercentOfDays">How likely a payment is on a day.</param>
/// <param name="IsTipped">The bill is announced, and booked with a tip added.</param>
internal sealed record Merchants(string[] Names, string Sic, decimal From, decimal To, int PercentOfDays, bool IsTipped = false);

/// <summary>What is paid with a card: announced on the day, booked two days later.</summary>
internal sealed class CardSpending(int seed, string cardNumber, IReadOnlyList<Merchants> habits)
{
    /// <summary>Days from a card payment to its booking.</summary>
    public const int DaysToPost = 2;

    public static readonly Merchants Groceries =
        new(["GREENLEAF MARKET", "CORNER PANTRY FOODS", "VALLEY FRESH GROCERS"], "5411", 18, 142, 24);

    public static readonly Merchants Fuel = new(["SUMMIT FUEL 0417", "ROADRUNNER GAS & GO"], "5541", 28, 61, 11);

    public static readonly Merchants Restaurants =
        new(["BLUE KETTLE BISTRO", "TAQUERIA EL FARO", "THE COPPER SPOON", "NOODLE HARBOR"], "5812", 16, 88, 22, IsTipped: true);

    public static readonly Merchants Coffee = new(["DAYBREAK COFFEE", "RIVERSIDE ROASTERS"], "5814", 3, 11, 35);

    public static readonly Merchants Shops =
        new(["HEARTH & HOME STORE", "TRAILHEAD OUTFITTERS", "PAPER LANTERN BOOKS", "BRIGHTWAY ELECTRONICS"], "5999", 9, 165, 16);

    public static readonly Merchants Pharmacy = new(["WILLOW PHARMACY"], "5912", 6, 48, 7);

    public static readonly Merchants Travel = new(["SKYBRIDGE AIRLINES", "LAKESHORE INN"], "4511", 140, 430, 2);

    public IEnumerable<Posting> BookedIn(Month month) => month.Days.SelectMany(booked => PaidOn(booked.AddDays(-DaysToPost)));

    private IEnumerable<Posting> PaidOn(DateOnly day)
    {
        var dice = Dice.For(seed, $"{cardNumber}/card", day);
        foreach (var habit in habits)
        {
            if (!dice.Chance(habit.PercentOfDays))
                continue;
            var name = dice.Pick(habit.Names);
            var bill = dice.Amount(habit.From, habit.To);
            var tip = habit.IsTipped ? decimal.Round(bill * (15 + dice.Below(8)) / 100, 2) : 0;
            yield return Posting.On(day, -(bill + tip), TransactionType.PointOfSale, name) with
            {
                Posted = day.AddDays(DaysToPost),
                AuthorizedAmount = -bill,
                Sic = habit.Sic,
            };
        }
    }
}
