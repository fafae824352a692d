namespace Tributary.Server.Tests.Finicity;

public sealed class RefreshTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private FinicityCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _caller = await FinicityCaller.OfSandboxAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task RefreshAll_BringsEveryLoginUpToDate(string body)
    {
        var customer = (await _caller.AddAllAsync()).Customer;
        (await _caller.TryAddAllAsync(customer, "profile_01", "profile_01", FinicityCaller.Profiles)).Is(200);
        _server.Clock.Advance(TimeSpan.FromHours(1));

        var accounts = (await _caller.PostAsync($"v1/customers/{customer}/accounts", body)).Is(200).Accounts.ToArray();

        Assert.Equal(2, accounts.Select(a => a.GetProperty("institutionId").GetString()).Distinct().Count());
        var now = _server.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.All(accounts, account => Assert.Equal(now, account.GetProperty("aggregationSuccessDate").GetInt64()));
    }

    [Fact]
    public async Task RefreshAll_WhereOneBankAsks_TellsItOnItsAccounts_AndRefreshesTheOthers()
    {
        var customer = (await _caller.AddAllAsync()).Customer;
        (await _caller.TryAddAllAsync(customer, "profile_01", "profile_01", FinicityCaller.Profiles)).Is(200);
        _server.Script.At(FinicityCaller.FinBank).Behaviour = new() { AsksAgain = true };

        var accounts = (await _caller.PostAsync($"v1/customers/{customer}/accounts", "")).Is(200).Accounts.ToArray();

        Assert.All(accounts, account => Assert.Equal(
            account.GetProperty("institutionId").GetString() == "101732" ? 185 : 0, account.GetProperty("aggregationStatusCode").GetInt32()));
    }

    [Fact]
    public async Task RefreshAll_OfACustomerWithoutAccounts_IsAnEmptyList()
    {
        var customer = await _caller.AddTestingCustomerAsync();

        Assert.Empty((await _caller.PostAsync($"v1/customers/{customer}/accounts", "")).Is(200).Accounts);
    }

    [Fact]
    public async Task Version2_RefreshesInSilence()
    {
        var household = await _caller.AddAllAsync();
        _server.Clock.Advance(TimeSpan.FromHours(1));

        (await _caller.PostAsync($"v2/customers/{household.Customer}/accounts", "")).Is(204).IsEmpty();
        Assert.Equal(_server.Clock.GetUtcNow().ToUnixTimeSeconds(), await SuccessDateAsync(household));

        _server.Clock.Advance(TimeSpan.FromHours(1));
        await _caller.AuthenticateAsync();
        (await _caller.PostAsync($"v2/customers/{household.Customer}/institutionLogins/{household.Login}/accounts", "")).Is(204).IsEmpty();
        Assert.Equal(_server.Clock.GetUtcNow().ToUnixTimeSeconds(), await SuccessDateAsync(household));

        _server.Script.At(FinicityCaller.FinBank).Behaviour = new() { AsksAgain = true };
        (await _caller.PostAsync($"v2/customers/{household.Customer}/institutionLogins/{household.Login}/accounts", "")).IsError(500, 185);
    }

    [Fact]
    public async Task RefreshAccount_RefreshesItsLogin_AndMayAsk()
    {
        var household = await _caller.AddAllAsync();
        _server.Script.At(FinicityCaller.FinBank).Behaviour = new() { AsksAgain = true };

        var asked = (await _caller.PostAsync($"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}", "")).Is(203);
        var accounts = (await _caller.PostAsync(
            $"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}/mfa", FinicityCaller.RefreshAnswers("anything"), asked.MfaSession))
            .Is(200).Accounts;

        Assert.Equal(household.Accounts.Count, accounts.Count());
    }

    private async Task<long> SuccessDateAsync(Household household)
    {
        var account = (await _caller.GetAsync($"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}")).Is(200).Json;
        return account.GetProperty("aggregationSuccessDate").GetInt64();
    }
}
