using Tributary.Core.Accounts;
using Tributary.Core.Transactions;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>
/// The ten accounts of one family, with the numbers that Intuit's and Finicity's test banks gave them. Money that leaves one for
/// another shows on both on the same day.
/// </summary>
internal sealed class Household
{
    private readonly string _name;
    private readonly int _seed;

    public Household(string name, int seed)
    {
        _name = name;
        _seed = seed;
        var terms = Dice.For(seed, $"{name}/terms", 0);
        var visa = new CardAccount(Plate("Visa", "4100007777"));
        var creditLine = new CreditLineAccount(Plate("Line of Credit", "8000006666"));
        var mortgage = new LoanAccount(Plate("Mortgage", "1000000001"), Mortgage(terms));
        var autoLoan = new LoanAccount(Plate("Auto Loan", "8000008888"), AutoLoan(terms));
        var brokerage = new InvestmentAccount(Plate("Brokerage", "0000000000"), Brokerage());
        var rothIra = new InvestmentAccount(Plate("Roth IRA", "2000004444"), RothIra());
        var retirement = new InvestmentAccount(Plate("Retirement", "0000000001"), Retirement());
        var certificate = new CertificateAccount(Plate("CD", "2000005555"));
        var savingsPlate = Plate("Savings", "1000002222");
        var checking = new CheckingAccount(
            Plate("Checking", "1000001111"),
            savingsPlate,
            [
                (mortgage, "FIRST HARBOR HOME LOANS"), (autoLoan, "KEYSTONE AUTO FINANCE"), (visa, "VISA PAYMENT ...7777"),
                (creditLine, "CREDIT LINE PAYMENT ...6666"), (brokerage, "TRANSFER TO BROKERAGE"), (rothIra, "ROTH IRA CONTRIBUTION"),
            ]);
        var savings = new SavingsAccount(savingsPlate, checking, certificate);
        Accounts = [retirement, visa, mortgage, brokerage, rothIra, savings, creditLine, certificate, autoLoan, checking];
    }

    /// <summary>The accounts, in the order Intuit's test bank listed them.</summary>
    public IReadOnlyList<DemoAccount> Accounts { get; }

    /// <summary>Profiles have numbers of their own: the profile's two digits stand after the first one.</summary>
    private AccountPlate Plate(string name, string number) => _name.StartsWith("profile_", StringComparison.Ordinal)
        ? new(name, $"{number[0]}{_name[^2..]}{number[3..]}", _seed)
        : new(name, _name == "other" ? $"{number[0]}99{number[3..]}" : number, _seed);

    private static LoanTerms Mortgage(Dice dice) => new(
        AccountType.Mortgage, "First Harbor Home Loans", 225000.00m + (1000 * dice.Below(30)), 3.875m, 360, 1, 412.18m, new Month(2012, 3));

    private static LoanTerms AutoLoan(Dice dice) => new(
        AccountType.AutoLoan, "Keystone Auto Finance", 26500.00m + (100 * dice.Below(40)), 5.49m, 72, 15, 0, new Month(2023, 9));

    private static InvestmentPlan Brokerage() => new(
        AccountType.Brokerage,
        Cash: 1850.00m,
        Core: new Dictionary<Security, decimal> { [Security.Freight] = 340, [Security.Index] = 128.405m, [Security.WaterBond] = 15000 },
        Savings: Security.Index,
        Contributions: month => [FromChecking(month.Day(5), 250.00m, "CONTRIBUTION")],
        YearEnd: "TRANSFER TO HARBOR TRUST",
        HoldsOption: true);

    private static InvestmentPlan RothIra() => new(
        AccountType.RothIra,
        Cash: 420.00m,
        Core: new Dictionary<Security, decimal> { [Security.Index] = 211.870m },
        Savings: Security.Index,
        Contributions: month => [FromChecking(month.Day(6), 200.00m, "CONTRIBUTION")],
        YearEnd: "DISTRIBUTION");

    private static InvestmentPlan Retirement() => new(
        AccountType.Plan401K,
        Cash: 96.00m,
        Core: new Dictionary<Security, decimal> { [Security.Balanced] = 3120.512m },
        Savings: Security.Balanced,
        Contributions: month => Payroll.PaydaysIn(month).SelectMany<DateOnly, Posting>(day =>
            [Contribution(day, 310.00m, "EMPLOYEE CONTRIBUTION"), Contribution(day, 155.00m, "EMPLOYER MATCH")]),
        YearEnd: "IN-SERVICE ROLLOVER",
        VestedPercent: 80);

    private static Posting FromChecking(DateOnly day, decimal amount, string description) =>
        Contribution(day, amount, description) with { Counterpart = Counterpart.Checking };

    private static Posting Contribution(DateOnly day, decimal amount, string description) =>
        Posting.On(day, amount, TransactionType.Deposit, description) with { Detail = new() { InvestmentAction = "contribution" } };
}
