using Tributary.Core.Accounts;
using Tributary.Core.Errors;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>
/// The protocol's words for account types (Finicity Account Types). XML knows the ten of 2015 and nothing else: a strict reader
/// refuses the whole list for one other word. JSON knows the later ones too.
/// </summary>
internal static class AccountTypeWords
{
    private static readonly Dictionary<string, AccountType> ByWord = new(StringComparer.Ordinal)
    {
        ["checking"] = AccountType.Checking,
        ["savings"] = AccountType.Savings,
        ["cd"] = AccountType.CertificateOfDeposit,
        ["moneyMarket"] = AccountType.MoneyMarket,
        ["creditCard"] = AccountType.CreditCard,
        ["lineOfCredit"] = AccountType.LineOfCredit,
        ["investment"] = AccountType.Investment,
        ["mortgage"] = AccountType.Mortgage,
        ["loan"] = AccountType.Loan,

        ["brokerageAccount"] = AccountType.Brokerage,
        ["ira"] = AccountType.Ira,
        ["roth"] = AccountType.RothIra,
        ["401k"] = AccountType.Plan401K,
        ["403b"] = AccountType.Plan403B,
        ["529"] = AccountType.Plan529,
        ["529plan"] = AccountType.Plan529,
        ["studentLoan"] = AccountType.StudentLoan,
        ["studentLoanGroup"] = AccountType.StudentLoan,
        ["studentLoanAccount"] = AccountType.StudentLoan,
        ["investmentTaxDeferred"] = AccountType.Investment,
        ["employeeStockPurchasePlan"] = AccountType.Investment,
        ["rollover"] = AccountType.Investment,
        ["ugma"] = AccountType.Investment,
        ["utma"] = AccountType.Investment,
        ["keogh"] = AccountType.Investment,
        ["457"] = AccountType.Investment,
        ["457plan"] = AccountType.Investment,
        ["401a"] = AccountType.Investment,
        ["educationSavings"] = AccountType.Investment,
        ["healthSavingsAccount"] = AccountType.Investment,
        ["pension"] = AccountType.Investment,
        ["profitSharingPlan"] = AccountType.Investment,
        ["roth401k"] = AccountType.Investment,
        ["sepIRA"] = AccountType.Investment,
        ["simpleIRA"] = AccountType.Investment,
        ["thriftSavingsPlan"] = AccountType.Investment,
        ["variableAnnuity"] = AccountType.Investment,
        ["cryptocurrency"] = AccountType.Investment,
    };

    /// <summary>The word for a type.</summary>
    public static string Of(AccountType type, bool isXml) => isXml ? Word2015(type) : type switch
    {
        AccountType.Brokerage => "brokerageAccount",
        AccountType.Ira => "ira",
        AccountType.RothIra => "roth",
        AccountType.Plan401K => "401k",
        AccountType.Plan403B => "403b",
        AccountType.Plan529 => "529",
        AccountType.StudentLoan => "studentLoan",
        _ => Word2015(type),
    };

    /// <summary>
    /// The type a customer chose for an account. Who sends back the word that was shown has chosen nothing new, though the word may be
    /// less precise than what the account is.
    /// </summary>
    /// <exception cref="TributaryException"><c>account.type-invalid</c> for <c>unknown</c> and words that are no type.</exception>
    public static AccountType Choose(string word, AccountType current)
    {
        if (!ByWord.TryGetValue(word, out var chosen))
            throw new TributaryException(ErrorCatalogue.AccountTypeInvalid, word);
        return word == Of(current, isXml: true) || word == Of(current, isXml: false) ? current : chosen;
    }

    private static string Word2015(AccountType type) => type switch
    {
        AccountType.Checking or AccountType.CashManagement => "checking",
        AccountType.Savings => "savings",
        AccountType.CertificateOfDeposit => "cd",
        AccountType.MoneyMarket => "moneyMarket",
        AccountType.CreditCard => "creditCard",
        AccountType.LineOfCredit or AccountType.Overdraft => "lineOfCredit",
        AccountType.Mortgage => "mortgage",
        AccountType.Loan or AccountType.AutoLoan or AccountType.StudentLoan or AccountType.HomeEquityLoan => "loan",
        _ when type.Kind() == AccountKind.Investment => "investment",
        _ => "unknown",
    };
}
