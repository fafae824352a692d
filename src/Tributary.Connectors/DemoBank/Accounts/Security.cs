using Tributary.Core.Positions;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>
/// A security of the demo market. Its price swings in three slow waves and a daily tremble around a base and so stays
/// within a third of it for ever; on weekends Friday's price stands.
/// </summary>
/// <param name="Symbol">Ticker symbol.</param>
/// <param name="Cusip">Its id; invented.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What sort of security it is.</param>
/// <param name="BasePrice">What the price swings around; for debt in per cent of par.</param>
/// <param name="YearlyIncome">Dividend or interest a year: per unit of a stock or fund, in per cent of par for debt.</param>
internal sealed record Security(string Symbol, string Cusip, string Name, SecurityKind Kind, decimal BasePrice, decimal YearlyIncome)
{
    private const int SharesPerContract = 100;

    public static readonly Security Freight =
        new("HFRT", "41999H108", "Halvorsen Freight Corp", SecurityKind.Stock, 52, 1.20m);

    public static readonly Security Index =
        new("LVIX", "51999L207", "Lakeview 500 Index Fund", SecurityKind.MutualFund, 148, 2.10m);

    public static readonly Security Balanced =
        new("LVRX", "51999L306", "Lakeview Target Retirement Fund", SecurityKind.MutualFund, 31, 0.62m);

    public static readonly Security WaterBond =
        new("HBWR68", "41999W9A4", "Harbor Bay Water Revenue 4.250% 2068", SecurityKind.Debt, 98, 4.25m);

    /// <summary>What a unit costs: of an option a whole contract's share, of debt a hundred of par.</summary>
    public decimal UnitValue => Kind switch
    {
        SecurityKind.Debt => 0.01m,
        SecurityKind.Option => SharesPerContract,
        _ => 1,
    };

    /// <summary>A call on <see cref="Freight"/>, bought in one year and expiring in January two years later.</summary>
    public static Security CallBoughtIn(int year)
    {
        var expires = ThirdFriday(new Month(year + 2, 1));
        var symbol = $"HFRT  {expires:yyMMdd}C00060000";
        return new(symbol, $"41999C{year % 100:00}0", $"HFRT {expires:MMM yyyy} 60.00 Call", SecurityKind.Option, 6.40m, 0);
    }

    public static DateOnly LastTradingDay(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(-1),
        DayOfWeek.Sunday => day.AddDays(-2),
        _ => day,
    };

    public decimal PriceAt(int seed, DateOnly day)
    {
        var traded = LastTradingDay(day).DayNumber;
        var phase = Dice.For(seed, $"{Cusip}/phase", 0).Below(1000);
        var tremble = (Dice.For(seed, $"{Cusip}/price", traded).Below(2001) - 1000) / 1000m;
        var swing = Kind == SecurityKind.Debt ? 0.25m : 1m;
        var waves = (0.18m * Wave(traded + phase, 1021)) + (0.08m * Wave(traded + (3 * phase), 211)) + (0.03m * Wave(traded, 37));
        return decimal.Round(BasePrice * (1 + (swing * (waves + (0.008m * tremble)))), 2);
    }

    public decimal ValueOf(decimal units, int seed, DateOnly day) => decimal.Round(units * PriceAt(seed, day) * UnitValue, 2);

    /// <summary>A triangle between -1 and 1 with that many days from peak to peak.</summary>
    private static decimal Wave(int day, int period)
    {
        var place = (decimal)(day % period) / period;
        return place < 0.5m ? (4 * place) - 1 : 3 - (4 * place);
    }

    private static DateOnly ThirdFriday(Month month) => month.Days.Where(day => day.DayOfWeek == DayOfWeek.Friday).ElementAt(2);
}
