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
    public async Task Status_OtherThanActiveOrPending_IsRefused()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        (await caller.GetAsync($"v1/customers/{customer}/accounts?status=closed")).IsError(400, 18017);
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
}
