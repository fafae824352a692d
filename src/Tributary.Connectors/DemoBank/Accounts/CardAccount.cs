using Tributary.Core.Accounts;
using Tributary.Core.Transactions;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>
/// A credit card. A statement closes with each month and is paid in full on the 20th of the next, so that what is owed at the
/// beginning of a month is what was booked in the month before.
/// </summary>
internal sealed class CardAccount(AccountPlate plate) : DemoAccount(plate)
{
    private const int PaymentDay = 20;
    private const decimal Limit = 12000;

    private readonly CardSpending _spending = new(
        plate.Seed,
        plate.Number,
        [
            CardSpending.Restaurants, CardSpending.Coffee, CardSpending.Shops, CardSpending.Fuel,
            CardSpending.Pharmacy, CardSpending.Travel,
        ]);

    public override AccountType Type => AccountType.CreditCard;

    public override decimal OpeningBalance(Month month) => PurchasesIn(month.Previous).Sum(p => p.Amount);

    public override AccountDetail Describe(DateOnly day)
    {
        var month = Month.Of(day);
        var isPaid = day.Day >= PaymentDay;
        var due = isPaid ? month.Next : month;
        var paid = isPaid ? month : month.Previous;
        return new CreditDetail
        {
            CreditLimit = Limit,
            AvailableCredit = Limit + BalanceAt(day) + PendingTotal(day),
            InterestRate = 18.99m,
            CashAdvanceInterestRate = 26.99m,
            MinimumPayment = isPaid ? 0 : decimal.Round(Math.Min(-OpeningBalance(month), Math.Max(25, -OpeningBalance(month) * 0.02m)), 2),
            PaymentDueOn = due.Day(PaymentDay),
            LastPayment = -OpeningBalance(paid),
            LastPaymentOn = paid.Day(PaymentDay),
            PreviousBalance = OpeningBalance(month.Previous),
            StatementBalance = OpeningBalance(month),
            StatementEndsOn = month.Previous.Last,
        };
    }

    protected override IEnumerable<Posting> Write(Month month)
    {
        var payment = Posting.On(month.Day(PaymentDay), -OpeningBalance(month), TransactionType.Payment, "PAYMENT - THANK YOU");
        return [payment with { Counterpart = Counterpart.Checking }, .. PurchasesIn(month)];
    }

    private IEnumerable<Posting> PurchasesIn(Month month)
    {
        var streaming = Posting.On(month.Day(4), -15.99m, TransactionType.RepeatPayment, "CINELIGHT STREAMING") with { Sic = "4899" };
        return [streaming, .. _spending.BookedIn(month), .. RefundsIn(month)];
    }

    private IEnumerable<Posting> RefundsIn(Month month)
    {
        var dice = DiceFor("refund", month.Index);
        if (!dice.Chance(35))
            yield break;
        var day = month.Day(1 + dice.Below(28));
        yield return Posting.On(day, dice.Amount(12, 64), TransactionType.Credit, $"{dice.Pick(CardSpending.Shops.Names)} REFUND");
    }
}
