using Microsoft.Extensions.Logging.Abstractions;
using Tributary.Core.Accounts;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Secrets;
using Tributary.Core.SignIn;
using Tributary.TestKit;

namespace Tributary.Core.Tests.SignIn;

public sealed class SignInSessionTests
{
    [Fact]
    public async Task Question_ReachesTheCaller_AndItsAnswerGoesOn()
    {
        await using var engine = await BankThatAsksAsync();
        var customer = await engine.AddCustomerAsync();

        var challenged = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer));
        var outcome = await AnswerAsync(engine, customer, challenged, "Rex");

        Assert.Equal("Enter your first pet's name:", Assert.Single(challenged.Questions).Text);
        Assert.Equal(engine.Clock.GetUtcNow() + engine.Limits.AnswerWithin, challenged.ExpiresAt);
        Assert.Single(Assert.IsType<SignInOutcome.Succeeded>(outcome).Accounts);
    }

    [Fact]
    public async Task EachRound_HasASessionOfItsOwn()
    {
        await using var engine = await BankThatAsksAsync();
        engine.Bank.Behaviour = async (request, challenger, stop) =>
        {
            await challenger.AskAsync([new() { Text = "One?" }], stop);
            await challenger.AskAsync([new() { Text = "Two?" }, new() { Text = "Three?" }], stop);
            return engine.Bank.Ordinary(request);
        };
        var customer = await engine.AddCustomerAsync();

        var first = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer));
        var second = Assert.IsType<SignInOutcome.Challenged>(await AnswerAsync(engine, customer, first, "1"));
        var outcome = await AnswerAsync(engine, customer, second, "2", "3");

        Assert.NotEqual(first.Session, second.Session);
        Assert.IsType<SignInOutcome.Succeeded>(outcome);
    }

    [Fact]
    public async Task SignInGivenUpBeforeItRan_DoesNotEndTheOneThatFollowed()
    {
        await using var engine = await BankThatAsksAsync();
        var key = new SignInKey(new(1), ScriptedConnector.Bank.Id, "ann");
        var intent = new SignInIntent(MayAsk: true, AddsAll: false);
        SignInWork work = async (session, stop) =>
        {
            stop.ThrowIfCancellationRequested();
            await session.AskAsync([new() { Text = "One?" }], stop);
            return new SignInOutcome.StillRunning();
        };
        var givenUp = new SignInSession(key, [1], work, engine.Limits, engine.Clock, engine.Sessions, NullLogger.Instance);
        await givenUp.CancelAsync();
        await engine.Sessions.JoinOrStartAsync(key, [2], intent, work, CancellationToken.None);

        Assert.True(givenUp.TryJoin(intent, CancellationToken.None, out var outcome));
        await outcome;

        Assert.Equal(1, engine.Sessions.Count);
    }

    [Fact]
    public async Task Answer_IsTakenOnce()
    {
        await using var engine = await BankThatAsksAsync();
        var customer = await engine.AddCustomerAsync();
        var challenged = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer));
        await AnswerAsync(engine, customer, challenged, "Rex");

        await AssertExpiredAsync(() => AnswerAsync(engine, customer, challenged, "Rex"));
    }

    [Fact]
    public async Task FiftyAnswersAtOnce_OneIsTaken()
    {
        await using var engine = await BankThatAsksAsync();
        var answersSeen = 0;
        engine.Bank.Behaviour = async (request, challenger, stop) =>
        {
            await challenger.AskAsync([new() { Text = "One?" }], stop);
            Interlocked.Increment(ref answersSeen);
            return engine.Bank.Ordinary(request);
        };
        var customer = await engine.AddCustomerAsync();
        var challenged = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer));

        var attempts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            try
            {
                return await AnswerAsync(engine, customer, challenged, "Rex") is SignInOutcome.Succeeded;
            }
            catch (TributaryException refusal) when (refusal.Error == ErrorCatalogue.ChallengeSessionExpired)
            {
                return false;
            }
        })));

        Assert.Equal(1, attempts.Count(taken => taken));
        Assert.Equal(1, answersSeen);
    }

    [Fact]
    public async Task AnswerOfSomebodyElse_IsLikeOneToAnUnknownSession()
    {
        await using var engine = await BankThatAsksAsync();
        var customer = await engine.AddCustomerAsync();
        var stranger = await engine.AddCustomerAsync("stranger1");
        var challenged = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer));

        await AssertExpiredAsync(() => AnswerAsync(engine, stranger, challenged, "Rex"));
        await AssertExpiredAsync(() => AnswerAsync(engine, stranger, challenged with { Session = "never" }, "Rex"));
        Assert.IsType<SignInOutcome.Succeeded>(await AnswerAsync(engine, customer, challenged, "Rex"));
    }

    [Fact]
    public async Task AnswerMeantForSomethingElse_IsLikeOneToAnUnknownSession()
    {
        await using var engine = await BankThatAsksAsync();
        var customer = await engine.AddCustomerAsync();
        engine.Bank.Behaviour = null;
        var other = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer, user: "bob"));
        var otherLogin = await engine.Store.ReadAsync(r => r.FindLoginAsync(customer.Id, other.LoginId), CancellationToken.None);
        engine.Bank.Behaviour = engine.Bank.AskForPet;
        var challenged = Assert.IsType<SignInOutcome.Challenged>(await engine.DiscoverAsync(customer));

        await AssertExpiredAsync(() => AnswerAsync(SignInTarget.Of(otherLogin!), addAll: false));
        await AssertExpiredAsync(() => AnswerAsync(SignInTarget.At(new Core.Institutions.InstitutionId(501)), addAll: false));
        await AssertExpiredAsync(() => AnswerAsync(SignInTarget.At(ScriptedConnector.Bank.Id), addAll: true));
        Assert.IsType<SignInOutcome.Succeeded>(await AnswerAsync(SignInTarget.At(ScriptedConnector.Bank.Id), addAll: false));

        Task<SignInOutcome> AnswerAsync(SignInTarget target, bool addAll) => engine.Aggregator.AnswerAsync(
            customer, target, challenged.Session, [new Secret("Rex")], addAll, CancellationToken.None);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneSignInForTwoCalls_AddsWhatTheAnsweringCallWants(bool answersForAll)
    {
        await using var engine = await BankThatAsksAsync();
        var customer = await engine.AddCustomerAsync();
        var toDiscover = Assert.IsType<SignInOutcome.Challenged>(await engine.DiscoverAsync(customer));
        var toAddAll = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer));
        Assert.Equal(toDiscover.Session, toAddAll.Session);

        var outcome = Assert.IsType<SignInOutcome.Succeeded>(await engine.Aggregator.AnswerAsync(
            customer, SignInTarget.At(ScriptedConnector.Bank.Id), toAddAll.Session, [new Secret("Rex")], answersForAll, CancellationToken.None));

        Assert.Equal(answersForAll ? AccountState.Active : AccountState.Pending, Assert.Single(outcome.Accounts).State);
    }

    [Fact]
    public async Task AddAllThatWasNotAnswered_ActivatesNothingWhenTheQuestionIsAnsweredToDiscover()
    {
        await using var engine = await BankThatAsksAsync();
        engine.Bank.Behaviour = async (request, challenger, stop) =>
        {
            await challenger.AskAsync([new() { Text = "One?" }], stop);
            await challenger.AskAsync([new() { Text = "Two?" }], stop);
            return engine.Bank.Ordinary(request);
        };
        var customer = await engine.AddCustomerAsync();
        var first = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer));

        var second = Assert.IsType<SignInOutcome.Challenged>(await DiscoverAsync(first));
        var outcome = Assert.IsType<SignInOutcome.Succeeded>(await DiscoverAsync(second));

        Assert.Equal(AccountState.Pending, Assert.Single(outcome.Accounts).State);

        Task<SignInOutcome> DiscoverAsync(SignInOutcome.Challenged asked) => engine.Aggregator.AnswerAsync(
            customer, SignInTarget.At(ScriptedConnector.Bank.Id), asked.Session, [new Secret("1")], addAll: false, CancellationToken.None);
    }

    [Fact]
    public async Task DiscoveryAndAddAllAtOnce_OpenOneBankSession_AndAddAllGetsWhatItWants()
    {
        await using var engine = await TestEngine.StartAsync();
        engine.Bank.Accounts = [Reports.Account("111")];
        var gate = new TaskCompletionSource();
        engine.Bank.Behaviour = async (request, _, _) =>
        {
            await gate.Task;
            return engine.Bank.Ordinary(request);
        };
        var customer = await engine.AddCustomerAsync();

        var discovery = engine.DiscoverAsync(customer);
        await UntilAsync(() => engine.Bank.SignIns == 1);
        var addAll = engine.AddAllAsync(customer);
        gate.SetResult();

        Assert.Equal(AccountState.Active, Assert.Single(Assert.IsType<SignInOutcome.Succeeded>(await addAll).Accounts).State);
        Assert.IsType<SignInOutcome.Succeeded>(await discovery);
        Assert.Equal(1, engine.Bank.SignIns);
    }

    [Fact]
    public async Task AddAllThatComesWhileADiscoveryIsStored_BeginsAnewAndIsNotLost()
    {
        await using var engine = await TestEngine.StartAsync();
        var key = new SignInKey(new(1), ScriptedConnector.Bank.Id, "ann");
        var (storing, stored) = (new TaskCompletionSource(), new TaskCompletionSource());
        var added = new List<bool>();
        SignInWork work = async (session, _) =>
        {
            added.Add(session.SettleAddsAll());
            storing.TrySetResult();
            await stored.Task;
            return new SignInOutcome.StillRunning();
        };

        var discovery = BeginAsync(addsAll: false);
        await storing.Task;
        var addAll = BeginAsync(addsAll: true);
        var another = BeginAsync(addsAll: false);
        stored.SetResult();
        await Task.WhenAll(discovery, addAll, another);

        Assert.Equal([false, true], added);

        Task<SignInOutcome> BeginAsync(bool addsAll) =>
            engine.Sessions.JoinOrStartAsync(key, [1], new SignInIntent(MayAsk: true, addsAll), work, CancellationToken.None);
    }

    [Fact]
    public async Task WrongNumberOfAnswers_IsRefused_AndTheSessionWaitsOn()
    {
        await using var engine = await BankThatAsksAsync();
        var customer = await engine.AddCustomerAsync();
        var challenged = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer));

        var refusal = await Assert.ThrowsAsync<TributaryException>(() => AnswerAsync(engine, customer, challenged, "Rex", "Tom"));
        var none = await Assert.ThrowsAsync<TributaryException>(() => AnswerAsync(engine, customer, challenged));

        Assert.Equal(ErrorCatalogue.AnswerCountWrong, refusal.Error);
        Assert.Equal(ErrorCatalogue.AnswerCountWrong, none.Error);
        Assert.IsType<SignInOutcome.Succeeded>(await AnswerAsync(engine, customer, challenged, "Rex"));
    }

    [Fact]
    public async Task Session_EndsAfterTenMinutes_AndNothingIsStored()
    {
        await using var engine = await BankThatAsksAsync();
        var customer = await engine.AddCustomerAsync();
        var challenged = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer));

        engine.Clock.Advance(TimeSpan.FromMinutes(10));

        await AssertExpiredAsync(() => AnswerAsync(engine, customer, challenged, "Rex"));
        await UntilAsync(() => engine.Sessions.Count == 0);
        Assert.Empty(await engine.Store.ReadAsync(r => r.ListLoginsAsync(customer.Id), CancellationToken.None));
    }

    [Fact]
    public async Task SessionAlmostTenMinutesOld_StillTakesTheAnswer()
    {
        await using var engine = await BankThatAsksAsync();
        var customer = await engine.AddCustomerAsync();
        var challenged = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer));

        engine.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));

        Assert.IsType<SignInOutcome.Succeeded>(await AnswerAsync(engine, customer, challenged, "Rex"));
    }

    [Fact]
    public async Task FiftyRefreshesAtOnce_OpenOneBankSession_AndAllGetItsOutcome()
    {
        await using var engine = await TestEngine.StartAsync();
        engine.Bank.Accounts = [Reports.Account("111")];
        var customer = await engine.AddCustomerAsync();
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;
        var gate = new TaskCompletionSource();
        engine.Bank.Behaviour = async (request, _, _) =>
        {
            await gate.Task;
            return engine.Bank.Ordinary(request);
        };

        var refreshes = Enumerable.Range(0, 50).Select(_ => RefreshAsync(engine, customer, login)).ToArray();
        await UntilAsync(() => engine.Bank.SignIns == 2);
        gate.SetResult();
        var outcomes = await Task.WhenAll(refreshes);

        Assert.Equal(2, engine.Bank.SignIns);
        Assert.All(outcomes, outcome => Assert.IsType<SignInOutcome.Succeeded>(outcome));
    }

    [Fact]
    public async Task SecondCallerWhileTheBankAsks_SeesTheSameQuestion()
    {
        await using var engine = await BankThatAsksAsync();
        var customer = await engine.AddCustomerAsync();

        var first = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer));
        var second = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer));

        Assert.Equal(first.Session, second.Session);
        Assert.Equal(1, engine.Bank.SignIns);
    }

    [Fact]
    public async Task ComingAgainWithACorrectedPassword_GivesUpTheOldAttempt()
    {
        await using var engine = await BankThatAsksAsync();
        var customer = await engine.AddCustomerAsync();
        var old = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer, password: "typo"));

        var corrected = Assert.IsType<SignInOutcome.Challenged>(await engine.AddAllAsync(customer));

        await AssertExpiredAsync(() => AnswerAsync(engine, customer, old, "Rex"));
        Assert.IsType<SignInOutcome.Succeeded>(await AnswerAsync(engine, customer, corrected, "Rex"));
    }

    [Fact]
    public async Task CallerWhosePatienceEnds_IsToldThatTheWorkGoesOn()
    {
        await using var engine = await TestEngine.StartAsync();
        engine.Bank.Accounts = [Reports.Account("111")];
        var gate = new TaskCompletionSource();
        engine.Bank.Behaviour = async (request, _, _) =>
        {
            await gate.Task;
            return engine.Bank.Ordinary(request);
        };
        var customer = await engine.AddCustomerAsync();

        var call = engine.AddAllAsync(customer);
        await UntilAsync(() => engine.Bank.SignIns == 1);
        engine.Clock.Advance(engine.Limits.ReplyWithin);
        var outcome = await call;
        gate.SetResult();

        Assert.IsType<SignInOutcome.StillRunning>(outcome);
        await UntilAsync(() => engine.Sessions.Count == 0);
        Assert.Single(await engine.Store.ReadAsync(r => r.ListAccountsAsync(customer.Id), CancellationToken.None));
    }

    [Fact]
    public async Task CallerThatGoesAway_DoesNotEndTheSignIn()
    {
        await using var engine = await TestEngine.StartAsync();
        engine.Bank.Accounts = [Reports.Account("111")];
        var gate = new TaskCompletionSource();
        engine.Bank.Behaviour = async (request, _, _) =>
        {
            await gate.Task;
            return engine.Bank.Ordinary(request);
        };
        var customer = await engine.AddCustomerAsync();
        using var leaving = new CancellationTokenSource();

        var call = engine.Aggregator.DiscoverAsync(customer, ScriptedConnector.Bank.Id, ScriptedConnector.Credentials(), true, leaving.Token);
        await UntilAsync(() => engine.Bank.SignIns == 1);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        gate.SetResult();

        await UntilAsync(() => engine.Sessions.Count == 0);
        Assert.Single(await engine.Store.ReadAsync(r => r.ListAccountsAsync(customer.Id), CancellationToken.None));
    }

    [Fact]
    public async Task BankThatNeverEnds_IsStopped()
    {
        await using var engine = await TestEngine.StartAsync();
        engine.Bank.Behaviour = async (_, _, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            throw new InvalidOperationException("Unreachable.");
        };
        var customer = await engine.AddCustomerAsync();

        var call = engine.AddAllAsync(customer);
        await UntilAsync(() => engine.Bank.SignIns == 1);
        engine.Clock.Advance(engine.Limits.WorkWithin);

        Assert.IsType<SignInOutcome.StillRunning>(await call);
        await UntilAsync(() => engine.Sessions.Count == 0);
    }

    [Fact]
    public async Task ConnectorThatBreaks_IsAnInstitutionFailure_AndTheNextAttemptIsFree()
    {
        await using var engine = await TestEngine.StartAsync();
        engine.Bank.Accounts = [Reports.Account("111")];
        engine.Bank.Behaviour = (_, _, _) => throw new InvalidOperationException("The page has changed.");
        var customer = await engine.AddCustomerAsync();

        var broken = Assert.IsType<SignInOutcome.Failed>(await engine.AddAllAsync(customer));
        engine.Bank.Behaviour = null;

        Assert.Equal(ErrorCatalogue.InstitutionFailed, broken.Status.Error);
        Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer));
    }

    private static async Task<TestEngine> BankThatAsksAsync()
    {
        var engine = await TestEngine.StartAsync();
        engine.Bank.Accounts = [Reports.Account("111")];
        engine.Bank.Behaviour = engine.Bank.AskForPet;
        return engine;
    }

    private static Task<SignInOutcome> AnswerAsync(
        TestEngine engine, Core.Customers.Customer customer, SignInOutcome.Challenged challenged, params string[] answers) =>
        engine.Aggregator.AnswerAsync(
            customer, SignInTarget.At(ScriptedConnector.Bank.Id), challenged.Session, [.. answers.Select(a => new Secret(a))], true, CancellationToken.None);

    private static Task<SignInOutcome> RefreshAsync(TestEngine engine, Core.Customers.Customer customer, InstitutionLoginId login) =>
        engine.Aggregator.RefreshAsync(customer, login, mayAsk: true, CancellationToken.None);

    private static async Task AssertExpiredAsync(Func<Task> answer) =>
        Assert.Equal(ErrorCatalogue.ChallengeSessionExpired, (await Assert.ThrowsAsync<TributaryException>(answer)).Error);

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(1);
    }
}
