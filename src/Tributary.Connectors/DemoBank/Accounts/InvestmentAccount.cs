using Tributary.Core.Accounts;
using Tributary.Core.Money;
using Tributary.Core.Positions;
using Tributary.Core.Transactions;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>What an investment account holds at the beginning of every year, and what comes in.</summary>
/// <param name="Type">The type of account.</param>
/// <param name="Cash">Cash at the beginning of a year.</param>
/// <param name="Core">Units held at the beginning of a year.</param>
/// <param name="Savings">The security that contributions buy.</param>
/// <param name="Contributions">What comes in, by month.</param>
/// <param name="YearEnd">What the money taken out at a year's end is called.</param>
/// <param name="HoldsOption">Whether a call is held and rolled every January.</param>
/// <param name="VestedPercent">What of it the customer may keep on leaving an employer; null where no employer is concerned.</param>
internal sealed record InvestmentPlan(
    AccountType Type,
    decimal Cash,
    IReadOnlyDictionary<Security, decimal> Core,
    Security Savings,
    Func<Month, IEnumerable<Posting>> Contributions,
    string YearEnd,
    bool HoldsOption = false,
    int? VestedPercent = null);

/// <summary>
/// Securities and cash. The book is that of the cash; the balance is the market value of everything held, cash among it. What a year
/// buys is sold on its last day and taken out with the surplus, so that every year begins alike.
/// </summary>
internal sealed class InvestmentAccount(AccountPlate plate, InvestmentPlan plan) : YearlyAccount(plate)
{
    private const decimal Contracts = 2;
    private const string IdType = "CUSIP";

    public override AccountType Type => plan.Type;

    protected override decimal YearOpening => plan.Cash;

    public override decimal BalanceAt(DateOnly day) => HoldingsAt(day).Sum(h => h.MarketValue ?? 0);

    public override AccountDetail Describe(DateOnly day)
    {
        var balance = BalanceAt(day);
        return new InvestmentDetail
        {
            AvailableCash = BookBalanceAt(day),
            CurrentBalance = balance,
            VestedBalance = plan.VestedPercent is { } percent ? decimal.Round(balance * percent / 100, 2) : null,
            MarginBalance = 0,
            ShortBalance = 0,
        };
    }

    public override IReadOnlyList<Holding> HoldingsAt(DateOnly day)
    {
        var moved = PostingsOf(day.Year).Where(p => p.Posted <= day && p.Detail?.Units is not null)
            .ToLookup(p => p.Detail!.SecurityId);
        var holdings = SecuritiesOf(day.Year)
            .Select(held => (held.Key, Units: held.Value + moved[held.Key.Cusip].Sum(p => p.Detail!.Units!.Value)))
            .Where(held => held.Units != 0)
            .Select(held => HoldingOf(held.Key, held.Units, day));
        return [.. holdings, CashHolding(day)];
    }

    protected override IEnumerable<Posting> WriteYear(int year)
    {
        var cash = plan.Cash;
        var bought = 0m;
        foreach (var posting in ActivityIn(year).OrderBy(p => p.Posted))
        {
            cash += posting.Amount;
            if (posting.Detail is { Units: { } units } detail && detail.SecurityId == plan.Savings.Cusip)
                bought += units;
            yield return posting;
        }

        var end = new DateOnly(year, 12, 31);
        var sale = Trade(plan.Savings, -bought, end, "sold", "SOLD");
        yield return sale;
        yield return Posting.On(end, plan.Cash - cash - sale.Amount, TransactionType.Transfer, plan.YearEnd) with
        {
            Detail = new() { InvestmentAction = "transfer" },
        };
    }

    private IEnumerable<Posting> ActivityIn(int year)
    {
        if (plan.HoldsOption)
        {
            var day = new DateOnly(year, 1, 2);
            yield return Trade(Security.CallBoughtIn(year - 1), -Contracts, day, "soldToClose", "SOLD TO CLOSE");
            yield return Trade(Security.CallBoughtIn(year), Contracts, day, "purchased", "BOUGHT TO OPEN");
        }

        for (var month = new Month(year, 1); month.Year == year; month = month.Next)
        {
            foreach (var contribution in plan.Contributions(month))
            {
                yield return contribution;
                var exactUnits = contribution.Amount / plan.Savings.PriceAt(Seed, contribution.Posted);
                var units = decimal.Round(exactUnits, 3, MidpointRounding.ToZero);
                yield return Trade(plan.Savings, units, contribution.Posted, "purchased", "BOUGHT");
            }

            if (month.Number % 3 == 0)
            {
                foreach (var (security, units) in plan.Core)
                    yield return Income(security, units, month.Day(20));
            }
        }
    }

    private Posting Trade(Security security, decimal units, DateOnly day, string action, string verb)
    {
        var amount = -security.ValueOf(units, Seed, day);
        return Posting.On(day, amount, amount < 0 ? TransactionType.Debit : TransactionType.Credit, $"{verb} {security.Name}") with
        {
            Detail = new()
            {
                Units = units,
                UnitPrice = security.PriceAt(Seed, day),
                Symbol = security.Symbol,
                SecurityId = security.Cusip,
                SecurityIdType = IdType,
                InvestmentAction = action,
            },
        };
    }

    private static Posting Income(Security security, decimal units, DateOnly day)
    {
        var isInterest = security.Kind == SecurityKind.Debt;
        var amount = decimal.Round(units * security.YearlyIncome * security.UnitValue / 4, 2);
        var (type, verb) = isInterest ? (TransactionType.Interest, "INTEREST") : (TransactionType.Dividend, "DIVIDEND");
        return Posting.On(day, amount, type, $"{verb} {security.Name}") with
        {
            Detail = new()
            {
                Symbol = security.Symbol,
                SecurityId = security.Cusip,
                SecurityIdType = IdType,
                InvestmentAction = isInterest ? "interest" : "dividend",
            },
        };
    }

    private Dictionary<Security, decimal> SecuritiesOf(int year)
    {
        var securities = new Dictionary<Security, decimal>(plan.Core);
        securities.TryAdd(plan.Savings, 0);
        if (plan.HoldsOption)
        {
            securities[Security.CallBoughtIn(year - 1)] = Contracts;
            securities[Security.CallBoughtIn(year)] = 0;
        }

        return securities;
    }

    private Holding HoldingOf(Security security, decimal units, DateOnly day) => new()
    {
        Key = security.Cusip,
        Name = security.Name,
        Kind = security.Kind,
        Symbol = security.Symbol,
        SecurityId = security.Cusip,
        SecurityIdType = IdType,
        Units = units,
        UnitPrice = security.PriceAt(Seed, day),
        PriceDate = Security.LastTradingDay(day),
        MarketValue = security.ValueOf(units, Seed, day),
        CostBasis = decimal.Round(units * security.BasePrice * security.UnitValue * 0.87m, 2),
        Currency = Currency.Usd,
    };

    private Holding CashHolding(DateOnly day) => new()
    {
        Key = "CASH",
        Name = "Cash",
        Kind = SecurityKind.Other,
        Units = BookBalanceAt(day),
        UnitPrice = 1,
        PriceDate = day,
        MarketValue = BookBalanceAt(day),
        CostBasis = BookBalanceAt(day),
        Currency = Currency.Usd,
    };
}
