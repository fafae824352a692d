using Tributary.Core.Accounts;
using Tributary.Core.Errors;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>
/// The protocol's words for account types (Finicity Account Types). XML knows the ten of 2015 and nothing else: a strict reader
/// refuses the whole list for one other word. JSON knows the later ones too.
/// </summary>
internal static class AccountTypeWords
{
    private static readonly Dictionary<AccountType, string> LaterWords = new()
    {
        [AccountType.Brokerage] = "brokerageAccount",
        [AccountType.Ira] = "ira",
        [AccountType.RothIra] = "roth",
        [AccountType.Plan401K] = "401k",
        [AccountType.Plan403B] = "403b",
        [AccountType.Plan529] = "529",
        [AccountType.StudentLoan] = "studentLoan",
        [AccountType.StudentLoanGroup] = "studentLoanGroup",
        [AccountType.StudentLoanAccount] = "studentLoanAccount",
        [AccountType.InvestmentTaxDeferred] = "investmentTaxDeferred",
        [AccountType.EmployeeStockPurchasePlan] = "employeeStockPurchasePlan",
        [AccountType.Rollover] = "rollover",
        [AccountType.Ugma] = "ugma",
        [AccountType.Utma] = "utma",
        [AccountType.Keogh] = "keogh",
        [AccountType.Plan457] = "457",
        [AccountType.Plan401A] = "401a",
        [AccountType.EducationSavings] = "educationSavings",
        [AccountType.HealthSavings] = "healthSavingsAccount",
        [AccountType.Pension] = "pension",
        [AccountType.ProfitSharingPlan] = "profitSharingPlan",
        [AccountType.Roth401K] = "roth401k",
        [AccountType.SepIra] = "sepIRA",
        [AccountType.SimpleIra] = "simpleIRA",
        [AccountType.ThriftSavingsPlan] = "thriftSavingsPlan",
        [AccountType.VariableAnnuity] = "variableAnnuity",
        [AccountType.Cryptocurrency] = "cryptocurrency",
    };

    private static readonly Dictionary<string, AccountType> ByWord = new(
        LaterWords.Select(pair => KeyValuePair.Create(pair.Value, pair.Key)), StringComparer.Ordinal)
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

        // The vendor's document spells them so, and says that they are written without.
        ["457plan"] = AccountType.Plan457,
        ["529plan"] = AccountType.Plan529,
    };

    /// <summary>The word for a type.</summary>
    public static string Of(AccountType type, bool isXml) => !isXml && LaterWords.TryGetValue(type, out var later) ? later : Word2015(type);

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
        _ when type.Kind() == AccountKind.Loan => "loan",
        _ when type.Kind() == AccountKind.Investment => "investment",
        _ => "unknown",
    };
}
