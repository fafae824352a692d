using Tributary.Core.Accounts;
using Tributary.Core.Transactions;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>
/// A certificate of deposit of a year: interest every month, paid out to savings when it matures and is renewed on 31 December.
/// </summary>
internal sealed class CertificateAccount(AccountPlate plate) : YearlyAccount(plate)
{
    private const decimal Rate = 3.60m;

    public override AccountType Type => AccountType.CertificateOfDeposit;

    protected override decimal YearOpening { get; } = 10000.00m + (500 * Dice.For(plate.Seed, $"{plate.Number}/principal", 0).Below(10));

    public override AccountDetail Describe(DateOnly day) => new DepositDetail
    {
        AvailableBalance = 0,
        InterestYearToDate = InterestIn(day.Year, day),
        InterestPriorYear = InterestIn(day.Year - 1, day),
        PeriodInterestRate = Rate,
        PeriodInterest = PostingsIn(Month.Of(day).Previous).Where(p => p.Type == TransactionType.Interest).Sum(p => p.Amount),
        OpenedOn = new DateOnly(2009, 12, 31),
        MaturesOn = new DateOnly(day.Year, 12, 31),
    };

    protected override IEnumerable<Posting> WriteYear(int year)
    {
        var balance = YearOpening;
        for (var month = new Month(year, 1); month.Year == year; month = month.Next)
        {
            var interest = decimal.Round(balance * Rate / 1200, 2);
            balance += interest;
            yield return Posting.On(month.Last, interest, TransactionType.Interest, "INTEREST CREDITED");
        }

        var matures = new DateOnly(year, 12, 31);
        yield return Posting.On(matures, YearOpening - balance, TransactionType.Transfer, "INTEREST PAID OUT TO SAVINGS") with
        {
            Counterpart = Counterpart.Savings,
        };
    }

    private decimal InterestIn(int year, DateOnly upTo) =>
        PostingsOf(year).Where(p => p.Type == TransactionType.Interest && p.Posted <= upTo).Sum(p => p.Amount);
}
