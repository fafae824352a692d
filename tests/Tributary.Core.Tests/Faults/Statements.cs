using Tributary.Core.Accounts;
using Tributary.Core.Connectors;
using Tributary.Core.Imports;
using Tributary.Core.Money;
using Tributary.Core.Positions;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Faults;

/// <summary>Two views of the same accounts, between which everything that can change has changed.</summary>
internal static class Statements
{
    private static readonly DateOnly Day = new(2026, 2, 20);

    public static IReadOnlyList<ReportedAccount> First { get; } =
    [
        Reports.Account(
            "111",
            Reports.Transaction("a", -5m, Day),
            Reports.Transaction("b", -6m, Day.AddDays(1)),
            Reports.Transaction("c", -7m, Day.AddDays(2), "BAKERY"),
            Reports.Transaction("p", -20m, Day.AddDays(3), "TRATTORIA", pending: true)),
        Reports.Account("222", Reports.Transaction("d", 50m, Day)) with { Type = AccountType.Brokerage, Holdings = [Stock("X", 1), Stock("Y", 2)] },
        Reports.Account("333"),
    ];

    /// <summary>One transaction new, one edited, one vanished, one posted; a position sold and one bought; an account new and one gone.</summary>
    public static IReadOnlyList<ReportedAccount> Second { get; } =
    [
        Reports.Account(
            "111",
            Reports.Transaction("a", -5m, Day) with { Memo = "corrected" },
            Reports.Transaction("c", -7m, Day.AddDays(2), "BAKERY"),
            Reports.Transaction("q", -20m, Day.AddDays(4), "TRATTORIA"),
            Reports.Transaction("e", -9m, Day.AddDays(5), "BOOKS")) with { Balance = 80m },
        Reports.Account("222", Reports.Transaction("d", 50m, Day)) with { Type = AccountType.Brokerage, Holdings = [Stock("Y", 3), Stock("Z", 1)] },
        Reports.Account("444", Reports.Transaction("f", 1m, Day)),
    ];

    public static IReadOnlyList<FileStatement> FirstFile { get; } = [.. First.Take(2).Select(a => new FileStatement("BANK-1", "First Bank", a))];

    /// <summary>An overlapping file that tells of a second bank as well.</summary>
    public static IReadOnlyList<FileStatement> SecondFile { get; } =
    [
        .. Second.Take(2).Select(a => new FileStatement("BANK-1", "First Bank", a)),
        new FileStatement("BANK-2", "Second Bank", Second[2]),
    ];

    private static Holding Stock(string symbol, decimal units) =>
        new() { Key = symbol, Name = symbol, Kind = SecurityKind.Stock, Symbol = symbol, Units = units, Currency = Currency.Usd };
}
