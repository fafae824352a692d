using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Tributary.Server.Tests.Finicity.TxPush;

/// <summary>Subscribing, proving a callback, and ending a subscription.</summary>
public sealed class SubscriptionTests(FinicityServer fixture) : IClassFixture<FinicityServer>, IAsyncLifetime
{
    private Listener _listener = null!;
    private FinicityCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _listener = await Listener.StartAsync();
        _caller = await fixture.CallerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _listener.DisposeAsync();
    }

    [Fact]
    public async Task Subscribing_AsksTheCallbackForItsCode_AndMakesTwo()
    {
        var household = await _caller.AddAllAsync();

        var reply = await _caller.TrySubscribeAsync(household.Customer, household.Accounts[0], $"{_listener.Url}?mine=1");

        var subscriptions = reply.Is(201).Json.GetProperty("subscriptions").EnumerateArray().ToArray();
        Assert.Equal(["account", "transaction"], subscriptions.Select(one => one.GetProperty("type").GetString()));
        Assert.All(subscriptions, one => Assert.Equal($"{_listener.Url}?mine=1", one.GetProperty("callbackUrl").GetString()));
        Assert.All(subscriptions, one => Assert.Equal(household.Accounts[0], one.GetProperty("accountId").GetRawText()));
        Assert.NotEqual(subscriptions[0].GetProperty("signingKey").GetString(), subscriptions[1].GetProperty("signingKey").GetString());
        Assert.Matches("^/hook\\?mine=1&txpush_verification_code=[A-Za-z0-9]{20}$", Assert.Single(_listener.Asked));
    }

    [Fact]
    public async Task SubscribingInXml_IsAnsweredInXml()
    {
        var household = await _caller.AddAllAsync();
        _caller.Accept = "application/xml";

        var reply = await _caller.PostAsync(
            $"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}/txpush",
            $"<subscription><callbackUrl>{_listener.Url}</callbackUrl></subscription>");

        var list = reply.Is(201).Xml;
        Assert.Equal("subscriptions", list.Name.LocalName);
        Assert.All(
            list.Elements("subscription"),
            one => Assert.Equal(["id", "accountId", "type", "callbackUrl", "signingKey"], one.Elements().Select(element => element.Name.LocalName)));
        Assert.Equal(2, list.Elements().Count());
    }

    [Fact]
    public async Task Callback_ThatDoesNotProveItself_IsNotSubscribed()
    {
        var household = await _caller.AddAllAsync();
        await using var canary = await Listener.StartAsync();
        Dictionary<string, Func<HttpContext, Task>> answers = new(StringComparer.Ordinal)
        {
            ["another text"] = context => Results.Text("hello", "text/plain").ExecuteAsync(context),
            ["text/plain"] = context => Results.Text($"\"{context.Request.Query["txpush_verification_code"]}\"", "application/json").ExecuteAsync(context),
            ["HTTP 404"] = context => Results.NotFound().ExecuteAsync(context),
            ["HTTP 302"] = context => Results.Redirect(canary.Url + context.Request.QueryString).ExecuteAsync(context),
        };
        foreach (var (complaint, answer) in answers)
        {
            _listener.Verify = answer;
            var refusal = (await _caller.TrySubscribeAsync(household.Customer, household.Accounts[0], _listener.Url)).IsError(400, 14020);
            Assert.Contains($"The callback could not be verified.", refusal.Text, StringComparison.Ordinal);
            Assert.Contains(complaint, refusal.Text, StringComparison.Ordinal);
        }

        Assert.Empty(canary.Asked);
        (await _caller.DeleteAsync($"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}/txpush")).IsError(404, 60007);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://[::ffff:127.0.0.1]:1/")]
    [InlineData("http://user:secret@127.0.0.1/")]
    [InlineData("http://8.8.8.8:2525/")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("hook")]
    public async Task Callback_OutsideOfTheInternetAndTheLoopback_IsNotCalled(string url)
    {
        var household = await _caller.AddAllAsync();

        var refusal = await _caller.TrySubscribeAsync(household.Customer, household.Accounts[0], url);

        Assert.Contains("Not valid: callbackUrl.", refusal.IsError(400, 14020).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callback_WhereNobodyListens_IsSaid()
    {
        var household = await _caller.AddAllAsync();
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var free = ((IPEndPoint)port.LocalEndpoint).Port;
        port.Stop();

        var refusal = await _caller.TrySubscribeAsync(household.Customer, household.Accounts[0], $"http://127.0.0.1:{free}/");

        Assert.Contains("takes no connection", refusal.IsError(400, 14020).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callback_IsDemanded()
    {
        var household = await _caller.AddAllAsync();

        foreach (var body in new[] { "", "{}", """{"callbackUrl":" "}""", "<subscription/>" })
        {
            (await _caller.PostAsync($"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}/txpush", body))
                .IsError(400, 10005, "Missing parameter (callbackUrl)");
        }
    }

    [Fact]
    public async Task TheServerItself_IsNoCallback()
    {
        var household = await _caller.AddAllAsync();

        var refusal = (await _caller.TrySubscribeAsync(household.Customer, household.Accounts[0], new Uri(fixture.Server.Server.Url, "/hook").ToString())).IsError(400, 14020);

        Assert.Contains("an address of this server", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RealAccount_DemandsHttpsAndTheInternet_AndTakesNoTestTransactions()
    {
        using var statement = new StringContent(Statement);
        var report = await fixture.Server.Operator.PostAsync("tributary/v1/imports?customer=real-person", statement);
        Assert.True(report.IsSuccessStatusCode, await report.Content.ReadAsStringAsync());
        var imported = System.Text.Json.JsonDocument.Parse(await report.Content.ReadAsStringAsync()).RootElement;
        var customer = imported.GetProperty("customer").GetProperty("id").GetString()!;
        var account = imported.GetProperty("accounts")[0].GetProperty("id").GetString()!;

        foreach (var url in new[] { _listener.Url, _listener.Url.Replace("http:", "https:", StringComparison.Ordinal), "http://app.example/hook" })
            (await _caller.TrySubscribeAsync(customer, account, url)).IsError(400, 14020);
        (await _caller.PostAsync(
            $"v1/customers/{customer}/accounts/{account}/transactions", """{"amount":1,"description":"x","transactionDate":1772400000}"""))
            .IsError(403, 10021);

        Assert.Empty(_listener.Asked);
    }

    [Fact]
    public async Task SameCallbackAgain_TakesTheEarlierOnesPlace()
    {
        var household = await _caller.AddAllAsync();
        var first = await _caller.SubscribeAsync(household, _listener.Url);
        var second = await _caller.SubscribeAsync(household, _listener.Url);

        await _caller.AddTestTransactionAsync(household);

        var told = await _listener.UntilToldAsync(2);
        Assert.All(told, one => Assert.True(one.IsSignedBy(second[one.Class].GetProperty("signingKey").GetString()!)));
        (await _caller.DeleteAsync($"v1/customers/{household.Customer}/subscriptions/{first["account"].GetProperty("id")}")).IsError(404, 60013);
    }

    [Fact]
    public async Task Ending_IsOnceAndForAll()
    {
        var household = await _caller.AddAllAsync();
        var path = $"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}/txpush";
        (await _caller.DeleteAsync(path)).IsError(404, 60007, "No active subscription found for a given account");
        var subscriptions = await _caller.SubscribeAsync(household, _listener.Url);
        var one = $"v1/customers/{household.Customer}/subscriptions/{subscriptions["transaction"].GetProperty("id")}";

        (await _caller.DeleteAsync(one)).Is(204).IsEmpty();
        (await _caller.DeleteAsync(one)).IsError(404, 60013, "No active subscription found for a given customer.");
        await _caller.AddTestTransactionAsync(household);
        Assert.Equal("account", Assert.Single(await _listener.UntilToldAsync(1)).Class);
        (await _caller.DeleteAsync(path)).Is(204).IsEmpty();
        (await _caller.DeleteAsync(path)).IsError(404, 60007);
    }

    [Theory]
    [InlineData("""{"description":"x","transactionDate":1}""", 10005)]
    [InlineData("""{"amount":1,"transactionDate":1}""", 10005)]
    [InlineData("""{"amount":1,"description":"x"}""", 10005)]
    [InlineData("""{"amount":"much","description":"x","transactionDate":1}""", 14020)]
    [InlineData("""{"amount":1,"description":"x","transactionDate":"today"}""", 41002)]
    [InlineData("""{"amount":1,"description":"x","transactionDate":1,"status":"shadow"}""", 18017)]
    public async Task TestTransaction_ThatMakesNoSense_IsRefused(string body, int code)
    {
        var household = await _caller.AddAllAsync();

        (await _caller.PostAsync($"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}/transactions", body)).IsError(400, code);
    }

    private const string Statement =
        """
        OFXHEADER:100
        DATA:OFXSGML
        VERSION:102
        SECURITY:NONE
        ENCODING:USASCII
        CHARSET:1252
        COMPRESSION:NONE
        OLDFILEUID:NONE
        NEWFILEUID:NONE

        <OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD
        <BANKACCTFROM><BANKID>111<ACCTID>222<ACCTTYPE>CHECKING</BANKACCTFROM>
        <BANKTRANLIST><DTSTART>20260101<DTEND>20260201
        <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260110<TRNAMT>-1.00<FITID>1<NAME>SHOP</STMTTRN>
        </BANKTRANLIST><LEDGERBAL><BALAMT>5.00<DTASOF>20260201</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
        """;
}
