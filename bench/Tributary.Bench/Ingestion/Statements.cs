using Tributary.Core.Accounts;
using Tributary.Core.Connectors;
using Tributary.Core.Imports;
using Tributary.Core.Money;
using Tributary.Core.Transactions;

namespace Tributary.Bench.Ingestion;

/// <summary>Ten years of ten accounts of one bank, the same at every run.</summary>
internal static class Statements
{
    public const int Accounts = 10;

    private static readonly DateOnly FirstDay = new(2016, 1, 1);

    private static readonly string[] Payees =
    [
        "CORNER MARKET", "BLUE KETTLE COFFEE", "METRO TRANSIT", "HARBOR HARDWARE", "NORTHERN POWER & LIGHT", "CITY WATER", "BOOK CELLAR",
        "GREEN LEAF GROCERS", "SUNRISE BAKERY", "PINE STREET PHARMACY", "OAK FUEL", "RIVER CINEMA", "ORBIT MOBILE", "SUMMIT INSURANCE",
    ];

    private static readonly TransactionType[] Types =
        [TransactionType.PointOfSale, TransactionType.Debit, TransactionType.Payment, TransactionType.Check];

    public static StatementFile File(int transactions) => new(
        "OFX 1.02 (SGML)",
        [.. Enumerable.Range(0, Accounts).Select(account => new FileStatement("org:bench bank", "Bench Bank", Account(account, transactions / Accounts)))],
        []);

    /// <summary>The same accounts before anything moved on them.</summary>
    public static StatementFile WithoutTransactions(StatementFile file) => file with
    {
        Statements = [.. file.Statements.Select(s => s with { Account = s.Account with { Transactions = [] } })],
    };

    private static ReportedAccount Account(int account, int transactions)
    {
        var random = new Random(account);
        return new ReportedAccount
        {
            Key = $"{account}",
            Number = $"00012345{account}",
            Name = "Checking",
            Type = AccountType.Checking,
            Currency = Currency.Usd,
            Balance = 1234.56m,
            BalanceDate = FirstDay.AddYears(10),
            Transactions = [.. Enumerable.Range(0, transactions).Select(n => Transaction(random, n, FirstDay.AddDays((int)(n * 3650L / transactions))))],
            Coverage = new Coverage(FirstDay, FirstDay.AddYears(10), IncludesPending: false),
        };
    }

    private static ReportedTransaction Transaction(Random random, int number, DateOnly day) => new()
    {
        InstitutionTransactionId = $"{day:yyyyMMdd}{number:D8}",
        Amount = -random.Next(100, 20_000) / 100m,
        PostedDate = day,
        Description = $"{Payees[random.Next(Payees.Length)]} #{random.Next(1, 400)}",
        Memo = number % 3 == 0 ? $"CARD 4711 AUTH {random.Next(100_000, 999_999)}" : null,
        Type = Types[random.Next(Types.Length)],
    };
}
