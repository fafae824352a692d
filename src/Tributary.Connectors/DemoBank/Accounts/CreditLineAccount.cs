using Tributary.Core.Accounts;
using Tributary.Core.Transactions;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>A line of credit: four draws a year, interest on the 24th, a payment on the 25th; December's payment brings it back.</summary>
internal sealed class CreditLineAccount(AccountPlate plate) : YearlyAccount(plate)
{
    private const decimal Limit = 10000;
    private const decimal Rate = 8.25m;
    private const int InterestDay = 24;
    private const int PaymentDay = 25;

    public override AccountType Type => AccountType.LineOfCredit;

    protected override decimal YearOpening => -2400.00m;

    public override AccountDetail Describe(DateOnly day)
    {
        var month = Month.Of(day);
        var payment = PostingsBetween(month.Previous.First, day).Last(p => p.Type == TransactionType.Payment);
        return new CreditDetail
        {
            CreditLimit = Limit,
            AvailableCredit = Limit + BalanceAt(day),
            InterestRate = Rate,
            MinimumPayment = 25,
            PaymentDueOn = (day.Day < PaymentDay ? month : month.Next).Day(PaymentDay),
            LastPayment = payment.Amount,
            LastPaymentOn = payment.Posted,
            PreviousBalance = OpeningBalance(month.Previous),
            StatementBalance = OpeningBalance(month),
            StatementEndsOn = month.Previous.Last,
        };
    }

    protected override IEnumerable<Posting> WriteYear(int year)
    {
        var owed = -YearOpening;
        for (var month = new Month(year, 1); month.Year == year; month = month.Next)
        {
            if (month.Number % 3 == 2)
            {
                var dice = DiceFor("draw", month.Index);
                var draw = dice.Amount(600, 1400);
                owed += draw;
                yield return Posting.On(month.Day(5 + dice.Below(10)), -draw, TransactionType.Debit, "CREDIT LINE ADVANCE");
            }

            var interest = decimal.Round(owed * Rate / 1200, 2);
            yield return Posting.On(month.Day(InterestDay), -interest, TransactionType.Interest, "INTEREST CHARGE");

            var excess = owed + YearOpening;
            var reduction = month.Number == 12 ? excess : decimal.Round(excess / 2, 2);
            owed -= reduction;
            yield return Posting.On(month.Day(PaymentDay), reduction + interest, TransactionType.Payment, "PAYMENT RECEIVED") with
            {
                Counterpart = Counterpart.Checking,
            };
        }
    }
}
