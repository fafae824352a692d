using Tributary.Core.Accounts;

namespace Tributary.Faces.AggCat.Accounts;

/// <summary>
/// The protocol's words for account types, which mean something else in each kind (AggCat, 3.3). A type it has no word for is told by the nearest one.
/// </summary>
internal static class AccountTypeWords
{
    private static readonly Dictionary<(AccountKind Kind, string Word), AccountType> ByWord = new()
    {
        [(AccountKind.Banking, "CHECKING")] = AccountType.Checking,
        [(AccountKind.Banking, "SAVINGS")] = AccountType.Savings,
        [(AccountKind.Banking, "MONEYMRKT")] = AccountType.MoneyMarket,
        [(AccountKind.Banking, "RECURRINGDEPOSIT")] = AccountType.RecurringDeposit,
        [(AccountKind.Banking, "CD")] = AccountType.CertificateOfDeposit,
        [(AccountKind.Banking, "CASHMANAGEMENT")] = AccountType.CashManagement,
        [(AccountKind.Banking, "OVERDRAFT")] = AccountType.Overdraft,
        [(AccountKind.Credit, "CREDITCARD")] = AccountType.CreditCard,
        [(AccountKind.Credit, "LINEOFCREDIT")] = AccountType.LineOfCredit,
        [(AccountKind.Credit, "OTHER")] = AccountType.OtherCredit,
        [(AccountKind.Loan, "LOAN")] = AccountType.Loan,
        [(AccountKind.Loan, "AUTO")] = AccountType.AutoLoan,
        [(AccountKind.Loan, "COMMERCIAL")] = AccountType.CommercialLoan,
        [(AccountKind.Loan, "CONSTR")] = AccountType.ConstructionLoan,
        [(AccountKind.Loan, "CONSUMER")] = AccountType.ConsumerLoan,
        [(AccountKind.Loan, "HOMEEQUITY")] = AccountType.HomeEquityLoan,
        [(AccountKind.Loan, "MILITARY")] = AccountType.MilitaryLoan,
        [(AccountKind.Loan, "MORTGAGE")] = AccountType.Mortgage,
        [(AccountKind.Loan, "SMB")] = AccountType.SmallBusinessLoan,
        [(AccountKind.Loan, "STUDENT")] = AccountType.StudentLoan,
        [(AccountKind.Investment, "TAXABLE")] = AccountType.TaxableInvestment,
        [(AccountKind.Investment, "401K")] = AccountType.Plan401K,
        [(AccountKind.Investment, "BROKERAGE")] = AccountType.Brokerage,
        [(AccountKind.Investment, "IRA")] = AccountType.Ira,
        [(AccountKind.Investment, "403B")] = AccountType.Plan403B,
        [(AccountKind.Investment, "KEOGH")] = AccountType.Keogh,
        [(AccountKind.Investment, "TRUST")] = AccountType.Trust,
        [(AccountKind.Investment, "TDA")] = AccountType.TaxDeferredAnnuity,
        [(AccountKind.Investment, "SIMPLE")] = AccountType.SimpleIra,
        [(AccountKind.Investment, "NORMAL")] = AccountType.OrdinaryInvestment,
        [(AccountKind.Investment, "SARSEP")] = AccountType.SarSep,
        [(AccountKind.Investment, "UGMA")] = AccountType.Ugma,
        [(AccountKind.Investment, "OTHER")] = AccountType.Investment,
        [(AccountKind.Rewards, "AFFINITY")] = AccountType.AffinityRewards,
        [(AccountKind.Rewards, "AIRLINE")] = AccountType.AirlineRewards,
        [(AccountKind.Rewards, "AUTO")] = AccountType.AutoRewards,
        [(AccountKind.Rewards, "HOTEL")] = AccountType.HotelRewards,
        [(AccountKind.Rewards, "SHOPPING")] = AccountType.ShoppingRewards,
        [(AccountKind.Rewards, "OTHER")] = AccountType.OtherRewards,
    };

    private static readonly Dictionary<AccountType, string> Words = new(ByWord.Select(pair => KeyValuePair.Create(pair.Value, pair.Key.Word)))
    {
        [AccountType.RothIra] = "IRA",
        [AccountType.SepIra] = "IRA",
        [AccountType.Rollover] = "IRA",
        [AccountType.Roth401K] = "401K",
        [AccountType.Utma] = "UGMA",
        [AccountType.VariableAnnuity] = "TDA",
        [AccountType.InvestmentTaxDeferred] = "TDA",
        [AccountType.StudentLoanGroup] = "STUDENT",
        [AccountType.StudentLoanAccount] = "STUDENT",
    };

    /// <summary>The word for a type; null for an account whose kind nobody knows.</summary>
    public static string? Of(AccountType type) => Words.TryGetValue(type, out var word) ? word : type.Kind() == AccountKind.Investment ? "OTHER" : null;

    /// <summary>The type of a word, in whatever letters it is written; null where the kind has no such type.</summary>
    public static AccountType? Find(AccountKind kind, string word) =>
        ByWord.TryGetValue((kind, word.Trim().ToUpperInvariant()), out var type) ? type : null;

    /// <summary>The words a kind has.</summary>
    public static IEnumerable<string> Of(AccountKind kind) => ByWord.Keys.Where(key => key.Kind == kind).Select(key => key.Word);
}
