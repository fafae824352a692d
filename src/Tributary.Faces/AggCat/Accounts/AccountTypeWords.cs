using Tributary.Core.Accounts;

namespace Tributary.Faces.AggCat.Accounts;

/// <summary>The protocol's words for account types (AggCat, 3.3). What it has no word for goes without one, which its schema allows.</summary>
internal static class AccountTypeWords
{
    private static readonly Dictionary<AccountType, string> Words = new()
    {
        [AccountType.Checking] = "CHECKING",
        [AccountType.Savings] = "SAVINGS",
        [AccountType.MoneyMarket] = "MONEYMRKT",
        [AccountType.CertificateOfDeposit] = "CD",
        [AccountType.CashManagement] = "CASHMANAGEMENT",
        [AccountType.Overdraft] = "OVERDRAFT",
        [AccountType.CreditCard] = "CREDITCARD",
        [AccountType.LineOfCredit] = "LINEOFCREDIT",
        [AccountType.Loan] = "LOAN",
        [AccountType.AutoLoan] = "AUTO",
        [AccountType.HomeEquityLoan] = "HOMEEQUITY",
        [AccountType.Mortgage] = "MORTGAGE",
        [AccountType.StudentLoan] = "STUDENT",
        [AccountType.Investment] = "OTHER",
        [AccountType.Brokerage] = "BROKERAGE",
        [AccountType.Ira] = "IRA",
        [AccountType.RothIra] = "IRA",
        [AccountType.Plan401K] = "401K",
        [AccountType.Plan403B] = "403B",
        [AccountType.Plan529] = "OTHER",
    };

    /// <summary>The word for a type; null where there is none.</summary>
    public static string? Of(AccountType type) => Words.GetValueOrDefault(type);
}
