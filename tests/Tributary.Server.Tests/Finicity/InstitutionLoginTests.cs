using System.Text.Json;

namespace Tributary.Server.Tests.Finicity;

/// <summary>The services of the vendor's page "Institution Logins", as it prints them.</summary>
public sealed class InstitutionLoginTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private FinicityCaller _caller = null!;
    private Household _household = null!;

    private string Login => $"v1/customers/{_household.Customer}/institutionLogins/{_household.Login}";

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _caller = await FinicityCaller.OfSandboxAsync(_server);
        _household = await _caller.AddAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Accounts_InJson_QuoteEveryIdButTheLogins()
    {
        var accounts = (await _caller.GetAsync($"{Login}/accounts")).Is(200).Accounts.ToArray();

        Assert.Equal(_household.Accounts, accounts.Select(account => account.GetProperty("id").GetString()));
        Assert.All(accounts, account =>
        {
            Assert.Equal(JsonValueKind.Number, account.GetProperty("institutionLoginId").ValueKind);
            Assert.Equal(_household.Login, account.GetProperty("institutionLoginId").GetInt64());
            Assert.Equal(_household.Customer, account.GetProperty("customerId").GetString());
            Assert.Equal("101732", account.GetProperty("institutionId").GetString());
        });
    }

    [Fact]
    public async Task Accounts_OfALoginOfPendingAccounts_AreNotFoundYet()
    {
        var customer = await _caller.AddTestingCustomerAsync();
        await _caller.TryDiscoverAsync(customer);
        var pending = (await _caller.GetAsync($"v1/customers/{customer}/accounts?status=pending")).Accounts.First();
        var login = pending.GetProperty("institutionLoginId").GetInt64();

        (await _caller.GetAsync($"v1/customers/{customer}/institutionLogins/{login}/accounts"))
            .IsError(404, 38007, $"Customer does not have any accounts associated with institutionLoginId = ({login})");
        foreach (var accounts in new[] { $"institutionLogins/{login}/accounts", $"institutions/{FinicityCaller.FinBank}/accounts" })
        {
            Assert.Equal(10, (await _caller.GetAsync($"v1/customers/{customer}/{accounts}?status=pending")).Is(200).Accounts.Count());
            (await _caller.GetAsync($"v1/customers/{customer}/{accounts}?status=closed")).IsError(400, 18017);
        }

        (await _caller.ModifyCredentialsAsync(new Household(customer, login, []), "go")).Is(204);
    }

    [Fact]
    public async Task Modify_AsPrinted_WithBareNumbersAndATrailingComma_IsNoContent()
    {
        const string printed =
            """
            {
            "loginForm": [
            {
            "id": 101732001,
            "value": "demo",
            },
            {
            "id": 101732002,
            "value": "go",
            }
            ]
            }
            """;

        (await _caller.PutAsync(Login, printed)).Is(204).IsEmpty();
        (await _caller.PutAsync($"v1/customers/{_household.Customer}/institutionLoginId/{_household.Login}", printed)).Is(204).IsEmpty();
    }

    [Fact]
    public async Task Modify_WithoutAnAccept_IsNoContentToo()
    {
        _caller.Accept = null;

        (await _caller.ModifyCredentialsAsync(_household, "go")).Is(204).IsEmpty();
    }

    [Fact]
    public async Task NewPassword_IsUsedByTheNextRefresh_AndTheUserIdIsKept()
    {
        _server.Script.At(FinicityCaller.FinBank, "demo").ChangePassword("new-one");
        (await _caller.RefreshAsync(_household)).IsError(500, 103);
        (await _caller.GetAsync($"{Login}/accounts")).Is(200).Accounts.ToList()
            .ForEach(account => Assert.Equal(103, account.GetProperty("aggregationStatusCode").GetInt32()));

        (await _caller.PutAsync(Login, "<loginForm><loginField><id>101732002</id><value>new-one</value></loginField></loginForm>")).Is(204);

        var refreshed = (await _caller.RefreshAsync(_household)).Is(200).Accounts;
        Assert.All(refreshed, account => Assert.Equal(0, account.GetProperty("aggregationStatusCode").GetInt32()));
    }

    [Fact]
    public async Task Modify_ByFieldNames_IsMissingParameterId_InXmlWithNothingButCodeAndMessage()
    {
        _caller.Accept = null;

        var reply = await _caller.PutAsync(
            Login,
            "<loginForm> <loginField> <id> Banking  Userid</id> <value>demo</value> </loginField> "
            + "<loginField> <id> Banking  Password</id> <value>gogo</value> </loginField> </loginForm>");

        reply.IsError(400, 10005, "Missing parameter (id)");
        Assert.Equal("application/xml", reply.ContentType);
        Assert.Equal(["code", "message"], reply.Xml.Elements().Select(e => e.Name.LocalName));
        Assert.Equal("error", reply.Xml.Name.LocalName);
    }

    [Theory]
    [InlineData("""{"loginForm":[{"id":"Banking Userid","value":"demo"}]}""", "id")]
    [InlineData("""{"loginForm":[{"id":102105001,"value":"demo"}]}""", "id")]
    [InlineData("""{"loginForm":[{"value":"demo"}]}""", "id")]
    [InlineData("""{"loginForm":[{"id":101732001}]}""", "value")]
    [InlineData("""{"loginForm":[]}""", "loginForm")]
    [InlineData("", "loginForm")]
    public async Task Modify_WithSomethingMissing_NamesIt_AndChangesNothing(string body, string missing)
    {
        (await _caller.PutAsync(Login, body)).IsError(400, 10005, $"Missing parameter ({missing})");

        (await _caller.RefreshAsync(_household)).Is(200);
    }

    [Fact]
    public async Task Modify_ToAUserIdThatIsAnotherLogin_IsADuplicate()
    {
        (await _caller.TryAddAllAsync(_household.Customer, "other")).Is(200);

        (await _caller.PutAsync(Login, """{"loginForm":[{"id":"101732001","value":"other"}]}""")).IsError(500, 169);

        (await _caller.RefreshAsync(_household)).Is(200);
    }

    [Fact]
    public async Task Refresh_BringsWhatTheBankHasNow()
    {
        _server.Clock.Advance(TimeSpan.FromDays(9));
        await _caller.AuthenticateAsync();

        var refreshed = (await _caller.RefreshAsync(_household)).Is(200).Accounts.ToArray();

        var now = _server.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.All(refreshed, account => Assert.Equal(now, account.GetProperty("aggregationSuccessDate").GetInt64()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("<accounts/>")]
    public async Task Refresh_TakesAnyEmptyBody(string body)
    {
        (await _caller.PostAsync($"{Login}/accounts", body)).Is(200);
        (await _caller.SendAsync(HttpMethod.Post, $"{Login}/accounts", "", contentType: "application/x-www-form-urlencoded")).Is(200);
        (await _caller.SendAsync(HttpMethod.Post, $"{Login}/accounts", null)).Is(200);
    }

    [Fact]
    public async Task TwoRefreshesAtOnce_NeverSignInSideBySide_AndBothGetTheAccounts()
    {
        var scene = _server.Script.At(FinicityCaller.FinBank);
        var gate = scene.Hold();

        var first = _caller.RefreshAsync(_household);
        await gate.Arrived;
        var second = _caller.RefreshAsync(_household);
        gate.Open();

        Assert.Equal(10, (await first).Is(200).Accounts.Count());
        Assert.Equal(10, (await second).Is(200).Accounts.Count());
        Assert.Equal(1, scene.MostSignInsAtOnce);
    }

    [Fact]
    public async Task Delete_TakesTheAccountsAlong()
    {
        (await _caller.DeleteAsync(Login)).Is(204).IsEmpty();

        (await _caller.GetAsync($"{Login}/accounts")).IsError(404, 38007);
        Assert.Empty((await _caller.GetAsync($"v1/customers/{_household.Customer}/accounts")).Is(200).Accounts);
        (await _caller.DeleteAsync(Login)).IsError(404, 38007);
        (await _caller.DeleteAsync($"v1/customers/1/institutionLogins/{_household.Login}"))
            .IsError(404, 38007, $"Customer does not have any accounts associated with institutionLoginId = ({_household.Login})");
    }
}
