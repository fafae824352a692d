using System.Globalization;
using Tributary.Core.Accounts;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>
/// The <c>detail</c> of an account by its kind (Finicity Customer Accounts). <c>interestRate</c> alone is a quoted text in JSON; the
/// other rates are numbers.
/// </summary>
internal static class AccountDetailRecord
{
    public static void Write(WireWriter wire, AccountDetail detail)
    {
        switch (detail)
        {
            case DepositDetail deposit:
                Write(wire, deposit);
                break;
            case CreditDetail credit:
                Write(wire, credit);
                break;
            case LoanDetail loan:
                Write(wire, loan);
                break;
            case InvestmentDetail investment:
                Write(wire, investment);
                break;
        }
    }

    private static void Write(WireWriter wire, DepositDetail deposit)
    {
        wire.NumberIfAny("availableBalanceAmount", deposit.AvailableBalance);
        wire.NumberIfAny("interestYtdAmount", deposit.InterestYearToDate);
        wire.NumberIfAny("interestPriorYtdAmount", deposit.InterestPriorYear);
        wire.NumberIfAny("periodInterestRate", deposit.PeriodInterestRate);
        wire.NumberIfAny("periodInterestAmount", deposit.PeriodInterest);
        wire.NumberIfAny("openDate", EpochTime.Of(deposit.OpenedOn));
        wire.NumberIfAny("maturityDate", EpochTime.Of(deposit.MaturesOn));
    }

    private static void Write(WireWriter wire, CreditDetail credit)
    {
        wire.NumberIfAny("creditMaxAmount", credit.CreditLimit);
        wire.NumberIfAny("creditAvailableAmount", credit.AvailableCredit);
        WriteInterestRate(wire, credit.InterestRate);
        wire.NumberIfAny("cashAdvanceInterestRate", credit.CashAdvanceInterestRate);
        wire.NumberIfAny("paymentMinAmount", credit.MinimumPayment);
        wire.NumberIfAny("paymentDueDate", EpochTime.Of(credit.PaymentDueOn));
        wire.NumberIfAny("lastPaymentAmount", credit.LastPayment);
        wire.NumberIfAny("lastPaymentDate", EpochTime.Of(credit.LastPaymentOn));
        wire.NumberIfAny("previousBalance", credit.PreviousBalance);
        wire.NumberIfAny("statementCloseBalance", credit.StatementBalance);
        wire.NumberIfAny("statementEndDate", EpochTime.Of(credit.StatementEndsOn));
    }

    private static void Write(WireWriter wire, LoanDetail loan)
    {
        wire.NumberIfAny("principalBalance", loan.Principal);
        wire.NumberIfAny("payoffAmount", loan.Payoff);
        wire.NumberIfAny("initialMlAmount", loan.OriginalAmount);
        wire.NumberIfAny("initialMlDate", EpochTime.Of(loan.OriginatedOn));
        wire.NumberIfAny("originalMaturityDate", EpochTime.Of(loan.MaturesOn));
        WriteInterestRate(wire, loan.InterestRate);
        wire.NumberIfAny("nextPayment", loan.NextPayment);
        wire.NumberIfAny("nextPaymentDate", EpochTime.Of(loan.NextPaymentOn));
        wire.NumberIfAny("lastPaymentAmount", loan.LastPayment);
        wire.NumberIfAny("lastPaymentReceiveDate", EpochTime.Of(loan.LastPaymentOn));
        wire.NumberIfAny("escrowBalance", loan.EscrowBalance);
        wire.NumberIfAny("ytdInterestPaid", loan.InterestPaidYearToDate);
        wire.NumberIfAny("ytdPrincipalPaid", loan.PrincipalPaidYearToDate);
        wire.TextIfAny("termOfMl", loan.Term);
        wire.TextIfAny("mlHolderName", loan.HolderName);
    }

    private static void Write(WireWriter wire, InvestmentDetail investment)
    {
        wire.NumberIfAny("availableCashBalance", investment.AvailableCash);
        wire.NumberIfAny("currentBalance", investment.CurrentBalance);
        wire.NumberIfAny("vestedBalance", investment.VestedBalance);
        wire.NumberIfAny("marginBalance", investment.MarginBalance);
        wire.NumberIfAny("shortBalance", investment.ShortBalance);
    }

    private static void WriteInterestRate(WireWriter wire, decimal? rate) =>
        wire.TextIfAny("interestRate", rate?.ToString(CultureInfo.InvariantCulture));
}
