using Tributary.Connectors.DemoBank;
using Tributary.Core.Connectors;
using Tributary.Core.Errors;

namespace Tributary.Connectors.Tests.DemoBank;

/// <summary>What tests of the engine can make the demo banks do.</summary>
public sealed class ScriptTests
{
    private readonly Bank _bank = new();

    private DemoBankScene Demo => _bank.Script.At(Bank.FinBank, "demo");

    private DemoBankScene Everybody => _bank.Script.At(Bank.FinBank);

    [Fact]
    public async Task Down_ForOneUser_LeavesOthersAlone()
    {
        Demo.Behaviour = new() { IsDown = true };

        Assert.Equal(ErrorCatalogue.InstitutionUnavailable, (await RefusedAsync("demo", "go")).Error);
        await _bank.AccountsAsync(user: "other");

        Demo.Behaviour = new();
        await _bank.AccountsAsync();
    }

    [Fact]
    public async Task Down_ForAnInstitution_IsDownForEveryUserThere_WhateverElseIsScripted()
    {
        Everybody.Behaviour = new() { IsDown = true };
        Demo.Behaviour = new() { AsksAgain = true };

        Assert.Equal(ErrorCatalogue.InstitutionUnavailable, (await RefusedAsync("demo", "go")).Error);
        Assert.Equal(ErrorCatalogue.InstitutionUnavailable, (await RefusedAsync("nobody", "wrong")).Error);
        Assert.Equal(0, Everybody.CredentialsRefused);
        await _bank.AccountsAsync(Bank.CcBank);
    }

    [Fact]
    public async Task Locked_IsToldToTheRightUserOnly()
    {
        Demo.Behaviour = new() { IsLocked = true };

        Assert.Equal(ErrorCatalogue.LoginLocked, (await RefusedAsync("demo", "go")).Error);
        Assert.Equal(ErrorCatalogue.CredentialsRejected, (await RefusedAsync("demo", "wrong")).Error);
    }

    [Fact]
    public async Task Delay_PassesOnTheBanksClock()
    {
        Demo.Behaviour = new() { Delay = TimeSpan.FromMinutes(2) };
        var signIn = _bank.SignInAsync(Bank.FinBank, "demo", "go");
        _bank.Clock.Advance(TimeSpan.FromSeconds(119));
        Assert.False(signIn.IsCompleted);

        _bank.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<SignInResult.SignedIn>(await signIn);
    }

    [Fact]
    public async Task AsksAgain_AsksAKnownDevice_AndAUserWhoWasNeverAsked()
    {
        var first = Assert.IsType<SignInResult.SignedIn>(await _bank.SignInAsync(Bank.FinBank, "tfa_text", "go", new Questioned(["Fido"])));
        Everybody.Behaviour = new() { AsksAgain = true };

        var known = new Questioned(["Fido"]);
        await _bank.SignInAsync(Bank.FinBank, "tfa_text", "go", known, first.Remember);
        Assert.Single(known.Asked);

        var unasked = new Questioned(["1234"]);
        var signedIn = Assert.IsType<SignInResult.SignedIn>(await _bank.SignInAsync(Bank.FinBank, "demo", "go", unasked));
        Assert.StartsWith("Enter ", Assert.Single(Assert.Single(unasked.Asked)).Text, StringComparison.Ordinal);
        Assert.NotNull(signedIn.Remember);
    }

    [Fact]
    public async Task ReusedIds_AreSharedByTransactionsOfDifferentDays_AndChangeNothingElse()
    {
        var ordinary = await _bank.AccountsAsync();
        Demo.Behaviour = new() { Ids = DemoBankIds.Reused };
        var reused = await _bank.AccountsAsync();

        Assert.All(reused, account => Assert.True(
            account.Transactions.Select(t => t.InstitutionTransactionId).Distinct().Count() < account.Transactions.Count));
        AssertSameButForIds(ordinary, reused);
    }

    [Fact]
    public async Task ChangingIds_AreNewAtEverySignIn_AndChangeNothingElse()
    {
        Demo.Behaviour = new() { Ids = DemoBankIds.Changing };
        var first = await _bank.AccountsAsync();
        var second = await _bank.AccountsAsync();

        Assert.Empty(IdsOf(first).Intersect(IdsOf(second)));
        AssertSameButForIds(first, second);
    }

