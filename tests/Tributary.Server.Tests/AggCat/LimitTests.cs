using System.Net;
using Tributary.Faces.Limits;
using Tributary.Server.Tests.Finicity;
using Tributary.TestKit.AggCat;

namespace Tributary.Server.Tests.AggCat;

/// <summary>More than a partner may ask is refused in this protocol's words, and counted together with its calls of the other one.</summary>
public sealed class LimitTests
{
    private const int Flood = 300;

    private static readonly RequestLimits OneASecond = new() { RequestsPerSecond = 1 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PartnerOverItsRate_IsThrottled_AndServedAfterTheTimeItWasTold(bool isJson)
    {
        await using var server = await StartAsync(OneASecond);
        var program = await server.Program(isJson: isJson).SignOnAsync("customer-1");

        var refused = await UntilThrottledAsync(() => program.GetAsync("/accounts"));

        Assert.Equal(isJson ? "application/json" : "application/xml", refused.ContentHeaders.ContentType!.ToString());
        await Task.Delay(refused.Headers.RetryAfter!.Delta!.Value);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/accounts")).Status);
    }

    [Fact]
    public async Task BothProtocols_ShareThePartnersRate()
    {
        await using var server = await StartAsync(OneASecond);
        using var finicity = await FinicityCaller.OfSandboxAsync(server.Test);
        var program = await server.Program().SignOnAsync("customer-1");

        await UntilThrottledAsync(() => program.GetAsync("/accounts"));

        for (var calls = 1; (await finicity.GetAsync("v1/institutions")).Status != HttpStatusCode.TooManyRequests; calls++)
            Assert.True(calls < 5, "The other protocol has a rate of its own.");
    }

    [Fact]
    public async Task SigningOnWithoutEnd_IsThrottled_AndTheTokensThereAreGoOn()
    {
        await using var server = await StartAsync(OneASecond);
        var program = await server.Program().SignOnAsync("customer-1");

        await UntilThrottledAsync(() => program.ExchangeAsync(program.Assertion("customer-2")));

        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/accounts")).Status);
    }

    [Fact]
    public async Task StrangersAtTheSameAddress_AreThrottled_AndNeitherLockNorSlowThePartnerWhoseKeyTheyTook()
    {
        await using var server = await StartAsync(OneASecond);
        var stranger = server.Program();
        var nobody = new AggCatProgram(server.Test.Http, "nobodys", "x", "x", AssertionSigner.TestKey, server.Test.Clock);
        var altered = stranger.Assertion("customer-1").Replace("customer-1", "customer-2", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.ExchangeAsync(altered)).Status);
        await UntilThrottledAsync(() => stranger.ExchangeAsync(altered));
        await UntilThrottledAsync(() => nobody.ExchangeAsync(nobody.Assertion("customer-1")), most: 5);

        var partner = await server.Program().SignOnAsync("customer-1");
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync("/accounts")).Status);
        // A token that has ended is told so whatever strangers do: programs compare the very word.
        partner.Token = "qyprd0000000000000000000000000000000000000000000";
        for (var i = 0; i < Flood; i++)
            Assert.Equal("OAuth oauth_problem=\"token_rejected\"", (await partner.GetAsync("/accounts")).Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task SignInsAtOnce_AreCountedApart()
    {
        await using var server = await StartAsync(new RequestLimits { SignInsAtOnce = 1, CallsAtOnce = 1 });
        var (first, second) = (await server.Program().SignOnAsync("customer-1"), await server.Program().SignOnAsync("customer-2"));
        var gate = server.Test.Script.At(100000, "direct").Hold();
        var adding = first.PostAsync("/institutions/100000/logins", LoginTests.Credentials("direct", "anything"));
        await gate.Arrived;

        IsThrottled(await second.PostAsync("/institutions/100000/logins", LoginTests.Credentials("direct", "anything")));
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/accounts")).Status);
        gate.Open();

        Assert.Equal(HttpStatusCode.Created, (await adding).Status);
        Assert.Equal(HttpStatusCode.Created, (await second.PostAsync("/institutions/100000/logins", LoginTests.Credentials("direct", "anything"))).Status);
    }

    [Fact]
    public async Task WhatIsTooLarge_IsRefusedInThisProtocolsWords()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var large = new string(' ', (1024 * 1024) + 1);

        LoginTests.AssertStatus(await program.PostAsync("/institutions/100000/logins", large), HttpStatusCode.RequestEntityTooLarge, "api.request.invalid");
        LoginTests.AssertStatus(await program.ExchangeAsync(large), HttpStatusCode.RequestEntityTooLarge, "api.request.invalid");
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync($"/accounts?{Parameters(100)}")).Status);
        LoginTests.AssertStatus(await program.GetAsync($"/accounts?{Parameters(101)}"), HttpStatusCode.BadRequest, "api.request.invalid");

        static string Parameters(int count) => string.Join('&', Enumerable.Range(1, count).Select(number => $"p{number}=1"));
    }

    private static Task<AggCatServer> StartAsync(RequestLimits limits) => AggCatServer.StartAsync(options => options with { RequestLimits = limits });

    private static async Task<AggCatReply> UntilThrottledAsync(Func<Task<AggCatReply>> call, int most = Flood)
    {
        for (var i = 0; i < most; i++)
        {
            if (await call() is { Status: HttpStatusCode.ServiceUnavailable } refused)
                return IsThrottled(refused);
        }

        throw new Xunit.Sdk.XunitException($"{most} calls in a row, and none was too many.");
    }

    private static AggCatReply IsThrottled(AggCatReply reply)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.Status);
        Assert.Contains("api.request.throttled", reply.Text, StringComparison.Ordinal);
        Assert.InRange(reply.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        return reply;
    }
}
