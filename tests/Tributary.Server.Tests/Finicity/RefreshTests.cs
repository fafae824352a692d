using System.Text.Json;

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
    public async Task RefreshAll_WhileAQuestionIsOpen_TellsThatItIsNotAnswered()
    {
        var household = await _caller.AddAllAsync();
        _server.Script.At(FinicityCaller.FinBank).Behaviour = new() { AsksAgain = true };
        (await _caller.RefreshAsync(household)).Is(203);

        var accounts = (await _caller.PostAsync($"v1/customers/{household.Customer}/accounts", "")).Is(200).Accounts.ToArray();

        Assert.NotEmpty(accounts);
        Assert.All(accounts, account => Assert.Equal(185, account.GetProperty("aggregationStatusCode").GetInt32()));
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

    [Fact]
    public async Task AnnouncedRefresh_IsBegunByOneCall_AndAskedAfterByAnother()
    {
        var household = await _caller.AddAllAsync();
        var gate = _server.Script.At(FinicityCaller.FinBank).Hold();
        var refreshes = $"customers/{household.Customer}/transactions/refreshes";

        var begun = (await _caller.PostAsync(refreshes, $$"""{"accountIds":["{{household.Accounts[0]}}"]}""")).Is(202).Json;
        var path = $"{refreshes}/{begun.GetProperty("refreshId").GetString()}";
        Assert.Equal("NEW", begun.GetProperty("status").GetString());
        Assert.Equal("IN_PROGRESS", (await _caller.GetAsync(path)).Is(200).Json.GetProperty("status").GetString());

        gate.Open();
        var status = await UntilAsync(path, "COMPLETED");
        Assert.Equal(1, status.GetProperty("successCount").GetInt32());
        Assert.Equal(0, status.GetProperty("accounts")[0].GetProperty("aggregationStatusCode").GetInt32());
        Assert.False(status.GetProperty("accounts")[0].TryGetProperty("message", out _));
        Assert.Equal("standard", status.GetProperty("mode").GetString());

        _server.Script.At(FinicityCaller.FinBank).Behaviour = new() { IsDown = true };
        var other = (await _caller.PostAsync(refreshes, $$"""{"institutionLoginId":"{{household.Login}}","mode":"historic"}""")).Is(202).Json;
        var failed = await UntilAsync($"{refreshes}/{other.GetProperty("refreshId").GetString()}", "FAILED");
        Assert.Equal("historic", failed.GetProperty("mode").GetString());
        Assert.All(failed.GetProperty("accounts").EnumerateArray(), account =>
        {
            Assert.Equal(102, account.GetProperty("code").GetInt32());
            Assert.NotEmpty(account.GetProperty("message").GetString()!);
        });
    }

    [Fact]
    public async Task AnnouncedRefresh_OfNothingOrOfTheUnknown_IsRefused()
    {
        var household = await _caller.AddAllAsync();
        var refreshes = $"customers/{household.Customer}/transactions/refreshes";

        (await _caller.PostAsync(refreshes, "{}")).IsError(400, 10005, "Missing parameter (institutionLoginId)");
        (await _caller.PostAsync(refreshes, """{"institutionLoginId":"1234"}""")).IsError(404, 38007);
        (await _caller.PostAsync(refreshes, """{"accountIds":["1234"]}""")).IsError(404, 38003);
        (await _caller.PostAsync(refreshes, $$"""{"institutionLoginId":"{{household.Login}}","mode":"wild"}""")).IsError(400, 10100, "Invalid parameter (mode)");
        (await _caller.PostAsync(refreshes, $$"""{"institutionLoginId":"{{household.Login}}","mode":"custom","fromDate":"soon"}"""))
            .IsError(400, 10100, "Invalid parameter (fromDate)");
        (await _caller.PostAsync(
            refreshes,
            $$"""{"institutionLoginId":"{{household.Login}}","mode":"custom","fromDate":"2026-02-02T00:00:00Z","toDate":"2026-02-01T00:00:00Z"}"""))
            .IsError(400, 41002, "Invalid date range: toDate must be after fromDate");
        (await _caller.GetAsync($"{refreshes}/{Guid.NewGuid()}")).IsError(404, 10008);
    }

    private async Task<JsonElement> UntilAsync(string path, string wanted)
    {
        while (true)
        {
            var status = (await _caller.GetAsync(path)).Is(200).Json;
            if (status.GetProperty("status").GetString() is var word && word == wanted)
                return status;
            Assert.Equal("IN_PROGRESS", word);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private async Task<long> SuccessDateAsync(Household household)
    {
        var account = (await _caller.GetAsync($"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}")).Is(200).Json;
        return account.GetProperty("aggregationSuccessDate").GetInt64();
    }
}
