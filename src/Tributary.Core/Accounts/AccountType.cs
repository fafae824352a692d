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
            or AccountType.HomeEquityLoan => AccountKind.Loan,
        AccountType.Investment or AccountType.Brokerage or AccountType.Ira or AccountType.RothIra or AccountType.Plan401K
            or AccountType.Plan403B or AccountType.Plan529 => AccountKind.Investment,
        _ => AccountKind.Other,
    };
}
