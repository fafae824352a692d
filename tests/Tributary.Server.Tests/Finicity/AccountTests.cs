using System.Text.Json;

namespace Tributary.Server.Tests.Finicity;

public sealed class AccountTests(FinicityServer fixture) : IClassFixture<FinicityServer>
{
    /// <summary>What the vendor's own generated clients refuse to be without.</summary>
    private static readonly string[] Required =
    [
        "id", "accountNumberDisplay", "name", "accountNickname", "number", "type", "status", "customerId", "institutionId", "createdDate",
        "currency", "institutionLoginId",
    ];

    [Fact]
    public async Task EveryAccount_CarriesTheTwelveRequiredMembers_AndNoNull()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();

        string[] lists = ["accounts", "accounts?status=pending", "institutions/101732/accounts", $"institutionLogins/{household.Login}/accounts"];
        foreach (var path in lists)
        {
            var reply = (await caller.GetAsync($"v1/customers/{household.Customer}/{path}")).Is(200);
            Assert.All(reply.Accounts, account => Assert.Empty(Required.Except(account.EnumerateObject().Select(member => member.Name))));
            Assert.DoesNotContain("null", reply.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task OneAccount_IsTheBareRecord(string version)
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();

        var listed = (await caller.GetAsync($"{version}/customers/{household.Customer}/accounts")).Is(200).Accounts.First();
        var account = (await caller.GetAsync($"{version}/customers/{household.Customer}/accounts/{household.Accounts[0]}")).Is(200).Json;

        Assert.Equal(listed.GetRawText(), account.GetRawText());
        caller.Accept = "application/xml";
        var inXml = (await caller.GetAsync($"{version}/customers/{household.Customer}/accounts/{household.Accounts[0]}")).Is(200).Xml;
        Assert.Equal("account", inXml.Name.LocalName);
        Assert.Equal(account.GetProperty("balance").GetRawText(), inXml.Element("balance")!.Value);
    }

    [Fact]
    public async Task BalanceOfACard_IsNegative_AndANumber()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();

        var card = (await caller.GetAsync($"v1/customers/{household.Customer}/accounts")).Accounts
            .First(account => account.GetProperty("type").GetString() == "creditCard");

        Assert.Equal(JsonValueKind.Number, card.GetProperty("balance").ValueKind);
        Assert.True(card.GetProperty("balance").GetDecimal() < 0);
        Assert.Equal("4100007777", card.GetProperty("number").GetString());
        Assert.Equal("7777", card.GetProperty("realAccountNumberLast4").GetString());
        Assert.True(card.GetProperty("detail").TryGetProperty("creditMaxAmount", out _));
    }

    [Fact]
    public async Task PositionsOfAPortfolio_AddUpToItsBalance_AndAreToldWhereverTheAccountIs()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();
        var accounts = (await caller.GetAsync($"v1/customers/{household.Customer}/accounts")).Is(200).Accounts.ToArray();
        var portfolio = accounts.First(account => account.TryGetProperty("position", out _));
        var positions = portfolio.GetProperty("position");
        var id = portfolio.GetProperty("id").GetString();

        Assert.Equal(portfolio.GetProperty("balance").GetDecimal(), positions.EnumerateArray().Sum(held => held.GetProperty("marketValue").GetDecimal()));
        Assert.Contains(positions.EnumerateArray(), held => held.TryGetProperty("symbol", out _) && held.GetProperty("currentPrice").GetDecimal() > 0);
        Assert.False(accounts.First(account => account.GetProperty("type").GetString() == "checking").TryGetProperty("position", out _));

