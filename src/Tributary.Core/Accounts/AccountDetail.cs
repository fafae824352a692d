using System.Text.Json.Serialization;

namespace Tributary.Core.Accounts;

/// <summary>
/// What is special to accounts of one kind. Amounts are in the account's currency, rates in per cent a year; every member may be
/// missing, since institutions tell what they like. Source: Finicity Customer Accounts, account details by type.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DepositDetail), "deposit")]
[JsonDerivedType(typeof(CreditDetail), "credit")]
[JsonDerivedType(typeof(LoanDetail), "loan")]
[JsonDerivedType(typeof(InvestmentDetail), "investment")]
public abstract record AccountDetail;

/// <summary>Checking, savings, certificates, money market.</summary>
public sealed record DepositDetail : AccountDetail
{
    /// <summary>What can be spent now.</summary>
    public decimal? AvailableBalance { get; init; }

    /// <summary>Interest of this year to date.</summary>
    public decimal? InterestYearToDate { get; init; }

    /// <summary>Interest of last year.</summary>
    public decimal? InterestPriorYear { get; init; }

    /// <summary>Rate of the current period, per cent a year.</summary>
    public decimal? PeriodInterestRate { get; init; }

    /// <summary>Interest of the current period.</summary>
    public decimal? PeriodInterest { get; init; }

    /// <summary>When the account was opened.</summary>
    public DateOnly? OpenedOn { get; init; }

    /// <summary>When a certificate matures.</summary>
    public DateOnly? MaturesOn { get; init; }
}

/// <summary>Cards and lines of credit.</summary>
public sealed record CreditDetail : AccountDetail
{
    /// <summary>The credit limit.</summary>
    public decimal? CreditLimit { get; init; }

    /// <summary>What is left of it.</summary>
    public decimal? AvailableCredit { get; init; }

    /// <summary>Rate on purchases, per cent a year.</summary>
    public decimal? InterestRate { get; init; }

    /// <summary>Rate on cash advances, per cent a year.</summary>
    public decimal? CashAdvanceInterestRate { get; init; }

    /// <summary>The least that must be paid next.</summary>
    public decimal? MinimumPayment { get; init; }

    /// <summary>By when.</summary>
    public DateOnly? PaymentDueOn { get; init; }

    /// <summary>The last payment, a positive amount.</summary>
    public decimal? LastPayment { get; init; }

    /// <summary>When it came.</summary>
    public DateOnly? LastPaymentOn { get; init; }

    /// <summary>Balance of the previous statement.</summary>
    public decimal? PreviousBalance { get; init; }

    /// <summary>Balance at the end of the last statement.</summary>
    public decimal? StatementBalance { get; init; }

    /// <summary>The last day of that statement.</summary>
    public DateOnly? StatementEndsOn { get; init; }
}

/// <summary>Mortgages and loans.</summary>
public sealed record LoanDetail : AccountDetail
{
    /// <summary>Principal still owed, a positive amount.</summary>
    public decimal? Principal { get; init; }

    /// <summary>What would pay the loan off today.</summary>
    public decimal? Payoff { get; init; }

    /// <summary>What was lent.</summary>
    public decimal? OriginalAmount { get; init; }

    /// <summary>When it was lent.</summary>
    public DateOnly? OriginatedOn { get; init; }

    /// <summary>When it ends by schedule.</summary>
    public DateOnly? MaturesOn { get; init; }

    /// <summary>Per cent a year.</summary>
    public decimal? InterestRate { get; init; }

    /// <summary>The next payment.</summary>
    public decimal? NextPayment { get; init; }

    /// <summary>When it is due.</summary>
    public DateOnly? NextPaymentOn { get; init; }

    /// <summary>The last payment, a positive amount.</summary>
    public decimal? LastPayment { get; init; }

    /// <summary>When it was received.</summary>
    public DateOnly? LastPaymentOn { get; init; }

    /// <summary>Held in escrow.</summary>
    public decimal? EscrowBalance { get; init; }

    /// <summary>Interest paid this year.</summary>
    public decimal? InterestPaidYearToDate { get; init; }

    /// <summary>Principal paid this year.</summary>
    public decimal? PrincipalPaidYearToDate { get; init; }

    /// <summary>Term in the lender's words, e.g. <c>360 months</c>.</summary>
    public string? Term { get; init; }

    /// <summary>Who holds the loan.</summary>
    public string? HolderName { get; init; }
}

/// <summary>Brokerage and retirement.</summary>
public sealed record InvestmentDetail : AccountDetail
{
    /// <summary>Cash that can be invested.</summary>
    public decimal? AvailableCash { get; init; }

    /// <summary>Market value of everything.</summary>
    public decimal? CurrentBalance { get; init; }

    /// <summary>Part of it the customer may keep on leaving an employer.</summary>
    public decimal? VestedBalance { get; init; }

    /// <summary>Margin balance.</summary>
    public decimal? MarginBalance { get; init; }

    /// <summary>Short balance.</summary>
    public decimal? ShortBalance { get; init; }
}
