using System.Net;
using Tributary.Faces.Limits;

namespace Tributary.Server.Tests.Finicity;

/// <summary>More than a partner may ask is refused, and only to whom it concerns. The counters run by the machine's clock.</summary>
public sealed class LimitTests
{
    // More than any burst here, and sent far faster than the counters fill.
    private const int Flood = 300;

    private static readonly RequestLimits OneASecond = new() { RequestsPerSecond = 1 };

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/xml")]
    public async Task PartnerOverItsRate_IsToldWhenToGoOn_AndIsServedThen(string format)
    {
        await using var server = await StartAsync(OneASecond);
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        using var other = await FinicityCaller.OfNewPartnerAsync(server);
        caller.Accept = format;

        var refused = await UntilTooManyAsync(() => caller.GetAsync("v1/institutions"));

        Assert.Equal(format, refused.ContentType);
        (await other.GetAsync("v1/institutions")).Is(200);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Operator.GetAsync("/tributary/v1/health")).StatusCode);
        await Task.Delay(refused.RetryAfter!.Value);
        (await caller.GetAsync("v1/institutions")).Is(200);
    }

    [Fact]
    public async Task RateIsOfThePartner_WhateverTheCallAndTheToken()
    {
        await using var server = await StartAsync(OneASecond);
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        using var second = await FinicityCaller.OfSandboxAsync(server);

        await UntilTooManyAsync(() => caller.GetAsync("v1/customers"));

        await UntilTooManyAsync(() => second.PostAsync("v1/customers/testing", "{}"), most: 5);
    }

    [Fact]
    public async Task StrangerWithoutTheAppKey_NeitherLocksNorSlowsAPartnerAtTheSameAddress()
    {
        await using var server = await StartAsync(OneASecond);
        using var partner = await FinicityCaller.OfSandboxAsync(server);
        using var stranger = await FinicityCaller.OfSandboxAsync(server);
        stranger.AppKey = "0123456789abcdef0123456789abcdef";

        (await stranger.TryAuthenticateAsync("wrong")).IsError(401, 10027);
        await UntilTooManyAsync(() => stranger.TryAuthenticateAsync("wrong"));
        await UntilTooManyAsync(() => stranger.GetAsync("v1/institutions"), most: 5);

        (await partner.GetAsync("v1/institutions")).Is(200);
        server.Clock.Advance(TimeSpan.FromHours(3));
        (await partner.GetAsync("v1/institutions")).IsError(401, 10023);
        await partner.AuthenticateAsync();
        (await partner.GetAsync("v1/institutions")).Is(200);
    }

    [Fact]
    public async Task StrangerWithTheAppKeyAndNoToken_DoesNotSlowThePartner_WhoIsToldWhenItsTokenHasEnded()
    {
        await using var server = await StartAsync(OneASecond);
        using var partner = await FinicityCaller.OfSandboxAsync(server);
        using var stranger = await FinicityCaller.OfSandboxAsync(server);
        stranger.Token = "Qm7xWf2Lr9KdT4sVb1Za";

        for (var i = 0; i < Flood; i++)
            (await stranger.GetAsync("v1/institutions")).IsError(401, 10022);

        (await partner.GetAsync("v1/institutions")).Is(200);
        server.Clock.Advance(TimeSpan.FromHours(3));
        (await partner.GetAsync("v1/institutions")).IsError(401, 10023);
        await partner.AuthenticateAsync();
        (await partner.GetAsync("v1/institutions")).Is(200);
    }

    [Fact]
    public async Task AskingForTokensWithoutEnd_IsRefused_AndTheTokensThereAreGoOn()
    {
        await using var server = await StartAsync(OneASecond);
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        using var other = await FinicityCaller.OfNewPartnerAsync(server);

        await UntilTooManyAsync(() => caller.TryAuthenticateAsync(server.Sandbox.PartnerSecret.Reveal()));

        (await caller.GetAsync("v1/institutions")).Is(200);
        await other.AuthenticateAsync();
    }

    [Fact]
    public async Task SignInsAtOnce_AreCountedApart_AndMakeRoomWhenTheyEnd()
    {
        await using var server = await StartAsync(new RequestLimits { SignInsAtOnce = 1, CallsAtOnce = 1 });
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        using var other = await FinicityCaller.OfNewPartnerAsync(server);
        var customers = new[] { await caller.AddTestingCustomerAsync(), await caller.AddTestingCustomerAsync() };
        var othersCustomer = await other.AddTestingCustomerAsync();
        var gate = server.Script.At(FinicityCaller.FinBank, "demo").Hold();
        var first = caller.TryAddAllAsync(customers[0]);
        await gate.Arrived;

        IsTooMany(await caller.TryAddAllAsync(customers[1]));
        (await caller.GetAsync($"v1/customers/{customers[0]}")).Is(200);
        var others = other.TryAddAllAsync(othersCustomer);
        gate.Open();

        (await first).Is(200);
        (await others).Is(200);
        (await caller.TryAddAllAsync(customers[1])).Is(200);
    }

    [Fact]
    public async Task WithoutLimits_NothingIsTooMuch()
    {
        await using var server = await StartAsync(new RequestLimits { RequestsPerSecond = 0, CallsAtOnce = 0 });
        using var caller = await FinicityCaller.OfSandboxAsync(server);

        for (var i = 0; i < Flood; i++)
            (await caller.GetAsync("v1/institutions")).Is(200);
    }

    [Fact]
    public async Task ListThatComesWhole_HasAnEnd_AndTellsOfIt()
    {
        await using var server = await TestServer.StartAsync();
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        const int count = 50_001;
        var transactions = Enumerable.Range(1, count).Select(number => $"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260210<TRNAMT>-1.00<FITID>{number}<NAME>TEA</STMTTRN>");
        using var file = new StringContent(
            "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n"
            + "<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD"
            + "<BANKACCTFROM><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20260201<DTEND>20260228"
            + $"{string.Concat(transactions)}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>");
        using var imported = await server.Operator.PostAsync("/tributary/v1/imports?customer=tea-drinker", file);
        Assert.Equal(HttpStatusCode.OK, imported.StatusCode);
        var customer = (await caller.GetAsync("v1/customers")).Is(200).Json.GetProperty("customers")[0].GetProperty("id").GetString();

        var list = (await caller.GetAsync($"v1/customers/{customer}/transactions?fromDate=1&toDate=4102444800")).Is(200).Json;

        Assert.Equal(count, list.GetProperty("found").GetInt32());
        Assert.Equal(count - 1, list.GetProperty("transactions").GetArrayLength());
        Assert.True(list.GetProperty("moreAvailable").GetBoolean());
    }

    [Fact]
    public async Task TooManyParameters_AreRefused()
    {
        await using var server = await TestServer.StartAsync();
        using var caller = await FinicityCaller.OfSandboxAsync(server);

        (await caller.GetAsync($"v1/institutions?{Parameters(100)}")).Is(200);
        (await caller.GetAsync($"v1/institutions?{Parameters(101)}")).IsError(400, 14020, "Bad request. Not valid: more than 100 parameters");

        static string Parameters(int count) => string.Join('&', Enumerable.Range(1, count).Select(number => $"p{number}=1"));
    }

    // The host answers these itself, before it knows whose they are.
    [Fact]
    public async Task TooLongAnAddress_Is414_AndTooManyOrTooLargeHeadersAre431()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal(HttpStatusCode.RequestUriTooLong, await StatusAsync(server, $"/aggregation/v1/institutions?search={new string('a', 8 * 1024)}", []));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await StatusAsync(server, "/aggregation/v1/institutions", Headers(101, "x")));
        Assert.Equal(
            HttpStatusCode.RequestHeaderFieldsTooLarge, await StatusAsync(server, "/aggregation/v1/institutions", Headers(1, new string('x', 32 * 1024))));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, "/aggregation/v1/institutions", Headers(90, "x")));
    }

    private static Task<TestServer> StartAsync(RequestLimits limits) => TestServer.StartAsync(options => options with { RequestLimits = limits });

    private static async Task<FinicityReply> UntilTooManyAsync(Func<Task<FinicityReply>> call, int most = Flood)
    {
        for (var i = 0; i < most; i++)
        {
            if (await call() is { Status: HttpStatusCode.TooManyRequests } refused)
                return IsTooMany(refused);
        }

        throw new Xunit.Sdk.XunitException($"{most} calls in a row, and none was too many.");
    }

    private static FinicityReply IsTooMany(FinicityReply reply)
    {
        Assert.InRange(reply.IsError(429, 10100, "Too many requests.").RetryAfter!.Value.TotalSeconds, 1, 60);
        return reply;
    }

    private static IEnumerable<(string Name, string Value)> Headers(int count, string value) =>
        Enumerable.Range(1, count).Select(number => ($"X-Extra-{number}", value));

    private static async Task<HttpStatusCode> StatusAsync(TestServer server, string path, IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await server.Http.SendAsync(request);
        return response.StatusCode;
    }
}