        var customer = $"customers/{household.Customer}";
        var another = accounts.First(account => account.GetProperty("id").GetString() != id).GetProperty("id").GetString();
        FinicityReply[] elsewhere =
        [
            await caller.GetAsync($"v2/{customer}/accounts"),
            await caller.GetAsync($"v1/{customer}/institutions/101732/accounts"),
            await caller.GetAsync($"v1/{customer}/institutionLogins/{household.Login}/accounts"),
            await caller.GetAsync($"v1/{customer}/accounts/{another},{id}"),
            await caller.PostAsync($"v1/{customer}/accounts", "{}"),
            await caller.PostAsync($"v1/{customer}/institutionLogins/{household.Login}/accounts", "{}"),
            await caller.TryAddAllAsync(household.Customer),
            await caller.PutAsync($"v2/{customer}/institutions/101732/accounts", $$"""{"accounts":[{"id":"{{id}}","type":"investment"}]}"""),
        ];
        foreach (var reply in elsewhere)
        {
            var same = reply.Is(200).Accounts.Single(account => account.GetProperty("id").GetString() == id);
            Assert.Equal(positions.GetRawText(), same.GetProperty("position").GetRawText());
        }

        Assert.Equal(
            positions.GetRawText(), (await caller.GetAsync($"v1/{customer}/accounts/{id}")).Is(200).Json.GetProperty("position").GetRawText());
    }

    [Fact]
    public async Task Positions_AreNotInTheXmlOf2015_NorInTheReducedRecord()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();

        var simple = (await caller.GetAsync($"v1/customers/{household.Customer}/accounts/simple")).Is(200).Accounts;
        caller.Accept = "application/xml";
        var inXml = (await caller.GetAsync($"v1/customers/{household.Customer}/accounts")).Is(200).Xml;

        Assert.All(simple, account => Assert.False(account.TryGetProperty("position", out _)));
        Assert.Empty(inXml.Descendants("position"));
        Assert.Contains(inXml.Elements("account"), account => account.Element("type")!.Value == "investment");
    }

    [Fact]
    public async Task Status_OtherThanActiveOrPending_IsRefused()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        (await caller.GetAsync($"v1/customers/{customer}/accounts?status=closed")).IsError(400, 18017, "status parameter value must be 'active' or 'pending'");
        Assert.Empty((await caller.GetAsync($"v1/customers/{customer}/accounts?status=")).Is(200).Accounts);
        Assert.Empty((await caller.GetAsync($"v1/customers/{customer}/accounts?status=active")).Is(200).Accounts);
    }

    [Fact]
    public async Task AccountsOfAnInstitution_WithoutAny_AreNotFound()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        foreach (var institution in new[] { "101732", "1234567", "-1", "FinBank" })
        {
            (await caller.GetAsync($"v1/customers/{customer}/institutions/{institution}/accounts"))
                .IsError(404, 38006, $"Customer does not have any accounts associated with institutionId = ({institution})");
        }
    }

    [Fact]
    public async Task EmptyList_InXml_IsTheBareRoot()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();
        caller.Accept = "application/xml";

        var reply = (await caller.GetAsync($"v1/customers/{customer}/accounts")).Is(200);

        Assert.Equal("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><accounts></accounts>", reply.Text);
    }

    [Fact]
    public async Task Delete_RemovesTheAccount_AndNamesItAfterwards()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();
        var path = $"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}";

        (await caller.DeleteAsync(path)).Is(204).IsEmpty();

        var message = $"customer does not have given account (customerId = {household.Customer}, accountId = [{household.Accounts[0]}])";
        (await caller.GetAsync(path)).IsError(404, 38003, message);
        (await caller.DeleteAsync(path)).IsError(404, 38003, message);
        Assert.Equal(9, (await caller.GetAsync($"v1/customers/{household.Customer}/accounts")).Accounts.Count());
    }

    [Fact]
    public async Task UnknownCustomer_IsToldOnReading_AndLikeAnUnknownAccountOnDeleting()
    {
        using var caller = await fixture.CallerAsync();

        (await caller.GetAsync("v1/customers/999999/accounts/1234")).IsError(404, 14001, "Customer not found.");
        (await caller.DeleteAsync("v1/customers/999999/accounts/1234"))
            .IsError(404, 38003, "customer does not have given account (customerId = 999999, accountId = [1234])");
    }

    [Fact]
    public async Task SeveralIds_ListThoseAccounts_AndAnUnknownOneRefusesAll()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();
        var (first, second) = (household.Accounts[3], household.Accounts[0]);

        var both = (await caller.GetAsync($"v1/customers/{household.Customer}/accounts/{first},{second}")).Is(200).Accounts;

        Assert.Equal([first, second], both.Select(account => account.GetProperty("id").GetString()));
        (await caller.GetAsync($"v1/customers/{household.Customer}/accounts/{first},1234")).IsError(
            404, 38003, $"customer does not have given account (customerId = {household.Customer}, accountId = [1234])");
    }

    [Fact]
    public async Task Simple_TellsTheSameAccountsInAReducedRecord()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();
        string[] lists = ["accounts/simple", "institutions/101732/accounts/simple", $"institutionLogins/{household.Login}/accounts/simple"];
        foreach (var path in lists)
        {
            var accounts = (await caller.GetAsync($"v1/customers/{household.Customer}/{path}")).Is(200).Accounts.ToArray();
            Assert.Equal(household.Accounts, accounts.Select(account => account.GetProperty("id").GetString()));
            Assert.All(accounts, account => Assert.Empty(Required.Except(account.EnumerateObject().Select(member => member.Name))));
            Assert.All(accounts, account => Assert.False(account.TryGetProperty("detail", out _)));
        }

        var one = (await caller.GetAsync($"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}/simple")).Is(200).Json;
        Assert.Equal(household.Accounts[0], one.GetProperty("id").GetString());
        (await caller.GetAsync($"v1/customers/{household.Customer}/accounts/1234/simple")).IsError(404, 38003);
    }

    [Theory]
    [InlineData("""{"number":"1000009999","name":"Household checking"}""")]
    [InlineData("<account><number>1000009999</number><name>Household checking</name><id>7</id></account>")]
    public async Task Modify_SetsNumberAndName_AndARefreshLeavesThem(string body)
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();
        var path = $"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}";

        var real = (await caller.GetAsync(path)).Is(200).Json.GetProperty("realAccountNumberLast4").GetString();
        (await caller.PutAsync(path, body)).Is(204).IsEmpty();
        (await caller.RefreshAsync(household)).Is(200);

        var account = (await caller.GetAsync(path)).Is(200).Json;
        Assert.Equal("1000009999", account.GetProperty("number").GetString());
        Assert.Equal("9999", account.GetProperty("accountNumberDisplay").GetString());
        Assert.Equal(real, account.GetProperty("realAccountNumberLast4").GetString());
        Assert.Equal("Household checking", account.GetProperty("name").GetString());
        (await caller.PutAsync(path, """{"name":null}""")).Is(204);
        Assert.Equal("Household checking", (await caller.GetAsync(path)).Json.GetProperty("name").GetString());
        (await caller.PutAsync(path, """{"name":"two\nlines"}""")).IsError(400, 14020);
    }

    [Fact]
    public async Task LoginForm_ShowsWhoSignsIn_NeverThePassword_AndChangesTheWholeLogin()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();
        var path = $"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}/loginForm";

        var form = (await caller.GetAsync(path)).Is(200).Json.GetProperty("loginForm").EnumerateArray().ToArray();
        Assert.Equal(["demo", ""], form.Select(field => field.GetProperty("value").GetString()));

        (await caller.PutAsync(path, """{"loginForm":[{"id":101732002,"value":"123"}]}""")).Is(204).IsEmpty();
        (await caller.RefreshAsync(household)).IsError(500, 123);
        (await caller.PutAsync(path, "<loginForm><loginField><id>101732002</id><value>go</value></loginField></loginForm>")).Is(204);
        (await caller.RefreshAsync(household)).Is(200);
    }
}
