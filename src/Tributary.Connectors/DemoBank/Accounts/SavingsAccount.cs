using Tributary.Core.Accounts;
using Tributary.Core.Transactions;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>
/// Savings: takes what checking and the certificate send on a month's last day, earns interest, and passes what exceeds its level on
/// to a college fund at another bank.
/// </summary>
internal sealed class SavingsAccount(AccountPlate plate, CheckingAccount checking, CertificateAccount certificate) : DemoAccount(plate)
{
    private const decimal Rate = 1.85m;

    public override AccountType Type => AccountType.Savings;

    public override decimal OpeningBalance(Month month) => DiceFor("level", month.Index).Amount(13600, 14900);

    public override AccountDetail Describe(DateOnly day) => new DepositDetail
    {
        AvailableBalance = BalanceAt(day),
        InterestYearToDate = InterestBetween(new DateOnly(day.Year, 1, 1), day),
        InterestPriorYear = InterestBetween(new DateOnly(day.Year - 1, 1, 1), new DateOnly(day.Year - 1, 12, 31)),
        PeriodInterestRate = Rate,
        PeriodInterest = InterestIn(Month.Of(day).Previous),
        OpenedOn = new DateOnly(2004, 6, 14),
    };

    protected override IEnumerable<Posting> Write(Month month)
    {
        var sweep = checking.SweepIn(month);
        var direction = sweep.Amount <= 0 ? "FROM" : "TO";
        List<Posting> postings =
        [
            .. DepositsIn(month),
            Posting.On(month.Last, InterestIn(month), TransactionType.Interest, "INTEREST PAID"),
            sweep.Mirror($"TRANSFER {direction} CHECKING ...{checking.Number[^4..]}", TransactionType.Transfer),
            .. certificate.PostingsIn(month).Where(p => p.Counterpart == Counterpart.Savings)
                .Select(p => p.Mirror($"CERTIFICATE INTEREST ...{certificate.Number[^4..]}", TransactionType.Transfer)),
        ];
        var surplus = OpeningBalance(month) + postings.Sum(p => p.Amount) - OpeningBalance(month.Next);
        postings.Add(Posting.On(month.Last, -surplus, TransactionType.Transfer, "TRANSFER HARBOR TRUST COLLEGE FUND"));
        return postings;
    }

    private IEnumerable<Posting> DepositsIn(Month month)
    {
        var dice = DiceFor("deposit", month.Index);
        if (dice.Chance(60))
            yield return Posting.On(month.Day(3 + dice.Below(24)), dice.Amount(40, 320), TransactionType.Deposit, "MOBILE CHECK DEPOSIT");
    }

    private decimal InterestIn(Month month) => decimal.Round(OpeningBalance(month) * Rate / 1200, 2);

    private decimal InterestBetween(DateOnly from, DateOnly to) =>
        PostingsBetween(from, to).Where(p => p.Type == TransactionType.Interest).Sum(p => p.Amount);
}
