using Tributary.Connectors.DemoBank;

namespace Tributary.Server.Tests.Finicity;

public sealed class DiscoveryTests(FinicityServer fixture) : IClassFixture<FinicityServer>
{
    [Fact]
    public async Task AddAll_MakesEveryAccountActive_BehindOneLogin()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        var accounts = (await caller.TryAddAllAsync(customer)).Is(200).Accounts.ToArray();

        Assert.Equal(10, accounts.Length);
        Assert.All(accounts, account => Assert.Equal("active", account.GetProperty("status").GetString()));
        Assert.All(accounts, account => Assert.Equal(0, account.GetProperty("aggregationStatusCode").GetInt32()));
        Assert.Single(accounts.Select(account => account.GetProperty("institutionLoginId").GetInt64()).Distinct());
    }

    [Fact]
    public async Task AddAll_InXml_WritesOnlyTheTypesOf2015()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();
        caller.Accept = "application/xml";

        var accounts = (await caller.PostAsync(
            $"v1/customers/{customer}/institutions/101732/accounts/addall",
            "<accounts><credentials><loginField><id> 101732001 </id><value>demo</value></loginField>"
            + "<loginField><id>101732002</id><name>Banking Password</name><value>go</value></loginField></credentials></accounts>")).Is(200).Xml;

        Assert.Equal("accounts", accounts.Name.LocalName);
        var known = new[] { "unknown", "checking", "savings", "cd", "moneyMarket", "creditCard", "lineOfCredit", "investment", "mortgage", "loan" };
        Assert.All(accounts.Elements("account"), account => Assert.Contains(account.Element("type")!.Value, known));
        Assert.Equal(10, accounts.Elements("account").Count());
        Assert.All(accounts.Elements("account"), account => Assert.Null(account.Element("currency")));
    }

    [Fact]
    public async Task Discover_TellsPartialPendingAccounts_WhichAreNotListedYet()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        var found = (await caller.TryDiscoverAsync(customer)).Is(200).Accounts.ToArray();

        Assert.Equal(10, found.Length);
        Assert.All(found, account => Assert.Equal(
            ["id", "number", "name", "type", "status", "balance"], account.EnumerateObject().Select(member => member.Name)));
        Assert.All(found, account => Assert.Equal("pending", account.GetProperty("status").GetString()));
        Assert.Equal("""{"accounts":[]}""", (await caller.GetAsync($"v1/customers/{customer}/accounts")).Is(200).Text);
        Assert.Equal(10, (await caller.GetAsync($"v1/customers/{customer}/accounts?status=pending")).Is(200).Accounts.Count());
    }

    [Fact]
    public async Task Repeating_FindsTheSameLoginAndAccounts()
    {
        using var caller = await fixture.CallerAsync();
        var first = await caller.AddAllAsync();

        var again = (await caller.TryAddAllAsync(first.Customer)).Is(200).Accounts.ToArray();
        var discovered = (await caller.TryDiscoverAsync(first.Customer)).Is(200).Accounts;

        Assert.Equal(first.Accounts, again.Select(account => account.GetProperty("id").GetString()));
        Assert.All(again, account => Assert.Equal(first.Login, account.GetProperty("institutionLoginId").GetInt64()));
        Assert.Equal(first.Accounts, discovered.Select(account => account.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task WrongPassword_IsHttp500WithCode103()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        (await caller.TryAddAllAsync(customer, "invalid_user")).IsError(500, 103);
        (await caller.TryDiscoverAsync(customer, password: "wrong")).IsError(500, 103);
        caller.Accept = "application/xml";
        (await caller.TryAddAllAsync(customer, "invalid_user")).IsError(500, 103);
    }

    [Fact]
    public async Task InstitutionsOwnCode_IsHandedThrough()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        (await caller.TryAddAllAsync(customer, password: "127")).IsError(500, 127);
    }

    [Fact]
    public async Task InstitutionThatIsDown_IsHttp500WithCode102()
    {
        await using var server = await TestServer.StartAsync();
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        server.Script.At(FinicityCaller.FinBank).Behaviour = new DemoBankBehaviour { IsDown = true };

        (await caller.TryAddAllAsync(await caller.AddTestingCustomerAsync())).IsError(500, 102);
    }

    [Fact]
    public async Task InstitutionThatTakesItsTime_IsHttp202_AndTheWorkGoesOn()
    {
        await using var server = await TestServer.StartAsync();
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        var customer = await caller.AddTestingCustomerAsync();
        var gate = server.Script.At(FinicityCaller.FinBank).Hold();

        var waiting = caller.TryAddAllAsync(customer);
        await gate.Arrived;
        server.Clock.Advance(TimeSpan.FromSeconds(110));
        (await waiting).Is(202).IsEmpty();

        gate.Open();
        // The second caller joins the sign-in under way, or finds what it stored.
        Assert.Equal(10, (await caller.TryAddAllAsync(customer)).Is(200).Accounts.Count());
    }

    [Fact]
    public async Task ActiveCustomer_AtADemoBank_IsRefused()
    {
        using var caller = await fixture.CallerAsync();
        var customer = (await caller.PostAsync("v1/customers/active", """{"username":"active-at-finbank"}""")).Json.GetProperty("id").GetString()!;

        (await caller.TryAddAllAsync(customer)).Is(403);
        (await caller.TryDiscoverAsync(customer)).Is(403);
    }

    [Theory]
    [InlineData("""{"credentials":[{"id":"Banking Userid","value":"demo"},{"id":"Banking Password","value":"go"}]}""", "id")]
    [InlineData("""{"credentials":[{"name":"Banking Userid","value":"demo"}]}""", "id")]
    [InlineData("""{"credentials":[{"id":101732001,"value":" "},{"id":101732002,"value":"go"}]}""", "value")]
    [InlineData("""{"credentials":[{"id":101732001,"value":"demo"},{"id":101732002,"value":null}]}""", "value")]
    [InlineData("""{"credentials":[{"id":101732001,"value":"demo"}]}""", "101732002")]
    [InlineData("""{"credentials":[]}""", "credentials")]
    [InlineData("{}", "credentials")]
    [InlineData("null", "credentials")]
    [InlineData("", "credentials")]
    public async Task Credentials_ThatAreIncomplete_NameWhatIsMissing(string body, string missing)
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        var path = $"v1/customers/{customer}/institutions/101732/accounts";
        (await caller.PostAsync(path, body)).IsError(400, 10005, $"Missing parameter ({missing})");
        (await caller.PostAsync($"{path}/addall", body)).IsError(400, 10005, $"Missing parameter ({missing})");
    }

    [Fact]
    public async Task UnknownInstitution_IsNotFound()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        (await caller.TryAddAllAsync(customer, institution: 1)).IsError(404, 14006);
    }
}
