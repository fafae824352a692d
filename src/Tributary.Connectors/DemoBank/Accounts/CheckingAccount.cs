using Tributary.Core.Accounts;
using Tributary.Core.Transactions;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>
/// The household's hub: salary comes in, bills go out, and what the other accounts move from here shows on both sides.
/// On a month's last day a transfer to or from savings sets the level the next month begins with.
/// </summary>
internal sealed class CheckingAccount(
    AccountPlate plate, AccountPlate savings, IReadOnlyList<(DemoAccount Account, string Description)> paidFromHere) : DemoAccount(plate)
{
    private readonly decimal _salary = Dice.For(plate.Seed, $"{plate.Number}/salary", 0).Amount(2980, 3260);

    private readonly CardSpending _debitCard = new(plate.Seed, plate.Number, [CardSpending.Groceries, CardSpending.Pharmacy]);

    public override AccountType Type => AccountType.Checking;

    public override decimal OpeningBalance(Month month) => DiceFor("level", month.Index).Amount(3900, 5100);

    public override AccountDetail Describe(DateOnly day) => new DepositDetail
    {
        AvailableBalance = BalanceAt(day) + PendingTotal(day),
        InterestYearToDate = 0,
        InterestPriorYear = 0,
        PeriodInterestRate = 0,
        PeriodInterest = 0,
        OpenedOn = new DateOnly(2004, 6, 14),
    };

    /// <summary>What the month's last day moves to savings; negative when it comes from there.</summary>
    public Posting SweepIn(Month month) => PostingsIn(month).Single(p => p.Counterpart == Counterpart.Savings);

    protected override IEnumerable<Posting> Write(Month month)
    {
        List<Posting> postings =
        [
            .. Payroll.PaydaysIn(month).Select(day =>
                Posting.On(day, _salary, TransactionType.DirectDeposit, Payroll.Employer) with { Memo = "DIRECT DEPOSIT" }),
            .. BillsIn(month),
            .. CashIn(month),
            .. ChecksIn(month),
            .. _debitCard.BookedIn(month),
            .. paidFromHere.SelectMany(paid => PaymentsTo(paid.Account, paid.Description, month)),
        ];
        var surplus = OpeningBalance(month) + postings.Sum(p => p.Amount) - OpeningBalance(month.Next);
        var direction = surplus >= 0 ? "TO" : "FROM";
        postings.Add(Posting.On(month.Last, -surplus, TransactionType.Transfer, $"TRANSFER {direction} SAVINGS {savings.Masked}") with
        {
            Counterpart = Counterpart.Savings,
        });
        return postings;
    }

    private static IEnumerable<Posting> PaymentsTo(DemoAccount account, string description, Month month) =>
        account.PostingsIn(month).Where(p => p.Counterpart == Counterpart.Checking)
            .Select(p => p.Mirror(description, TransactionType.Payment));

    private IEnumerable<Posting> BillsIn(Month month)
    {
        var dice = DiceFor("bills", month.Index);
        var power = dice.Amount(62, 96) + (month.Number is 1 or 2 or 7 or 8 or 12 ? 48 : 0);
        yield return Bill(month.Day(8), 64.99m, TransactionType.DirectDebit, "SWIFTLINE INTERNET", "4899");
        yield return Bill(month.Day(10), power, TransactionType.DirectDebit, "TRI-RIVER ELECTRIC", "4911");
        yield return Bill(month.Day(12), dice.Amount(38, 57), TransactionType.DirectDebit, "CITY OF MURRAY WATER", "4941");
        yield return Bill(month.Day(16), 85.00m, TransactionType.DirectDebit, "BEACON MOBILE", "4812");
        yield return Bill(month.Day(18), 29.00m, TransactionType.RepeatPayment, "IRONWOOD GYM", "7997");
        yield return Bill(month.Day(22), 118.40m, TransactionType.DirectDebit, "HEARTLAND AUTO INSURANCE", "6300");
    }

    private static Posting Bill(DateOnly day, decimal amount, TransactionType type, string description, string sic) =>
        Posting.On(day, -amount, type, description) with { Sic = sic };

    private IEnumerable<Posting> CashIn(Month month)
    {
        foreach (var day in month.Days)
        {
            var dice = DiceFor("cash", day.DayNumber);
            if (dice.Chance(8))
                yield return Posting.On(day, -20.00m * (1 + dice.Below(6)), TransactionType.Atm, "ATM WITHDRAWAL 2ND & MAIN");
        }
    }

    private IEnumerable<Posting> ChecksIn(Month month)
    {
        var dice = DiceFor("checks", month.Index);
        var number = 1000 + ((month.Index - new Month(2004, 6).Index) * 2);
        var written = dice.Below(3);
        for (var n = 0; n < written; n++)
        {
            var check = Posting.On(month.Day(2 + dice.Below(26)), -dice.Amount(25, 180), TransactionType.Check, $"CHECK {number + n}");
            yield return check with { CheckNumber = $"{number + n}" };
        }
    }
}
