using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Connectors;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Imports;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Secrets;
using Tributary.Core.SignIn;
using Tributary.Core.Transactions;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Aggregation;

public sealed class AggregatorTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task AddAll_StoresAccountsAndTransactions()
    {
        await using var engine = await EngineAsync(Reports.Account("111", Reports.Transaction("a", -5m, Today)), Reports.Account("222"));
        var customer = await engine.AddCustomerAsync();

        var succeeded = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer));

        Assert.Equal(["111", "222"], succeeded.Accounts.Select(a => a.Number));
        Assert.All(succeeded.Accounts, a => Assert.Equal(AccountState.Active, a.State));
        Assert.All(succeeded.Accounts, a => Assert.True(a.Status!.IsSuccess && a.SuccessAt >= a.AttemptAt));
        Assert.Equal(-5m, Assert.Single((await engine.TransactionsAsync(customer)).Items).Amount);
    }

    [Fact]
    public async Task Discovery_KeepsNoTransactionsOfAccountsNobodyChose()
    {
        await using var engine = await EngineAsync(Reports.Account("111", Reports.Transaction("a", -5m, Today)));
        var customer = await engine.AddCustomerAsync();

        var succeeded = Assert.IsType<SignInOutcome.Succeeded>(await engine.DiscoverAsync(customer));

        Assert.Equal(AccountState.Pending, Assert.Single(succeeded.Accounts).State);
        Assert.Null(succeeded.Accounts[0].SuccessAt);
        Assert.Empty((await engine.TransactionsAsync(customer)).Items);
    }

    [Fact]
    public async Task RefreshAfterActivation_FetchesTheWholeFirstWindow()
    {
        await using var engine = await EngineAsync(Reports.Account("111", Reports.Transaction("a", -5m, Today)));
        var customer = await engine.AddCustomerAsync();
        var found = Assert.IsType<SignInOutcome.Succeeded>(await engine.DiscoverAsync(customer));

        await ActivateAsync(engine, customer, found.Accounts[0], AccountType.Checking);
        await RefreshAsync(engine, customer, found.LoginId);

        Assert.Equal(Today.AddDays(-180), engine.Bank.LastRequest!.From);
        Assert.Single((await engine.TransactionsAsync(customer)).Items);
    }

    [Fact]
    public async Task LaterRefresh_OverlapsTheLastSuccess()
    {
        await using var engine = await EngineAsync(Reports.Account("111"));
        var customer = await engine.AddCustomerAsync();
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;

        engine.Clock.Advance(TimeSpan.FromDays(5));
        await RefreshAsync(engine, customer, login);

        Assert.Equal(Today.AddDays(-30), engine.Bank.LastRequest!.From);
    }

    [Fact]
    public async Task SameUserIdAgain_FindsTheSameLoginAndAccounts_AlsoWithANewPassword()
    {
        await using var engine = await EngineAsync(Reports.Account("111", Reports.Transaction("a", -5m, Today)));
        var customer = await engine.AddCustomerAsync();
        var first = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer));

        engine.Bank.Behaviour = (request, _, _) => Task.FromResult<SignInResult>(
            request.Credentials[ScriptedConnector.PasswordField].Reveal() == "new"
                ? new SignInResult.SignedIn(engine.Bank.Accounts)
                : new SignInResult.Refused(ErrorCatalogue.CredentialsRejected));
        var again = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer, password: "new"));
        var refreshed = await RefreshAsync(engine, customer, first.LoginId);

        Assert.Equal(first.LoginId, again.LoginId);
        Assert.Equal(first.Accounts.Select(a => a.Id), again.Accounts.Select(a => a.Id));
        Assert.Single((await engine.TransactionsAsync(customer)).Items);
        Assert.IsType<SignInOutcome.Succeeded>(refreshed);
    }

    [Fact]
    public async Task RefusedPassword_StoresNothing_AndIsTriedOnce()
    {
        await using var engine = await EngineAsync(Reports.Account("111"));
        var customer = await engine.AddCustomerAsync();

        var failed = Assert.IsType<SignInOutcome.Failed>(await engine.AddAllAsync(customer, password: "bad"));

        Assert.Equal(ErrorCatalogue.CredentialsRejected, failed.Status.Error);
        Assert.Equal(1, engine.Bank.SignIns);
        Assert.Empty(await engine.Store.ReadAsync(r => r.ListLoginsAsync(customer.Id), CancellationToken.None));
    }

    [Fact]
    public async Task MistypedPasswordOfAKnownLogin_LeavesTheGoodOne()
    {
        await using var engine = await EngineAsync(Reports.Account("111"));
        var customer = await engine.AddCustomerAsync();
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;

        await engine.AddAllAsync(customer, password: "typo");

        Assert.IsType<SignInOutcome.Succeeded>(await RefreshAsync(engine, customer, login));
    }

    [Fact]
    public async Task FailedRefresh_MarksTheAccounts_AndKeepsTheirData()
    {
        await using var engine = await EngineAsync(Reports.Account("111", Reports.Transaction("a", -5m, Today)));
        var customer = await engine.AddCustomerAsync();
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;
        engine.Bank.Behaviour = (_, _, _) => Task.FromResult<SignInResult>(new SignInResult.Refused(ErrorCatalogue.InstitutionUnavailable));
        engine.Clock.Advance(TimeSpan.FromHours(1));

        await RefreshAsync(engine, customer, login);

        var account = Assert.Single(await AccountsAsync(engine, customer));
        Assert.Equal(ErrorCatalogue.InstitutionUnavailable, account.Status!.Error);
        Assert.Equal(engine.Clock.GetUtcNow(), account.AttemptAt);
        Assert.True(account.SuccessAt < account.AttemptAt);
        Assert.Equal(100m, account.Balance);
        Assert.Single((await engine.TransactionsAsync(customer)).Items);
    }

    [Fact]
    public async Task QuestionWhenNobodyIsThere_EndsWithAnswerRequired()
    {
        await using var engine = await EngineAsync(Reports.Account("111"));
        var customer = await engine.AddCustomerAsync();
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;
        engine.Bank.Behaviour = engine.Bank.AskForPet;

        var failed = Assert.IsType<SignInOutcome.Failed>(await engine.Aggregator.RefreshAsync(customer, login, mayAsk: false, CancellationToken.None));

        Assert.Equal(ErrorCatalogue.AnswerRequired, failed.Status.Error);
        Assert.Equal(ErrorCatalogue.AnswerRequired, Assert.Single(await AccountsAsync(engine, customer)).Status!.Error);
    }

    [Fact]
    public async Task WhatTheBankWantsRemembered_ComesBackNextTime()
    {
        await using var engine = await EngineAsync(Reports.Account("111"));
        var customer = await engine.AddCustomerAsync();
        engine.Bank.Behaviour = (_, _, _) => Task.FromResult<SignInResult>(new SignInResult.SignedIn(engine.Bank.Accounts, new Secret("cookie")));
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;

        await RefreshAsync(engine, customer, login);

        Assert.Equal("cookie", engine.Bank.LastRequest!.Remembered!.Reveal());
    }

    [Fact]
    public async Task PostedPending_KeepsItsId_AndIsCountedOnce()
    {
        await using var engine = await EngineAsync(Reports.Account("111", Reports.Transaction("p", -20m, Today, "TRATTORIA", pending: true)));
        var customer = await engine.AddCustomerAsync();
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;
        var pending = Assert.Single((await engine.TransactionsAsync(customer)).Items);

        engine.Bank.Accounts = [Reports.Account("111", Reports.Transaction("900", -23m, Today.AddDays(2), "TRATTORIA"))];
        engine.Clock.Advance(TimeSpan.FromDays(2));
        await RefreshAsync(engine, customer, login);

        var posted = Assert.Single((await engine.TransactionsAsync(customer)).Items);
        Assert.Equal(pending.Id, posted.Id);
        Assert.Equal((TransactionState.Posted, -23m, "900"), (posted.State, posted.Amount, posted.InstitutionTransactionId));
        Assert.True(posted.ChangeNumber > pending.ChangeNumber);
        Assert.Equal(pending.CreatedAt, posted.CreatedAt);
    }

    [Fact]
    public async Task RefreshWithoutNews_ChangesNothing_AndQueuesNoEvent()
    {
        await using var engine = await EngineAsync(Reports.Account("111", Reports.Transaction("a", -5m, Today)));
        var customer = await engine.AddCustomerAsync();
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;
        var before = Assert.Single((await engine.TransactionsAsync(customer)).Items);
        var events = await engine.Store.ReadAsync(r => r.ListOutboxAsync(0, 100), CancellationToken.None);

        await RefreshAsync(engine, customer, login);

        Assert.Equal(before, Assert.Single((await engine.TransactionsAsync(customer)).Items));
        Assert.Equal(events, await engine.Store.ReadAsync(r => r.ListOutboxAsync(0, 100), CancellationToken.None));
        Assert.Equal((1, 0, 0), (events[0].Added, events[0].Modified, events[0].Removed));
    }

    [Fact]
    public async Task AccountTheBankNoLongerShows_IsMarked_UnlessItShowsNoneAtAll()
    {
        await using var engine = await EngineAsync(Reports.Account("111"), Reports.Account("222"));
        var customer = await engine.AddCustomerAsync();
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;

        engine.Bank.Accounts = [];
        await RefreshAsync(engine, customer, login);
        var afterEmpty = await AccountsAsync(engine, customer);
        engine.Bank.Accounts = [Reports.Account("111")];
        await RefreshAsync(engine, customer, login);
        var after = await AccountsAsync(engine, customer);

        Assert.All(afterEmpty, a => Assert.True(a.Status!.IsSuccess));
        Assert.Equal(ErrorCatalogue.AccountGone, after.Single(a => a.Number == "222").Status!.Error);
        Assert.True(after.Single(a => a.Number == "111").Status!.IsSuccess);
    }

    [Fact]
    public async Task ChosenType_SurvivesRefreshes()
    {
        await using var engine = await EngineAsync(Reports.Account("111") with { Type = AccountType.Unknown });
        var customer = await engine.AddCustomerAsync();
        var found = Assert.IsType<SignInOutcome.Succeeded>(await engine.DiscoverAsync(customer));

        await ActivateAsync(engine, customer, found.Accounts[0], AccountType.LineOfCredit);
        engine.Bank.Accounts = [Reports.Account("111")];
        await RefreshAsync(engine, customer, found.LoginId);

        Assert.Equal(AccountType.LineOfCredit, Assert.Single(await AccountsAsync(engine, customer)).Type);
    }

    [Fact]
    public async Task ActivationWithOneWrongAccount_ActivatesNone()
    {
        await using var engine = await EngineAsync(Reports.Account("111"));
        var customer = await engine.AddCustomerAsync();
        var found = Assert.IsType<SignInOutcome.Succeeded>(await engine.DiscoverAsync(customer));

        var refusal = await Assert.ThrowsAsync<TributaryException>(() => engine.Aggregator.ActivateAsync(
            customer,
            ScriptedConnector.Bank.Id,
            [new(found.Accounts[0].Id, AccountType.Checking), new(new AccountId(7), AccountType.Checking)],
            CancellationToken.None));

        Assert.Equal(ErrorCatalogue.AccountNotFound, refusal.Error);
        Assert.Equal(AccountState.Pending, Assert.Single(await AccountsAsync(engine, customer)).State);
    }

    [Fact]
    public async Task ActivationForACustomerJustDeleted_FindsNoAccount()
    {
        await using var engine = await EngineAsync(Reports.Account("111"));
        var customer = await engine.AddCustomerAsync();
        var found = Assert.IsType<SignInOutcome.Succeeded>(await engine.DiscoverAsync(customer));
        await engine.Customers.DeleteAsync(customer.PartnerId, customer.Id, CancellationToken.None);

        var refusal = await Assert.ThrowsAsync<TributaryException>(() => ActivateAsync(engine, customer, found.Accounts[0], AccountType.Checking));

        Assert.Equal(ErrorCatalogue.AccountNotFound, refusal.Error);
    }

    [Fact]
    public async Task ChangedCredentials_AreUsedByTheNextRefresh()
    {
        await using var engine = await EngineAsync(Reports.Account("111"));
        var customer = await engine.AddCustomerAsync();
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;

        await ChangeAsync(engine, customer, login, (ScriptedConnector.PasswordField, "wrong"));
        var failed = Assert.IsType<SignInOutcome.Failed>(await RefreshAsync(engine, customer, login));
        await ChangeAsync(engine, customer, login, (ScriptedConnector.PasswordField, "pw"));

        Assert.Equal(ErrorCatalogue.CredentialsRejected, failed.Status.Error);
        Assert.Equal("ann", engine.Bank.LastRequest!.Credentials[ScriptedConnector.UserField].Reveal());
        Assert.IsType<SignInOutcome.Succeeded>(await RefreshAsync(engine, customer, login));
    }

    [Fact]
    public async Task UserChangedDuringARefresh_GetsNothingOfTheLastOne()
    {
        await using var engine = await EngineAsync(Reports.Account("111"));
        var customer = await engine.AddCustomerAsync();
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;
        engine.Bank.Behaviour = async (_, _, _) =>
        {
            await ChangeAsync(engine, customer, login, (ScriptedConnector.UserField, "bea"));
            return new SignInResult.SignedIn([Reports.Account("ann's other account")], new Secret("ann's device"));
        };

        var refreshed = Assert.IsType<SignInOutcome.Failed>(await RefreshAsync(engine, customer, login));
        engine.Bank.Behaviour = null;
        await RefreshAsync(engine, customer, login);

        Assert.Equal(ErrorCatalogue.SignInCancelled, refreshed.Status.Error);
        Assert.Equal("111", Assert.Single(await AccountsAsync(engine, customer)).Number);
        Assert.Null(engine.Bank.LastRequest!.Remembered);
    }

    [Fact]
    public async Task NoCredentialChanged_ChangesNothing()
    {
        await using var engine = await TestEngine.StartAsync();
        var customer = await engine.AddCustomerAsync();
        engine.Files.Statements = [new FileStatement("BANK-1", "First Bank", Reports.Account("111", Reports.Transaction("a", -5m, Today)))];
        await engine.Importer.ImportAsync(customer, Stream.Null, CancellationToken.None);
        var imported = Assert.Single(await AccountsAsync(engine, customer));

        await ChangeAsync(engine, customer, imported.LoginId);
        await engine.Importer.ImportAsync(customer, Stream.Null, CancellationToken.None);

        Assert.Equal(imported.Id, Assert.Single(await AccountsAsync(engine, customer)).Id);
    }

    [Fact]
    public async Task CredentialFieldTheFormDoesNotHave_IsRefused_AndNothingChanges()
    {
        await using var engine = await EngineAsync(Reports.Account("111"));
        var customer = await engine.AddCustomerAsync();
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;

        var refusal = await Assert.ThrowsAsync<TributaryException>(
            () => ChangeAsync(engine, customer, login, (ScriptedConnector.PasswordField, "other"), ("Banking Userid", "demo")));

        Assert.Equal((ErrorCatalogue.ParameterMissing, "id"), (refusal.Error, refusal.Subject));
        Assert.IsType<SignInOutcome.Succeeded>(await RefreshAsync(engine, customer, login));
    }

    [Fact]
    public async Task DeletedCustomer_IsNotBroughtBackByASignInUnderWay()
    {
        await using var engine = await EngineAsync(Reports.Account("111", Reports.Transaction("a", -5m, Today)));
        var gate = new TaskCompletionSource();
        engine.Bank.Behaviour = async (request, _, _) =>
        {
            await gate.Task;
            return engine.Bank.Ordinary(request);
        };
        var customer = await engine.AddCustomerAsync();

        var call = engine.AddAllAsync(customer);
        while (engine.Bank.SignIns == 0)
            await Task.Yield();
        var deletion = engine.Customers.DeleteAsync(customer.PartnerId, customer.Id, CancellationToken.None);
        gate.SetResult();
        await deletion;

        Assert.Equal(ErrorCatalogue.SignInCancelled, Assert.IsType<SignInOutcome.Failed>(await call).Status.Error);
        Assert.Empty(await AccountsAsync(engine, customer));
    }

    [Theory]
    [InlineData(CustomerType.Active)]
    public async Task ActiveCustomerAtADemoBank_IsRefused(CustomerType type)
    {
        await using var engine = await EngineAsync(Reports.Account("111"));
        var customer = await engine.AddCustomerAsync(type: type);

        var refusal = await Assert.ThrowsAsync<TributaryException>(() => engine.AddAllAsync(customer));

        Assert.Equal(ErrorCatalogue.CustomerTypeMismatch, refusal.Error);
        Assert.Equal(0, engine.Bank.SignIns);
    }

    private static async Task<TestEngine> EngineAsync(params ReportedAccount[] accounts)
    {
        var engine = await TestEngine.StartAsync();
        engine.Bank.Accounts = accounts;
        return engine;
    }

    private static Task<SignInOutcome> RefreshAsync(TestEngine engine, Customer customer, InstitutionLoginId login) =>
        engine.Aggregator.RefreshAsync(customer, login, mayAsk: true, CancellationToken.None);

    private static Task<IReadOnlyList<Account>> AccountsAsync(TestEngine engine, Customer customer) =>
        engine.Store.ReadAsync(reader => reader.ListAccountsAsync(customer.Id), CancellationToken.None);

    private static Task ActivateAsync(TestEngine engine, Customer customer, Account account, AccountType type) =>
        engine.Aggregator.ActivateAsync(customer, ScriptedConnector.Bank.Id, [new AccountChoice(account.Id, type)], CancellationToken.None);

    private static Task ChangeAsync(TestEngine engine, Customer customer, InstitutionLoginId login, params (string Field, string Value)[] changes) =>
        engine.Aggregator.ChangeCredentialsAsync(
            customer, login, changes.ToDictionary(c => c.Field, c => new Secret(c.Value), StringComparer.Ordinal), CancellationToken.None);
}