    [Fact]
    public async Task HistoryDays_CutTheWindowShort_AndTheCoverageSaysSo()
    {
        Demo.Behaviour = new() { HistoryDays = 30 };
        var accounts = await _bank.AccountsAsync();

        var from = Bank.Today.AddDays(-29);
        Assert.All(accounts, account =>
        {
            Assert.Equal(new Coverage(from, Bank.Today, IncludesPending: true), account.Coverage);
            Assert.All(account.Transactions.Where(t => !t.IsPending), t => Assert.InRange(t.PostedDate, from, Bank.Today));
        });
        Assert.Contains(accounts, account => account.Transactions.Count > 0);
    }

    [Fact]
    public async Task DroppedAccount_IsNoLongerShown()
    {
        Demo.Behaviour = new() { DroppedAccounts = ["1000002222"] };

        var accounts = await _bank.AccountsAsync();

        Assert.Equal(9, accounts.Count);
        Assert.DoesNotContain(accounts, account => account.Name == "Savings");
    }

    [Fact]
    public async Task ShowsNothing_LetsInToNoAccounts()
    {
        Demo.Behaviour = new() { ShowsNothing = true };

        Assert.Empty(await _bank.AccountsAsync());
    }

    [Fact]
    public async Task ChangedPassword_IsTakenAndTheOldOneRefused()
    {
        Demo.ChangePassword("correct horse");

        Assert.Equal(ErrorCatalogue.CredentialsRejected, (await RefusedAsync("demo", "go")).Error);
        Assert.Equal(10, (await _bank.AccountsAsync(password: "correct horse")).Count);
        Assert.Equal(1, Demo.CredentialsRefused);
        Assert.Equal(2, Demo.SignInsStarted);
    }

    [Fact]
    public async Task ChangedPassword_AtABankThatTakesAny_IsTheOnlyOneTaken()
    {
        _bank.Script.At(Bank.CcBank, "direct").ChangePassword("correct horse");

        var refused = await _bank.SignInAsync(Bank.CcBank, "direct", "anyvalue");

        Assert.IsType<SignInResult.Refused>(refused);
        Assert.Equal(10, (await _bank.AccountsAsync(Bank.CcBank, "direct", "correct horse")).Count);
    }

    [Fact]
    public async Task Hold_KeepsSignInsUntilTheGateIsOpened()
    {
        var gate = Demo.Hold();
        var first = _bank.SignInAsync(Bank.FinBank, "demo", "go");
        var second = _bank.SignInAsync(Bank.FinBank, "demo", "go");
        await gate.Arrived;
        Assert.False(first.IsCompleted || second.IsCompleted);
        Assert.Equal(2, Demo.SignInsUnderWay);

        gate.Open();
        await Task.WhenAll(first, second);

        Assert.Equal(0, Demo.SignInsUnderWay);
        Assert.Equal(2, Demo.MostSignInsAtOnce);
        Assert.Equal(2, Everybody.SignInsStarted);
    }

    [Fact]
    public async Task SignInHeldAtTheGate_EndsWhenCancelled_AndIsNoLongerUnderWay()
    {
        var gate = Demo.Hold();
        using var cancellation = new CancellationTokenSource();
        var signIn = _bank.Connector.SignInAsync(_bank.Request(Bank.FinBank, "demo", "go"), new Questioned(), cancellation.Token);
        await gate.Arrived;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signIn);
        Assert.Equal(0, Demo.SignInsUnderWay);
    }

    private async Task<SignInResult.Refused> RefusedAsync(string user, string password) =>
        Assert.IsType<SignInResult.Refused>(await _bank.SignInAsync(Bank.FinBank, user, password));

    private static void AssertSameButForIds(IReadOnlyList<ReportedAccount> one, IReadOnlyList<ReportedAccount> two) =>
        Assert.Equal(Bank.Print(one.Select(WithoutIds)), Bank.Print(two.Select(WithoutIds)));

    private static ReportedAccount WithoutIds(ReportedAccount account) =>
        account with { Transactions = [.. account.Transactions.Select(t => t with { InstitutionTransactionId = null })] };

    private static IEnumerable<string?> IdsOf(IEnumerable<ReportedAccount> accounts) =>
        accounts.SelectMany(account => account.Transactions).Select(t => t.InstitutionTransactionId);
}
