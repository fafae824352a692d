using Tributary.Core.Accounts;
using Tributary.Core.Transactions;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>What a borrower signs.</summary>
/// <param name="Type">What the loan is for.</param>
/// <param name="Holder">Who lends.</param>
/// <param name="Amount">What is lent.</param>
/// <param name="Rate">Per cent a year.</param>
/// <param name="Months">How many payments.</param>
/// <param name="PaymentDay">On which day of the month.</param>
/// <param name="Escrow">Paid on top every month for taxes and insurance.</param>
/// <param name="Originated">The month the first loan was lent in; when one is paid off, another follows on the same terms.</param>
internal sealed record LoanTerms(
    AccountType Type, string Holder, decimal Amount, decimal Rate, int Months, int PaymentDay, decimal Escrow, Month Originated);

/// <summary>
/// A loan with level payments. The balance is the principal owed: a payment counts whole, and what of it is interest and escrow is
/// charged on the same day, so that the book moves by the principal part.
/// </summary>
internal sealed class LoanAccount(AccountPlate plate, LoanTerms terms) : DemoAccount(plate)
{
    private const int DisbursementDay = 28;
    private readonly Installment[] _schedule = MakeSchedule(terms);

    public override AccountType Type => terms.Type;

    public override decimal OpeningBalance(Month month) => -PaidIn(month).OwedBefore;

    public override AccountDetail Describe(DateOnly day)
    {
        var month = Month.Of(day);
        var lastPaid = day.Day >= terms.PaymentDay ? month : month.Previous;
        var last = PaidIn(lastPaid);
        var next = PaidIn(lastPaid.Next);
        var originated = OriginationOf(BalanceAt(day) == 0 ? lastPaid : lastPaid.Next);
        var owed = -BalanceAt(day);
        var paidThisYear = Enumerable.Range(1, lastPaid.Year == day.Year ? lastPaid.Number : 0)
            .Select(number => PaidIn(new Month(day.Year, number))).ToList();
        return new LoanDetail
        {
            Principal = owed,
            Payoff = owed + AccruedInterest(owed, day.DayNumber - lastPaid.Day(terms.PaymentDay).DayNumber),
            OriginalAmount = terms.Amount,
            OriginatedOn = originated.Day(DisbursementDay),
            MaturesOn = new Month(originated.Index + terms.Months).Day(terms.PaymentDay),
            InterestRate = terms.Rate,
            NextPayment = next.Total(terms.Escrow),
            NextPaymentOn = lastPaid.Next.Day(terms.PaymentDay),
            LastPayment = last.Total(terms.Escrow),
            LastPaymentOn = lastPaid.Day(terms.PaymentDay),
            EscrowBalance = terms.Escrow == 0 ? null : terms.Escrow * (1 + (lastPaid.Index % 6)),
            InterestPaidYearToDate = paidThisYear.Sum(i => i.Interest),
            PrincipalPaidYearToDate = paidThisYear.Sum(i => i.Principal),
            Term = $"{terms.Months}",
            HolderName = terms.Holder,
        };
    }

    protected override IEnumerable<Posting> Write(Month month)
    {
        var day = month.Day(terms.PaymentDay);
        var installment = PaidIn(month);
        yield return Posting.On(day, -installment.Interest, TransactionType.Interest, "INTEREST CHARGED");
        if (terms.Escrow > 0)
            yield return Posting.On(day, -terms.Escrow, TransactionType.Other, "ESCROW DEPOSIT");
        yield return Posting.On(day, installment.Total(terms.Escrow), TransactionType.Payment, "PAYMENT RECEIVED") with
        {
            Counterpart = Counterpart.Checking,
            Detail = new()
            {
                Principal = installment.Principal,
                Interest = installment.Interest,
                Escrow = terms.Escrow == 0 ? null : terms.Escrow,
            },
        };
        if (installment.OwedAfter == 0)
            yield return Posting.On(month.Day(DisbursementDay), -terms.Amount, TransactionType.Debit, "LOAN DISBURSED");
    }

    private decimal AccruedInterest(decimal owed, int days) => decimal.Round(owed * terms.Rate / 36500 * days, 2);

    private Installment PaidIn(Month month) => _schedule[PlaceInSchedule(month)];

    private Month OriginationOf(Month month) => new(month.Index - PlaceInSchedule(month) - 1);

    private int PlaceInSchedule(Month month)
    {
        var place = (month.Index - terms.Originated.Index - 1) % terms.Months;
        return place < 0 ? place + terms.Months : place;
    }

    private static Installment[] MakeSchedule(LoanTerms terms)
    {
        var rate = terms.Rate / 1200;
        var growth = 1m;
        for (var n = 0; n < terms.Months; n++)
            growth *= 1 + rate;
        var level = decimal.Round(terms.Amount * rate * growth / (growth - 1), 2);

        var schedule = new Installment[terms.Months];
        var owed = terms.Amount;
        for (var n = 0; n < terms.Months; n++)
        {
            var interest = decimal.Round(owed * rate, 2);
            var principal = n == terms.Months - 1 ? owed : level - interest;
            schedule[n] = new Installment(owed, principal, interest);
            owed -= principal;
        }

        return schedule;
    }

    private sealed record Installment(decimal OwedBefore, decimal Principal, decimal Interest)
    {
        public decimal OwedAfter => OwedBefore - Principal;

        public decimal Total(decimal escrow) => Principal + Interest + escrow;
    }
}
