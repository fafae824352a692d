using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Connectors.DemoBank;
using Tributary.Core.Store;
using Tributary.Outbound;
using Tributary.TestKit;

namespace Tributary.Server.Tests.Finicity.TxPush;

/// <summary>What subscribers are told, in which order, and what becomes of it when they do not listen.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private FinicityCaller _caller = null!;
    private Listener _listener = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _caller = await FinicityCaller.OfSandboxAsync(_server);
        _listener = await Listener.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _server.DisposeAsync();
        await _listener.DisposeAsync();
    }

    [Fact]
    public async Task TestTransaction_TellsOfItselfAndOfItsAccount_SignedAndAsTheAnswersWriteThem()
    {
        var household = await _caller.AddAllAsync();
        var subscriptions = await _caller.SubscribeAsync(household, $"{_listener.Url}?mine=1");

        var id = await _caller.AddTestTransactionAsync(household);

        var told = await _listener.UntilToldAsync(2);
        var (account, transaction) = (told.Single(one => one.Class == "account"), told.Single(one => one.Class == "transaction"));
        Assert.Equal(("modified", "created"), (account.Type, transaction.Type));
        Assert.All(told, one => Assert.True(one.IsSignedBy(subscriptions[one.Class].GetProperty("signingKey").GetString()!)));
        Assert.All(told, one => Assert.Equal(("/hook?mine=1", "application/json"), (one.Path, one.ContentType)));
        Assert.NotEqual(account.EventId, transaction.EventId);

        var listed = (await _caller.GetAsync($"v3/customers/{household.Customer}/transactions?fromDate=1772300000&toDate=1772500000"))
            .Json.GetProperty("transactions").EnumerateArray().Single(one => one.GetProperty("id").GetInt64() == id);
        Assert.Equal(listed.GetRawText(), Assert.Single(transaction.Records).GetRawText());
        Assert.Equal((-4.25m, "a test purchase"), (listed.GetProperty("amount").GetDecimal(), listed.GetProperty("description").GetString()));
        Assert.Equal(
            (await _caller.GetAsync($"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}")).Text,
            Assert.Single(account.Records).GetRawText());
    }

    [Fact]
    public async Task TestTransaction_IsReadBackWithTheSecondsItWasGiven()
    {
        var household = await _caller.AddAllAsync();
        var path = $"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}/transactions";
        (await _caller.PostAsync(path, """{"amount":1.50,"description":"both","postedDate":1772411113,"transactionDate":1772323207}""")).Is(201);
        (await _caller.PostAsync(path, """{"amount":1.50,"description":"one","transactionDate":1772324399}""")).Is(201);
        (await _caller.RefreshAsync(household)).Is(200);

        var listed = (await _caller.GetAsync($"v3/customers/{household.Customer}/transactions?fromDate=1772200000&toDate=1772500000"))
            .Is(200).Json.GetProperty("transactions").EnumerateArray().ToArray();

        Assert.Equal((1772411113, 1772323207), DatesOf("both"));
        Assert.Equal((1772324399, 1772324399), DatesOf("one"));

        (long Posted, long Transacted) DatesOf(string description)
        {
            var told = listed.Single(one => one.GetProperty("description").GetString() == description);
            return (told.GetProperty("postedDate").GetInt64(), told.GetProperty("transactionDate").GetInt64());
        }
    }

    [Fact]
    public async Task SubscriberInXml_IsToldInXml()
    {
        var household = await _caller.AddAllAsync();
        _caller.Accept = "application/xml";
        var reply = await _caller.TrySubscribeAsync(household.Customer, household.Accounts[0], _listener.Url);
        var keys = reply.Is(201).Xml.Elements().ToDictionary(one => one.Element("type")!.Value, one => one.Element("signingKey")!.Value, StringComparer.Ordinal);
        _caller.Accept = "application/json";

        var id = await _caller.AddTestTransactionAsync(household);

        var told = await _listener.UntilToldAsync(2);
        Assert.All(told, one => Assert.Equal("application/xml", one.ContentType));
        Assert.All(told, one => Assert.Equal(("event", 3), (one.Xml.Name.LocalName, one.Xml.Elements().Count())));
        Assert.All(told, one => Assert.True(one.IsSignedBy(keys[one.Xml.Element("class")!.Value])));
        var transaction = told.Single(one => one.Xml.Element("class")!.Value == "transaction").Xml;
        Assert.Equal("created", transaction.Element("type")!.Value);
        Assert.Equal(id.ToString(CultureInfo.InvariantCulture), Assert.Single(transaction.Element("records")!.Elements("transaction")).Element("id")!.Value);
        var account = told.Single(one => one.Xml.Element("class")!.Value == "account").Xml;
        Assert.Equal(household.Accounts[0], Assert.Single(account.Element("records")!.Elements("account")).Element("id")!.Value);
    }

    [Fact]
    public async Task Refresh_TellsOfWhatItBrought_InPiecesOfBoundedSize_AndLeavesTestTransactionsAlone()
    {
        var household = await _caller.AddAllAsync();
        var test = await _caller.AddTestTransactionAsync(household);
        var known = (await TransactionsAsync(household)).Keys.ToHashSet();
        await _caller.SubscribeAsync(household, _listener.Url);

        _server.Clock.Advance(TimeSpan.FromDays(250));
        await _caller.AuthenticateAsync();
        (await _caller.RefreshAsync(household)).Is(200);

        var now = await TransactionsAsync(household);
        var created = now.Keys.Where(id => !known.Contains(id)).ToHashSet();
        Assert.NotEmpty(created);
        var told = await _listener.UntilAsync(all =>
            all.Any(one => one.Class == "account") && created.IsSubsetOf(all.Where(one => one is { Class: "transaction", Type: "created" }).SelectMany(Ids)));
        Assert.Equal(created.Order(), told.Where(one => one is { Class: "transaction", Type: "created" }).SelectMany(Ids));
        Assert.All(told, one => Assert.InRange(one.Records.Length, 1, 200));
        Assert.Equal(told.Count, told.Select(one => one.EventId).Distinct().Count());
        Assert.All(
            told.Where(one => one.Class == "transaction").SelectMany(one => one.Records),
            record => Assert.Equal(household.Accounts[0], record.GetProperty("accountId").GetRawText()));
        Assert.Equal("active", now[test].GetProperty("status").GetString());
    }

    [Fact]
    public async Task FailingCallback_IsTriedAgainAfterGrowingPauses_InOrder_WhileOthersAreToldAtOnce()
    {
        var household = await _caller.AddAllAsync();
        var subscriptions = await _caller.SubscribeAsync(household, _listener.Url);
        await using var other = await Listener.StartAsync();
        await _caller.SubscribeAsync(household, other.Url);
        await using var neighbour = await Listener.StartAsync();
        await _caller.SubscribeAsync(household, neighbour.Url, account: 1);
        _listener.Answer = told => told.Class == "transaction" ? 500 : 200;

        var first = await _caller.AddTestTransactionAsync(household);
        var failing = await _server.UntilStateAsync(subscriptions["transaction"], "failing");
        Assert.Equal("The callback answered HTTP 500 instead of 200.", failing.GetProperty("lastError").GetString());
        Assert.Equal(_server.Clock.GetUtcNow() + TimeSpan.FromSeconds(10), failing.GetProperty("nextAttemptAt").GetDateTimeOffset());
        var second = await _caller.AddTestTransactionAsync(household);
        await _caller.AddTestTransactionAsync(household, account: 1);

        Assert.Equal(4, (await other.UntilToldAsync(4)).Count);
        await neighbour.UntilToldAsync(2);
        await _server.UntilAsync(subscriptions["account"], seen => seen.GetProperty("delivered").GetInt64() == 2);
        Assert.Single(TransactionsTold());

        TimeSpan[] pauses = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)];
        foreach (var (attempts, pause) in pauses.Index())
        {
            var due = (await _server.UntilAsync(
                subscriptions["transaction"], seen => seen.GetProperty("nextAttemptAt").GetDateTimeOffset() > _server.Clock.GetUtcNow()))
                .GetProperty("nextAttemptAt").GetDateTimeOffset();
            Assert.Equal(pause, due - _server.Clock.GetUtcNow());
            Assert.Equal(attempts + 1, TransactionsTold().Count());
            if (attempts == pauses.Length - 1)
                _listener.Answer = _ => 200;
            _server.Clock.Advance(pause);
            await _listener.UntilAsync(_ => TransactionsTold().Count() > attempts + 1);
        }

        await _listener.UntilAsync(_ => TransactionsTold().Count() == pauses.Length + 2);
        var told = TransactionsTold().ToArray();
        Assert.Single(told[..^1].Select(one => one.EventId).Distinct());
        Assert.All(told[..^1], one => Assert.Equal(first, Assert.Single(Ids(one))));
        Assert.Equal(second, Assert.Single(Ids(told[^1])));
        var well = await _server.UntilStateAsync(subscriptions["transaction"], "idle");
        Assert.False(well.TryGetProperty("failingSince", out _));
        Assert.False(well.TryGetProperty("lastError", out _));
        Assert.Equal((2, 0), (well.GetProperty("delivered").GetInt64(), well.GetProperty("dropped").GetInt64()));
    }

    [Fact]
    public async Task CallbackThatFailsForSixHours_LosesWhatIsOlder_AndIsToldOfWhatComesLater()
    {
        var household = await _caller.AddAllAsync();
        var subscription = (await _caller.SubscribeAsync(household, _listener.Url))["transaction"];
        _listener.Answer = _ => 503;
        var began = _server.Clock.GetUtcNow();
        var lost = await _caller.AddTestTransactionAsync(household);

        while (_server.Clock.GetUtcNow() - began < TimeSpan.FromHours(6))
        {
            var failing = await _server.UntilAsync(
                subscription, seen => seen.TryGetProperty("nextAttemptAt", out var next) && next.GetDateTimeOffset() > _server.Clock.GetUtcNow());
            Assert.Equal((0, 1), (failing.GetProperty("dropped").GetInt64(), failing.GetProperty("pending").GetInt32()));
            _server.Clock.Advance(failing.GetProperty("nextAttemptAt").GetDateTimeOffset() - _server.Clock.GetUtcNow());
        }

        var dropped = await _server.UntilAsync(subscription, seen => seen.GetProperty("dropped").GetInt64() == 1);
        Assert.Equal(0, dropped.GetProperty("pending").GetInt32());
        Assert.Equal(began, dropped.GetProperty("failingSince").GetDateTimeOffset());
        Assert.InRange(TransactionsTold().Count(), 10, 20);

        _listener.Answer = _ => 200;
        await _caller.AuthenticateAsync();
        var later = await _caller.AddTestTransactionAsync(household);
        _server.Clock.Advance(TimeSpan.FromHours(1));
        await _listener.UntilAsync(_ => TransactionsTold().Last() is var last && Ids(last).Single() == later);
        Assert.Equal("idle", (await _server.UntilStateAsync(subscription, "idle")).GetProperty("state").GetString());
        Assert.Contains((await TransactionsAsync(household)).Keys, id => id == lost);
    }

    [Fact]
    public async Task CallbackThatHangs_IsGivenUp_AndHoldsNobodyElse()
    {
        await using var server = await TestServer.StartAsync(
            options => options with { OutboundLimits = new OutboundLimits { AnswerWithin = TimeSpan.FromMilliseconds(500) } });
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        var household = await caller.AddAllAsync();
        var hanging = await caller.SubscribeAsync(household, _listener.Url);
        await using var other = await Listener.StartAsync();
        await caller.SubscribeAsync(household, other.Url);
        var released = new TaskCompletionSource();
        _listener.Before = released.Task;

        await caller.AddTestTransactionAsync(household);

        await other.UntilToldAsync(2);
        var failing = await server.UntilStateAsync(hanging["transaction"], "failing");
        Assert.Equal("The answer took too long.", failing.GetProperty("lastError").GetString());
        released.SetResult();
        _listener.Before = Task.CompletedTask;
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await server.UntilStateAsync(hanging["transaction"], "idle");
        Assert.Single(TransactionsTold().Select(one => one.EventId).Distinct());
    }

    [Fact]
    public async Task Restart_LosesNothing_AndGoesOnWhereItWas()
    {
        var household = await _caller.AddAllAsync();
        var subscriptions = await _caller.SubscribeAsync(household, _listener.Url);
        var first = await _caller.AddTestTransactionAsync(household);
        await _listener.UntilToldAsync(2);
        _listener.Answer = _ => 500;
        var second = await _caller.AddTestTransactionAsync(household);
        var third = await _caller.AddTestTransactionAsync(household);
        await _server.UntilStateAsync(subscriptions["transaction"], "failing");
        await _server.UntilStateAsync(subscriptions["account"], "failing");

        await _server.StopAsync();
        var before = _listener.Told.Count;
        _listener.Answer = _ => 200;
        _server.Clock.Advance(TimeSpan.FromHours(8));
        await _server.StartAgainAsync();

        await _listener.UntilToldAsync(before + 4);
        var taken = _listener.Told.Skip(before).ToArray();
        Assert.Equal([second, third], taken.Where(one => one.Class == "transaction").SelectMany(Ids));
        Assert.All(taken, one => Assert.True(one.IsSignedBy(subscriptions[one.Class].GetProperty("signingKey").GetString()!)));
        Assert.DoesNotContain(taken, one => one.Class == "transaction" && Ids(one).Contains(first));
        await _server.UntilStateAsync(subscriptions["transaction"], "idle");
    }

    [Fact]
    public async Task FailuresAndRestartsAtRandom_LoseNothing_AndKeepTheOrder()
    {
        var seed = TestRun.Seed();
        var random = new Random(seed);
        var rounds = TestRun.Count(25, 300);
        var household = await _caller.AddAllAsync();
        var made = new Dictionary<int, List<long>> { [0] = [], [1] = [] };
        foreach (var account in made.Keys)
            await _caller.SubscribeAsync(household, _listener.Url, account);
        var chances = new Random(seed + 1);
        _listener.Answer = _ =>
        {
            lock (chances)
                return chances.Next(3) == 0 ? 200 : 500;
        };

        for (var round = 0; round < rounds; round++)
        {
            switch (random.Next(8))
            {
                case 0:
                    await _server.StopAsync();
                    await _server.StartAgainAsync();
                    _caller.Dispose();
                    _caller = await FinicityCaller.OfSandboxAsync(_server);
                    break;
                case < 4:
                    // Five hours in all: nothing may be dropped.
                    _server.Clock.Advance(TimeSpan.FromHours(5) / rounds);
                    await _caller.AuthenticateAsync();
                    break;
                default:
                    var account = random.Next(2);
                    made[account].Add(await _caller.AddTestTransactionAsync(household, account));
                    break;
            }
        }

        _listener.Answer = _ => 200;
        await Eventually.IsAsync(
            async () =>
            {
                _server.Clock.Advance(TimeSpan.FromMinutes(1));
                return (await _server.SubscriptionsAsync()).Values.All(seen => Word(seen, "state") == "idle");
            },
            () => $"the seed {seed}");
        foreach (var (account, ids) in made)
        {
            var taken = _listener.Taken.Where(one => one.Records[0].TryGetProperty("accountId", out var of) && of.GetRawText() == household.Accounts[account]);
            Assert.True(ids.SequenceEqual(taken.SelectMany(Ids)), $"Account {account} of the run with the seed {seed}.");
            var changes = _listener.Taken.Count(one => one.Class == "account" && one.Records[0].GetProperty("id").GetString() == household.Accounts[account]);
            Assert.True(ids.Count == changes, $"{changes} changes of account {account}, not {ids.Count}, in the run with the seed {seed}.");
        }
    }

    [Fact]
    public async Task DeletedAccount_IsTheLastThingToldOfIt()
    {
        var household = await _caller.AddAllAsync();
        var subscriptions = await _caller.SubscribeAsync(household, _listener.Url);
        var account = (await _caller.GetAsync($"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}")).Json;
        _listener.Answer = _ => 500;

        (await _caller.DeleteAsync($"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}")).Is(204);
        await _listener.UntilToldAsync(1);
        await _server.UntilStateAsync(subscriptions["account"], "failing");
        (await _caller.DeleteAsync($"v1/customers/{household.Customer}/subscriptions/{subscriptions["account"].GetProperty("id")}")).IsError(404, 60013);
        _listener.Answer = _ => 200;
        _server.Clock.Advance(TimeSpan.FromSeconds(10));

        var told = (await _listener.UntilToldAsync(2))[1];
        Assert.Equal(("account", "deleted"), (told.Class, told.Type));
        // What it held is gone with it.
        Assert.Equal(MembersOf(account), MembersOf(Assert.Single(told.Records)));
        Assert.True(told.IsSignedBy(subscriptions["account"].GetProperty("signingKey").GetString()!));
        await Eventually.IsAsync(async () => (await _server.SubscriptionsAsync()).Count == 0, () => "subscriptions");
        Assert.Equal(2, _listener.Told.Count);

        static IEnumerable<string> MembersOf(JsonElement account) =>
            account.EnumerateObject().Where(member => member.Name != "position").Select(member => $"{member.Name}: {member.Value.GetRawText()}");
    }

    [Fact]
    public async Task RefreshThatOnlyFailsOrSucceedsAgain_TellsTheAccountsNewStatus_AndNoTransactions()
    {
        var household = await _caller.AddAllAsync();
        await _caller.SubscribeAsync(household, _listener.Url);
        var bank = _server.Script.At(FinicityCaller.FinBank);

        bank.Behaviour = new DemoBankBehaviour { AsksAgain = true };
        await RefreshAsync(185);
        await RefreshAsync(185);
        bank.Behaviour = new DemoBankBehaviour { IsDown = true };
        await RefreshAsync(102);
        bank.Behaviour = new DemoBankBehaviour { DroppedAccounts = [(await AccountAsync()).GetProperty("number").GetString()!] };
        await RefreshAsync(106);
        bank.Behaviour = new DemoBankBehaviour();
        await RefreshAsync(0);
        await RefreshAsync(0);

        // The second of two that end alike tells nothing: a test transaction is what comes next.
        await _caller.AddTestTransactionAsync(household);
        var told = await _listener.UntilToldAsync(6);
        var ofAccount = told.Where(one => one.Class == "account").ToArray();
        Assert.Equal([185, 102, 106, 0, 0], ofAccount.Select(one => one.Records.Single().GetProperty("aggregationStatusCode").GetInt32()));
        Assert.All(ofAccount, one => Assert.Equal("modified", one.Type));
        Assert.Single(told, one => one.Class == "transaction");

        async Task RefreshAsync(int code)
        {
            var before = _listener.Told.Count;
            var known = await StatusAsync();
            await _caller.PostAsync($"v2/customers/{household.Customer}/accounts", "{}");
            Assert.Equal(code, await StatusAsync());
            if (known != code)
                await _listener.UntilToldAsync(before + 1);
        }

        async Task<int> StatusAsync() => (await AccountAsync()).GetProperty("aggregationStatusCode").GetInt32();

        async Task<JsonElement> AccountAsync() =>
            (await _caller.GetAsync($"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}")).Json;
    }

    [Fact]
    public async Task DeletedLogin_TellsOfEachOfItsAccounts_AndADeletedCustomerTellsNobody()
    {
        var household = await _caller.AddAllAsync();
        await _caller.SubscribeAsync(household, _listener.Url);
        await _caller.SubscribeAsync(household, _listener.Url, account: 1);
        var quiet = await _caller.AddAllAsync();
        await using var silent = await Listener.StartAsync();
        await _caller.SubscribeAsync(quiet, silent.Url);

        (await _caller.DeleteAsync($"v1/customers/{quiet.Customer}")).Is(204);
        (await _caller.DeleteAsync($"v1/customers/{household.Customer}/institutionLogins/{household.Login}")).Is(204);

        var told = await _listener.UntilToldAsync(2);
        Assert.Equal(household.Accounts.Take(2).Order(), told.Select(one => one.Records.Single().GetProperty("id").GetString()).Order());
        Assert.All(told, one => Assert.Equal("deleted", one.Type));
        await Eventually.IsAsync(async () => (await _server.SubscriptionsAsync()).Count == 0, () => "subscriptions");
        Assert.Empty(silent.Told);
    }

    [Fact]
    public async Task Activation_TellsOfTheAccount()
    {
        var customer = await _caller.AddTestingCustomerAsync();
        var pending = (await _caller.TryDiscoverAsync(customer)).Is(200).Accounts.First().GetProperty("id").GetString()!;
        (await _caller.TrySubscribeAsync(customer, pending, _listener.Url)).Is(201);

        (await _caller.PutAsync(
            $"v2/customers/{customer}/institutions/{FinicityCaller.FinBank}/accounts", $$"""{"accounts":[{"id":"{{pending}}","type":"checking"}]}"""))
            .Is(200);

        var told = Assert.Single(await _listener.UntilToldAsync(1));
        Assert.Equal(("account", "modified", "active"), (told.Class, told.Type, told.Records.Single().GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Operator_SeesCallbacksWithoutTheirQuery_AndNoKeys()
    {
        var household = await _caller.AddAllAsync();
        var subscriptions = await _caller.SubscribeAsync(household, $"{_listener.Url}?password=hidden");

        var text = await _server.Operator.GetStringAsync("tributary/v1/subscriptions");

        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        Assert.All(subscriptions.Values, one => Assert.DoesNotContain(one.GetProperty("signingKey").GetString()!, text, StringComparison.Ordinal));
        var seen = (await _server.SubscriptionsAsync())[subscriptions["account"].GetProperty("id").GetRawText()];
        Assert.Equal(_listener.Url, seen.GetProperty("callback").GetString());
        Assert.Equal(
            (household.Customer, household.Accounts[0], "account", "json", "idle", _caller.PartnerId),
            (Word(seen, "customerId"), Word(seen, "accountId"), Word(seen, "kind"), Word(seen, "format"), Word(seen, "state"), Word(seen, "partnerId")));
    }

    [Fact]
    public async Task Events_AreForgottenADayAfterNobodyWaitsForThem()
    {
        var household = await _caller.AddAllAsync();
        await _caller.SubscribeAsync(household, _listener.Url);
        await _caller.AddTestTransactionAsync(household);
        await _listener.UntilToldAsync(2);
        var store = _server.Server.Services.GetRequiredService<IStore>();
        Assert.NotEmpty(await store.ReadAsync(reader => reader.ListOutboxAsync(0, 10), CancellationToken.None));
        // Told is not yet noted as told.
        await Eventually.IsAsync(async () => (await _server.SubscriptionsAsync()).Values.All(one => Word(one, "state") == "idle"), () => "subscriptions that wait");

        _server.Clock.Advance(TimeSpan.FromDays(2));

        await Eventually.IsAsync(
            async () => (await store.ReadAsync(reader => reader.ListOutboxAsync(0, 10), CancellationToken.None)).Count == 0, () => "events");
    }

    private static IEnumerable<long> Ids(Told told) => told.Records.Select(record => record.GetProperty("id").GetInt64());

    private static string Word(JsonElement seen, string name) => seen.GetProperty(name).GetString()!;

    private IEnumerable<Told> TransactionsTold() => _listener.Told.Where(one => one.Class == "transaction");

    private async Task<Dictionary<long, JsonElement>> TransactionsAsync(Household household) =>
        (await _caller.GetAsync(
            $"v3/customers/{household.Customer}/accounts/{household.Accounts[0]}/transactions?fromDate=1&toDate=2000000000&includePending=true"))
        .Is(200).Json.GetProperty("transactions").EnumerateArray().ToDictionary(one => one.GetProperty("id").GetInt64());
}
