namespace Tributary.Server.Tests.Finicity;

/// <summary>The vendor's further test institutions, for programs that have one of their ids written down.</summary>
public sealed class TestInstitutionTests(FinicityServer fixture) : IClassFixture<FinicityServer>
{
    private const long Again = 101806;

    [Theory]
    [InlineData(101014)]
    [InlineData(101509)]
    [InlineData(101510)]
    [InlineData(101764)]
    [InlineData(Again)]
    public async Task EachId_HasItsLoginForm_AndAddsTheAccountsAsItsOwn(long institution)
    {
        using var caller = await fixture.CallerAsync();
        var form = (await caller.GetAsync($"v1/institutions/{institution}/loginForm")).Is(200).Json.GetProperty("loginForm");
        var household = await caller.AddAllAsync(institution: institution);

        var accounts = (await caller.GetAsync($"v1/customers/{household.Customer}/institutions/{institution}/accounts")).Is(200).Accounts.ToArray();

        Assert.Equal([$"{institution}001", $"{institution}002"], form.EnumerateArray().Select(field => field.GetProperty("id").GetString()!));
        Assert.Equal(10, accounts.Length);
        Assert.All(accounts, account => Assert.Equal($"{institution}", account.GetProperty("institutionId").GetString()));
    }

    [Fact]
    public async Task ItsUsers_AreAskedAndRefusedAsAtFinBank()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        foreach (var (user, password, answer) in new[] { ("tfa_choice", "go", "Jefferson"), ("tfa_image", "go", "RIVER"), ("demo", "imagechoice", "kite") })
        {
            var asked = (await caller.TryAddAllAsync(customer, user, password, Again)).Is(203);
            var path = $"v1/customers/{customer}/institutions/{Again}/accounts/addall/mfa";
            (await caller.PostAsync(path, FinicityCaller.Answers(answer), asked.MfaSession)).Is(200);
        }

        (await caller.TryAddAllAsync(customer, "invalid_user", "go", Again)).IsError(500, 103);
        (await caller.TryAddAllAsync(customer, "demo", "125", Again)).IsError(500, 125);
    }

    [Fact]
    public async Task ItsAccounts_TakeTestTransactions()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync(institution: Again);

        (await caller.PostAsync(
            $"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}/transactions",
            """{"amount":-4.25,"description":"a test purchase","transactionDate":1772452800}""")).Is(201);
    }
}
