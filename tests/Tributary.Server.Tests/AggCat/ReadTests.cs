using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Tributary.TestKit.AggCat;

namespace Tributary.Server.Tests.AggCat;

/// <summary>Institutions, accounts, transactions and positions (AggCat, 3, operations 1, 2, 5 to 9, 13 and 14).</summary>
public sealed class ReadTests
{
    [Fact]
    public async Task Institutions_AreListedWhole_OrSearched_AndShownWithTheirKeys()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("0");

        var all = XDocument.Parse((await program.GetAsync("/institutions")).Text).Root!.Elements().ToList();
        var found = XDocument.Parse((await program.GetAsync("/institutions?search=ccbank")).Text).Root!.Elements().ToList();
        var detail = XDocument.Parse((await program.GetAsync("/institutions/100000")).Text).Root!;

        Assert.True(all.Count > found.Count);
        Assert.Equal("100000", LoginTests.Value(Assert.Single(found), "institutionId"));
        var keys = detail.Elements().Single(e => e.Name.LocalName == "keys").Elements().ToList();
        Assert.Equal(["Banking Userid", "Banking Password"], keys.OrderBy(key => LoginTests.Value(key, "displayOrder")).Select(key => LoginTests.Value(key, "name")));
        Assert.Equal(("http://www.intuit.com", "CustomerCentralBank@intuit.com"), (LoginTests.Value(detail, "homeUrl"), LoginTests.Value(detail, "emailAddress")));
        Assert.Equal(["false", "true"], keys.OrderBy(key => LoginTests.Value(key, "displayOrder")).Select(key => LoginTests.Value(key, "mask")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheWholeList_ComesCompressed_AndNotAgainToWhoHasIt(bool isJson)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program(isJson: isJson).SignOnAsync("customer-1");

        var plain = await program.GetAsync("/institutions");
        var packed = await program.SendAsync(HttpMethod.Get, "/institutions", null, ("Accept-Encoding", "gzip"));
        var again = await program.SendAsync(HttpMethod.Get, "/institutions", null, ("If-None-Match", plain.Header("ETag")!));

        Assert.Equal(plain.Text, packed.Text);
        Assert.Contains("gzip", packed.ContentHeaders.ContentEncoding);
        Assert.True(packed.ContentHeaders.ContentLength < plain.Text.Length / 3);
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.Status, again.Text));
    }

    [Fact]
    public async Task AnInstitutionThatNothingSignsInToYet_IsListed_AndItsLoginRefused()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var found = XDocument.Parse((await program.GetAsync("/institutions?search=alpine%20bank")).Text).Root!.Elements().First();
        var path = "/institutions/" + LoginTests.Value(found, "institutionId");

        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(path)).Status);
        LoginTests.AssertStatus(await program.PostAsync(path + "/logins", LoginTests.Credentials("a", "b")), HttpStatusCode.NotFound, "api.database.institution.notsupported");
    }

    [Fact]
    public async Task ATransaction_SaysWhatItWasFor()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");

        var all = await TransactionsAsync(program, await FindAsync(program, "1000001111"), "?txnStartDate=2025-01-01");

        Assert.All(all, transaction => Assert.Single(transaction.Elements(), e => e.Name.LocalName == "categorization"));
        var pay = all.First(transaction => decimal.Parse(LoginTests.Value(transaction, "amount"), CultureInfo.InvariantCulture) > 1000);
        Assert.Equal("Paycheck", pay.Descendants().First(e => e.Name.LocalName == "categoryName").Value);
    }

    [Theory]
    [InlineData("/institutions/1", HttpStatusCode.NotFound, "api.database.institution.notfound")]
    [InlineData("/institutions/ccbank", HttpStatusCode.BadRequest, "api.request.invalid")]
    [InlineData("/accounts/1", HttpStatusCode.NotFound, "api.database.account.notfound")]
    [InlineData("/accounts/99999999999999999999999999", HttpStatusCode.NotFound, "api.database.account.notfound")]
    [InlineData("/accounts/-1", HttpStatusCode.BadRequest, "api.request.invalid")]
    [InlineData("/logins/1/accounts", HttpStatusCode.NotFound, "api.database.login.notfound")]
    [InlineData("/nothing", HttpStatusCode.NotFound, "api.resource.notfound")]
    public async Task WhatIsNotThere_IsToldInTheProtocolsWay(string path, HttpStatusCode status, string code)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");

        LoginTests.AssertStatus(await program.GetAsync(path), status, code);
    }

    [Fact]
    public async Task EveryKindOfAccount_ComesWithWhatItHas()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var accounts = await AddAsync(program);

        Assert.Equal(
            ["BankingAccount", "CreditAccount", "InvestmentAccount", "LoanAccount"],
            accounts.Select(account => account.Name.LocalName).Distinct().Order(StringComparer.Ordinal));
        foreach (var account in accounts)
        {
            var alone = XDocument.Parse((await program.GetAsync("/accounts/" + LoginTests.Value(account, "accountId"))).Text).Root!;
            Assert.Equal(account.ToString(), Assert.Single(alone.Elements()).ToString());
            Assert.Equal("0", LoginTests.Value(account, "aggrStatusCode"));
            Assert.Equal("ACTIVE", LoginTests.Value(account, "status"));
        }

        var card = accounts.Single(account => LoginTests.Value(account, "accountNumber") == "4100007777");
        Assert.Empty(card.Elements().Where(e => e.Name.LocalName == "balanceAmount"));
        Assert.True(decimal.Parse(LoginTests.Value(card, "currentBalance"), CultureInfo.InvariantCulture) < 0);
        var loan = accounts.Single(account => LoginTests.Value(account, "accountNumber") == "1000000001");
        Assert.Equal(LoginTests.Value(loan, "principalBalance"), LoginTests.Value(loan, "balanceAmount"));
        Assert.Equal(LoginTests.Value(loan, "postedDate"), LoginTests.Value(loan, "payoffAmountDate"));
    }

    [Theory]
    [InlineData("1000001111", "BankingTransaction")]
    [InlineData("4100007777", "CreditCardTransaction")]
    [InlineData("1000000001", "LoanTransaction")]
    [InlineData("0000000000", "InvestmentTransaction")]
    public async Task Transactions_ComeByPostedDay_OldestFirst(string number, string element)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var id = await FindAsync(program, number);

        var all = await TransactionsAsync(program, id, "?txnStartDate=2025-01-01");
        var some = await TransactionsAsync(program, id, "?txnStartDate=2026-01-01&txnEndDate=2026-01-31");

        Assert.NotEmpty(all);
        Assert.Contains(all, transaction => transaction.Name.LocalName == element);
        foreach (var kind in all.GroupBy(transaction => transaction.Name.LocalName))
            Assert.Equal(kind.Select(t => LoginTests.Value(t, "postedDate")).Order(StringComparer.Ordinal), kind.Select(t => LoginTests.Value(t, "postedDate")));
        Assert.All(some, transaction => Assert.StartsWith("2026-01-", LoginTests.Value(transaction, "postedDate"), StringComparison.Ordinal));
        Assert.Equal(all.Count(t => LoginTests.Value(t, "postedDate").StartsWith("2026-01-", StringComparison.Ordinal)), some.Count);
        Assert.Equal(all.Count, all.Select(t => LoginTests.Value(t, "id")).Distinct().Count());
    }

    [Fact]
    public async Task MoneyInAnInvestmentAccount_SaysWhatKindOfMovementItIs()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");

        var all = await TransactionsAsync(program, await FindAsync(program, "0000000001"), "?txnStartDate=2025-01-01");

        var movements = all.Where(transaction => transaction.Name.LocalName == "InvestmentBankingTransaction").ToList();
        Assert.NotEmpty(movements);
        Assert.All(movements, movement => Assert.Equal(LoginTests.Value(movement, "type"), LoginTests.Value(movement, "bankingTransactionType")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?txnStartDate=")]
    [InlineData("?txnStartDate=08/01/2013")]
    [InlineData("?txnStartDate=2013-02-30")]
    [InlineData("?txnStartDate=2026-02-01&txnEndDate=2026-01-01")]
    [InlineData("?txnStartDate=2026-02-01&txnEndDate=tomorrow")]
    public async Task BadDates_AreABadRequest(string query)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var id = await FindAsync(program, "1000001111");

        LoginTests.AssertStatus(await program.GetAsync($"/accounts/{id}/transactions{query}"), HttpStatusCode.BadRequest, "api.request.invalid");
    }

    [Fact]
    public async Task AFailedRefresh_LeavesTheStoredTransactions_AndSaysWhy()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var account = (await AddAsync(program)).Single(a => LoginTests.Value(a, "accountNumber") == "1000001111");
        var path = $"/accounts/{LoginTests.Value(account, "accountId")}/transactions?txnStartDate=2026-01-01";
        Assert.Equal("NOT_NECESSARY", XDocument.Parse((await program.GetAsync(path)).Text).Root!.Attribute("notRefreshedReason")!.Value);
        await program.PutAsync($"/logins/{LoginTests.Value(account, "institutionLoginId")}?refresh=true", LoginTests.Credentials("direct", "bad"));

        var list = XDocument.Parse((await program.GetAsync(path)).Text).Root!;

        Assert.Equal("CREDENTIALS_REQUIRED", list.Attribute("notRefreshedReason")!.Value);
        Assert.NotEmpty(list.Elements());
    }

    [Fact]
    public async Task Positions_AreWhatTheAccountHolds_AndNoneWhereItHoldsNone()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");

        var held = XDocument.Parse((await program.GetAsync($"/accounts/{await FindAsync(program, "0000000000")}/positions")).Text).Root!.Elements().ToList();
        var none = (await program.GetAsync($"/accounts/{await FindAsync(program, "1000001111")}/positions")).Text;

        Assert.NotEmpty(held);
        Assert.All(held, position =>
        {
            var (units, price) = (decimal.Parse(LoginTests.Value(position, "units"), CultureInfo.InvariantCulture), decimal.Parse(LoginTests.Value(position, "unitPrice"), CultureInfo.InvariantCulture));
            Assert.True(units > 0 && price > 0);
            Assert.EndsWith("INFO", LoginTests.Value(position, "invSecurityType"), StringComparison.Ordinal);
        });
        // To the letter, since programs' own tests compare it so.
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><InvestmentPositions xmlns=\"http://schema.intuit.com/platform/fdatafeed/invposition/v1\""
            + " xmlns:ns2=\"http://schema.intuit.com/platform/fdatafeed/securityinfo/v1\"/>",
            none);
    }

    [Fact]
    public async Task Json_HasNumbersAndMilliseconds()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program(isJson: true).SignOnAsync("customer-1");
        await program.PostAsync("/institutions/100000/logins", """{"credentials":{"credential":[{"name":"Banking Userid","value":"direct"},{"name":"Banking Password","value":"x"}]}}""");
        var accounts = JsonDocument.Parse((await program.GetAsync("/accounts")).Text).RootElement.GetProperty("accounts").EnumerateArray().ToList();
        var checking = accounts.Single(account => account.GetProperty("accountNumber").GetString() == "1000001111");

        var list = JsonDocument.Parse((await program.GetAsync($"/accounts/{checking.GetProperty("accountId").GetInt64()}/transactions?txnStartDate=2026-01-01")).Text).RootElement;

        Assert.Equal("0", checking.GetProperty("aggrStatusCode").GetString());
        Assert.Equal(["bankingTransactions", "notRefreshedReason"], list.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal("NOT_NECESSARY", list.GetProperty("notRefreshedReason").GetString());
        var first = list.GetProperty("bankingTransactions")[0];
        Assert.Equal(JsonValueKind.Number, first.GetProperty("id").ValueKind);
        Assert.Equal(8 * 3600_000, first.GetProperty("postedDate").GetInt64() % 86_400_000);
        Assert.Equal(JsonValueKind.False, first.GetProperty("pending").ValueKind);
    }

    [Fact]
    public async Task ADeletedAccount_IsGone_AndTheOthersStay()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var id = await FindAsync(program, "1000001111");

        Assert.Equal(HttpStatusCode.OK, (await program.DeleteAsync($"/accounts/{id}")).Status);

        LoginTests.AssertStatus(await program.DeleteAsync($"/accounts/{id}"), HttpStatusCode.NotFound, "api.database.account.notfound");
        Assert.Equal(9, XDocument.Parse((await program.GetAsync("/accounts")).Text).Root!.Elements().Count());
    }

    [Fact]
    public async Task AnothersAccounts_AreAsUnknownAsNone()
    {
        await using var server = await AggCatServer.StartAsync();
        var mine = await server.Program().SignOnAsync("customer-1");
        var id = await FindAsync(mine, "1000001111");
        var other = await server.Program().SignOnAsync("customer-2");

        foreach (var path in new[] { $"/accounts/{id}", $"/accounts/{id}/transactions?txnStartDate=2026-01-01", $"/accounts/{id}/positions" })
            LoginTests.AssertStatus(await other.GetAsync(path), HttpStatusCode.NotFound, "api.database.account.notfound");
        LoginTests.AssertStatus(await other.DeleteAsync($"/accounts/{id}"), HttpStatusCode.NotFound, "api.database.account.notfound");
    }

    private static async Task<IReadOnlyList<XElement>> AddAsync(AggCatProgram program)
    {
        var added = await program.PostAsync("/institutions/100000/logins", LoginTests.Credentials("direct", "anything"));
        return [.. XDocument.Parse(added.Text).Root!.Elements()];
    }

    private static async Task<string> FindAsync(AggCatProgram program, string number) =>
        LoginTests.Value((await AddAsync(program)).Single(account => LoginTests.Value(account, "accountNumber") == number), "accountId");

    private static async Task<IReadOnlyList<XElement>> TransactionsAsync(AggCatProgram program, string id, string query) =>
        [.. XDocument.Parse((await program.GetAsync($"/accounts/{id}/transactions{query}")).Text).Root!.Elements()];
}
