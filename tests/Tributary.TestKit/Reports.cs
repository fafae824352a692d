using Tributary.Core.Accounts;
using Tributary.Core.Connectors;
using Tributary.Core.Money;

namespace Tributary.TestKit;

/// <summary>Reported accounts and transactions with defaults.</summary>
public static class Reports
{
    public static ReportedAccount Account(string number, params ReportedTransaction[] transactions) => new()
    {
        Key = number,
        Number = number,
        Name = "Checking",
        Type = AccountType.Checking,
        Currency = Currency.Usd,
        Balance = 100m,
        BalanceDate = new DateOnly(2026, 3, 2),
        Transactions = transactions,
        Coverage = new Coverage(new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 2), IncludesPending: true),
    };

    public static ReportedTransaction Transaction(string? id, decimal amount, DateOnly day, string description = "CORNER MARKET", bool pending = false) => new()
    {
        InstitutionTransactionId = id,
        Amount = amount,
        PostedDate = day,
        Description = description,
        IsPending = pending,
    };
}
