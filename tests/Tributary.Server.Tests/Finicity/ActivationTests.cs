using System.Text.Json;
using Tributary.Connectors.DemoBank;

namespace Tributary.Server.Tests.Finicity;

public sealed class ActivationTests(FinicityServer fixture) : IClassFixture<FinicityServer>
{
    [Fact]
    public async Task Activation_V2_MakesTheChosenActive_WithoutAggregating()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();
        var found = (await caller.TryDiscoverAsync(customer)).Accounts.ToArray();
        var (checking, savings) = (IdOf(found, "checking"), IdOf(found, "savings"));

        var activated = (await caller.PutAsync(
            $"v2/customers/{customer}/institutions/101732/accounts",
            $$"""{"accounts":[{"id":"{{savings}}","type":"savings"},{"id":{{checking}},"number":"1","name":"x","type":"checking"}]}""")).Is(200);

        Assert.Equal([savings, checking], activated.Accounts.Select(a => a.GetProperty("id").GetString()));
        Assert.All(activated.Accounts, a => Assert.Equal("active", a.GetProperty("status").GetString()));
        Assert.Equal(2, (await caller.GetAsync($"v1/customers/{customer}/accounts")).Accounts.Count());
    }

    [Fact]
    public async Task Activation_V1_AlsoAggregates()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();
        var checking = IdOf((await caller.TryDiscoverAsync(customer)).Accounts, "checking");
        caller.Accept = "application/xml";

        var activated = (await caller.PutAsync(
            $"v1/customers/{customer}/institutions/101732/accounts",
            $"<accounts><account><id>{checking}</id><number>1</number><name>x</name><type>checking</type></account></accounts>")).Is(200).Xml;

        var account = Assert.Single(activated.Elements("account"));
        Assert.Equal("0", account.Element("aggregationStatusCode")!.Value);
        Assert.NotNull(account.Element("aggregationSuccessDate"));
        caller.Accept = "application/json";
        var transactions = (await caller.GetAsync(TransactionsOf(customer, checking))).Is(200).Json;
        Assert.True(transactions.GetProperty("found").GetInt32() > 10, "The first aggregation brings about half a year.");
    }

    [Fact]
    public async Task Activation_V1_WithAQuestion_IsAnsweredWithTheAccountsRepeated()
    {
        await using var server = await TestServer.StartAsync();
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        var customer = await caller.AddTestingCustomerAsync();
        var checking = IdOf((await caller.TryDiscoverAsync(customer)).Accounts, "checking");
        server.Script.At(FinicityCaller.FinBank).Behaviour = new DemoBankBehaviour { AsksAgain = true };
        var path = $"v1/customers/{customer}/institutions/101732/accounts";
        var account = $"<account><id>{checking}</id><type>checking</type></account>";
        const string answer = "<questions><question><text>?</text><answer>1234</answer></question></questions>";

        var challenge = (await caller.PutAsync(path, $"<accounts>{account}</accounts>")).Is(203);
        var activated = await caller.PutAsync(
            $"{path}/mfa", $"<accounts>{account}<mfaChallenges>{answer}</mfaChallenges></accounts>", challenge.MfaSession);

        Assert.Equal(checking, Assert.Single(activated.Is(200).Accounts).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Activation_V1_OfAccountsBehindTwoLogins_AsksForEachInTurn()
    {
        await using var server = await TestServer.StartAsync();
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        var customer = await caller.AddTestingCustomerAsync();
        var first = IdOf((await caller.TryDiscoverAsync(customer)).Accounts, "checking");
        var second = IdOf((await caller.TryDiscoverAsync(customer, "other")).Accounts, "unknown");
        server.Script.At(FinicityCaller.FinBank).Behaviour = new DemoBankBehaviour { AsksAgain = true };
        var path = $"v1/customers/{customer}/institutions/101732/accounts";
        var accounts = $$"""[{"id":"{{second}}","type":"savings"},{"id":"{{first}}","type":"checking"}]""";
        var answers = $"{{\"accounts\":{accounts},{FinicityCaller.RefreshAnswers("1234")[1..]}";

        var challenge = (await caller.PutAsync(path, $"{{\"accounts\":{accounts}}}")).Is(203);
        var next = (await caller.PutAsync($"{path}/mfa", answers, challenge.MfaSession)).Is(203);
        var activated = (await caller.PutAsync($"{path}/mfa", answers, next.MfaSession)).Is(200).Accounts.ToArray();

        Assert.Equal([first, second], activated.Select(account => account.GetProperty("id").GetString()));
        Assert.All(activated, account => Assert.True(account.TryGetProperty("aggregationSuccessDate", out _)));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("piggyBank")]
    [InlineData("Checking")]
    public async Task Activation_WithATypeThatIsNone_ActivatesNothing(string type)
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();
        var found = (await caller.TryDiscoverAsync(customer)).Accounts.ToArray();
        var body =
            $$"""{"accounts":[{"id":"{{IdOf(found, "savings")}}","type":"savings"},{"id":"{{IdOf(found, "checking")}}","type":"{{type}}"}]}""";

        (await caller.PutAsync($"v2/customers/{customer}/institutions/101732/accounts", body)).IsError(400, 10106, "Invalid Account Type");

        Assert.Empty((await caller.GetAsync($"v1/customers/{customer}/accounts")).Accounts);
    }

    [Fact]
    public async Task Activation_WithTheWordThatXmlShows_KeepsTheMorePreciseType()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();
        var brokerage = IdOf((await caller.TryDiscoverAsync(customer)).Accounts, "brokerageAccount");

        var activated = (await caller.PutAsync(
            $"v2/customers/{customer}/institutions/101732/accounts",
            $"<accounts><account><id>{brokerage}</id><type>investment</type></account></accounts>")).Is(200);

        Assert.Equal("brokerageAccount", Assert.Single(activated.Accounts).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Activation_OfAnAccountOfNobody_TellsWhich()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        (await caller.PutAsync($"v2/customers/{customer}/institutions/101732/accounts", """{"accounts":[{"id":"1234","type":"savings"}]}"""))
            .IsError(404, 38003, $"customer does not have given account (customerId = {customer}, accountId = [1234])");
        (await caller.PutAsync($"v2/customers/{customer}/institutions/101732/accounts", "{}")).IsError(400, 10005, "Missing parameter (accounts)");
    }

    [Theory]
    [InlineData("healthSavingsAccount", "investment")]
    [InlineData("sepIRA", "investment")]
    [InlineData("457", "investment")]
    [InlineData("pension", "investment")]
    [InlineData("cryptocurrency", "investment")]
    [InlineData("studentLoanGroup", "loan")]
    [InlineData("studentLoanAccount", "loan")]
    public async Task Activation_WithALaterType_IsToldSo_AlsoAfterARefresh(string type, string inXml)
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();
        var chosen = IdOf((await caller.TryDiscoverAsync(customer)).Accounts, inXml == "loan" ? "loan" : "brokerageAccount");

        var activated = (await caller.PutAsync(
            $"v2/customers/{customer}/institutions/101732/accounts", $$"""{"accounts":[{"id":"{{chosen}}","type":"{{type}}"}]}""")).Is(200);
        var refreshed = (await caller.PostAsync($"v1/customers/{customer}/accounts", "{}")).Is(200);
        caller.Accept = "application/xml";
        var xml = (await caller.GetAsync($"v1/customers/{customer}/accounts/{chosen}")).Is(200).Xml;

        Assert.Equal(type, Assert.Single(activated.Accounts).GetProperty("type").GetString());
        Assert.Equal(type, Assert.Single(refreshed.Accounts).GetProperty("type").GetString());
        Assert.Equal(inXml, xml.Element("type")!.Value);
    }

    private static string IdOf(IEnumerable<JsonElement> accounts, string type) =>
        accounts.First(account => account.GetProperty("type").GetString() == type).GetProperty("id").GetString()!;

    private static string TransactionsOf(string customer, string account) =>
        $"v3/customers/{customer}/accounts/{account}/transactions?fromDate=1700000000&toDate=1800000000";
}
