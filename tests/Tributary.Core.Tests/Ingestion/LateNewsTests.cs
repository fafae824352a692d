using Tributary.Core.Connectors;
using Tributary.Core.Imports;
using Tributary.Core.Money;
using Tributary.Core.Positions;
using Tributary.Core.SignIn;
using Tributary.Core.Transactions;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Ingestion;

/// <summary>Files in the wrong order, and news that comes after a long time, through the engine and its store.</summary>
public sealed class LateNewsTests
{
    private static readonly DateOnly March = new(2026, 3, 1);

    [Fact]
    public async Task OlderFileImportedLate_AddsItsTransactions_AndTurnsNothingBack()
    {
        await using var engine = await TestEngine.StartAsync();
        var customer = await engine.AddCustomerAsync();
        await ImportAsync(Statement(March.AddDays(20), 300m, units: 7, Reports.Transaction("2", -6m, March.AddDays(10), "Bakery")));
        await ImportAsync(Statement(
            March.AddDays(12), 200m, units: 3, Reports.Transaction("1", -5m, March), Reports.Transaction("2", -6m, March.AddDays(10), "BKRY 0042")));

        var (account, position) = await engine.Store.ReadAsync(
            async reader =>
            {
                var only = Assert.Single(await reader.ListAccountsAsync(customer.Id));
                return (only, Assert.Single(await reader.ListPositionsAsync(customer.Id, only.Id)));
            },
            CancellationToken.None);
        Assert.Equal((300m, March.AddDays(20), 7m), (account.Balance, account.BalanceDate, position.Units));
        Assert.Equal(["CORNER MARKET", "Bakery"], (await engine.TransactionsAsync(customer)).Items.Select(t => t.Description));

        Task ImportAsync(ReportedAccount statement)
        {
            engine.Files.Statements = [new FileStatement("bank", "Bank", statement)];
            return engine.Importer.ImportAsync(customer, Stream.Null, CancellationToken.None);
        }
    }

    [Fact]
    public async Task PendingThatCameToNothingWhileNobodyLooked_Vanishes_ThoughTheBankShowsFewDays()
    {
        await using var engine = await TestEngine.StartAsync();
        var customer = await engine.AddCustomerAsync();
        engine.Bank.Accounts = [Statement(March, 100m, units: 1, Reports.Transaction("h", -90m, March.AddDays(-12), "HOTEL HOLD", pending: true))];
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;

        engine.Clock.Advance(TimeSpan.FromDays(60));
        engine.Bank.Accounts = [Statement(March.AddDays(60), 100m, units: 1, Reports.Transaction("9", -5m, March.AddDays(59)))];
        await engine.Aggregator.RefreshAsync(customer, login, mayAsk: true, CancellationToken.None);

        var rows = await engine.Store.ReadAsync(
            async reader => await reader.ListMatchCandidatesAsync(
                customer.Id, (await reader.ListAccountsAsync(customer.Id))[0].Id, DateOnly.MinValue, DateOnly.MaxValue, []),
            CancellationToken.None);
        Assert.Equal([TransactionState.Vanished, TransactionState.Posted], rows.Select(r => r.Transaction.State));
    }

    private static ReportedAccount Statement(DateOnly day, decimal balance, int units, params ReportedTransaction[] transactions) =>
        Reports.Account("111", transactions) with
        {
            Balance = balance,
            BalanceDate = day,
            Coverage = new Coverage(day.AddDays(-15), day, IncludesPending: true),
            Holdings = [new Holding { Key = "FUND", Name = "Fund", Kind = SecurityKind.MutualFund, Units = units, Currency = Currency.Usd }],
        };
}
