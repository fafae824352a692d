namespace Tributary.Core.Accounts;

/// <summary>The broad sorts of account; AggCat reports each as an element of its own.</summary>
public enum AccountKind
{
    /// <summary>A sort nobody has told yet.</summary>
    Other,

    /// <summary>Deposits: checking, savings, certificates.</summary>
    Banking,

    /// <summary>Cards and lines of credit.</summary>
    Credit,

    /// <summary>Loans with a schedule.</summary>
    Loan,

    /// <summary>Securities and retirement.</summary>
    Investment,
}

/// <summary>
/// The types of account. The set joins those of AggCat's account type table and Finicity's; each face writes the nearest word
/// it has.
/// </summary>
public enum AccountType
{
    /// <summary>Not told; the customer must choose before activation.</summary>
    Unknown,

    /// <summary>Checking account.</summary>
    Checking,

    /// <summary>Savings account.</summary>
    Savings,

    /// <summary>Certificate of deposit.</summary>
    CertificateOfDeposit,

    /// <summary>Money market account.</summary>
    MoneyMarket,

    /// <summary>Cash management account.</summary>
    CashManagement,

    /// <summary>Overdraft account.</summary>
    Overdraft,

    /// <summary>Credit card.</summary>
    CreditCard,

    /// <summary>Line of credit.</summary>
    LineOfCredit,

    /// <summary>Mortgage.</summary>
    Mortgage,

    /// <summary>A loan not told further.</summary>
    Loan,

    /// <summary>Loan for a vehicle.</summary>
    AutoLoan,

    /// <summary>Loan for an education.</summary>
    StudentLoan,

    /// <summary>Loan secured by a home.</summary>
    HomeEquityLoan,

    /// <summary>An investment account not told further.</summary>
    Investment,

    /// <summary>Brokerage account.</summary>
    Brokerage,

    /// <summary>Individual retirement account.</summary>
    Ira,

    /// <summary>Roth individual retirement account.</summary>
    RothIra,

    /// <summary>401(k) plan of an employer.</summary>
    Plan401K,

    /// <summary>403(b) plan of an employer.</summary>
    Plan403B,

    /// <summary>529 plan for an education.</summary>
    Plan529,

    /// <summary>Investment account with deferred taxes.</summary>
    InvestmentTaxDeferred,

    /// <summary>Plan to buy stock of an employer.</summary>
    EmployeeStockPurchasePlan,

    /// <summary>Rollover retirement account.</summary>
    Rollover,

    /// <summary>Custodial account under the Uniform Gifts to Minors Act.</summary>
    Ugma,

    /// <summary>Custodial account under the Uniform Transfers to Minors Act.</summary>
    Utma,

    /// <summary>Keogh plan of the self-employed.</summary>
    Keogh,

    /// <summary>457 plan of a public employer.</summary>
    Plan457,

    /// <summary>401(a) plan of an employer.</summary>
    Plan401A,

    /// <summary>Education savings account.</summary>
    EducationSavings,

    /// <summary>Health savings account.</summary>
    HealthSavings,

    /// <summary>Pension.</summary>
    Pension,

    /// <summary>Profit sharing plan of an employer.</summary>
    ProfitSharingPlan,

    /// <summary>Roth 401(k) plan of an employer.</summary>
    Roth401K,

    /// <summary>Simplified Employee Pension.</summary>
    SepIra,

    /// <summary>Savings Incentive Match Plan for Employees.</summary>
    SimpleIra,

    /// <summary>Thrift savings plan of federal employees.</summary>
    ThriftSavingsPlan,

    /// <summary>Variable annuity.</summary>
    VariableAnnuity,

    /// <summary>Cryptocurrency.</summary>
    Cryptocurrency,

    /// <summary>Student loans that are paid together.</summary>
    StudentLoanGroup,

    /// <summary>A servicer's account of student loans.</summary>
    StudentLoanAccount,
}

/// <summary>From types to kinds.</summary>
public static class AccountTypes
{
    /// <summary>The kind an account type belongs to.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Its kind; <see cref="AccountKind.Other"/> for an unknown type.</returns>
    public static AccountKind Kind(this AccountType type) => type switch
    {
        AccountType.Checking or AccountType.Savings or AccountType.CertificateOfDeposit or AccountType.MoneyMarket
            or AccountType.CashManagement or AccountType.Overdraft => AccountKind.Banking,
        AccountType.CreditCard or AccountType.LineOfCredit => AccountKind.Credit,
        AccountType.Mortgage or AccountType.Loan or AccountType.AutoLoan or AccountType.StudentLoan
            or AccountType.StudentLoanGroup or AccountType.StudentLoanAccount or AccountType.HomeEquityLoan => AccountKind.Loan,
        AccountType.Investment or AccountType.Brokerage or AccountType.Ira or AccountType.RothIra or AccountType.Plan401K
            or AccountType.Plan403B or AccountType.Plan529 or AccountType.InvestmentTaxDeferred or AccountType.EmployeeStockPurchasePlan
            or AccountType.Rollover or AccountType.Ugma or AccountType.Utma or AccountType.Keogh or AccountType.Plan457 or AccountType.Plan401A
            or AccountType.EducationSavings or AccountType.HealthSavings or AccountType.Pension or AccountType.ProfitSharingPlan
            or AccountType.Roth401K or AccountType.SepIra or AccountType.SimpleIra or AccountType.ThriftSavingsPlan
            or AccountType.VariableAnnuity or AccountType.Cryptocurrency => AccountKind.Investment,
        _ => AccountKind.Other,
    };
}
