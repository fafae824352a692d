using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tributary.Outbound.Tests;

/// <summary>What goes over the wire, and what does not.</summary>
public sealed class SendingTests
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    [Fact]
    public async Task Post_SendsWhatItWasGiven_AndBringsTheAnswer()
    {
        await using var server = CannedServer.Saying(CannedServer.Ok("thanks"));
        using var outbound = new OutboundHttp(new OutboundRules());

        var answer = await outbound.SendAsync(
            new OutboundRequest
            {
                Method = HttpMethod.Post,
                Target = outbound.Target($"{server.Url}hook?key=k%201&x", OutboundReach.Sandbox),
                Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Event"] = "7" },
                Body = Encoding.UTF8.GetBytes("{}"),
                ContentType = "application/json",
            },
            CancellationToken.None);

        Assert.Equal((200, "text/plain", "thanks", false), (answer.Status, answer.ContentType, Encoding.ASCII.GetString(answer.Body.Span), answer.IsCut));
        var head = Assert.Single(server.Requests);
        Assert.StartsWith($"POST /hook?key=k%201&x HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\n", head, StringComparison.Ordinal);
        Assert.Contains("X-Event: 7\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Accept-Encoding", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("traceparent", head, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("http://127.0.0.1/hook", "/hook?code=a%2Fb")]
    [InlineData("http://127.0.0.1", "/?code=a%2Fb")]
    [InlineData("http://127.0.0.1/hook?", "/hook?code=a%2Fb")]
    [InlineData("http://127.0.0.1/hook?key=%2B1&x", "/hook?key=%2B1&x&code=a%2Fb")]
    public async Task Parameter_JoinsTheQueryThereIs(string url, string asked)
    {
        await using var server = CannedServer.Saying(CannedServer.Ok(""));
        using var outbound = new OutboundHttp(new OutboundRules());
        var target = outbound.Target(url.Replace("127.0.0.1", $"127.0.0.1:{server.Port}", StringComparison.Ordinal), OutboundReach.Sandbox);

        await outbound.SendAsync(Get(target.With("code", "a/b")), CancellationToken.None);

        Assert.StartsWith($"GET {asked} ", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirection_IsNotFollowed(int status)
    {
        await using var canary = CannedServer.Saying(CannedServer.Ok("caught"));
        await using var server = CannedServer.Saying($"HTTP/1.1 {status} Go\r\nLocation: {canary.Url}\r\nContent-Length: 0\r\n\r\n");
        using var outbound = new OutboundHttp(new OutboundRules());

        var answer = await GetAsync(outbound, server.Url, OutboundReach.Sandbox);

        Assert.Equal(status, answer.Status);
        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task Cookie_IsForgotten()
    {
        await using var server = CannedServer.Saying(CannedServer.Ok("", "Set-Cookie: a=b\r\nConnection: close\r\n"));
        using var outbound = new OutboundHttp(new OutboundRules());

        await GetAsync(outbound, server.Url, OutboundReach.Sandbox);
        await GetAsync(outbound, server.Url, OutboundReach.Sandbox);

        Assert.All(server.Requests, head => Assert.DoesNotContain("Cookie", head, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task HugeBody_IsCut_AndNotUnpacked()
    {
        await using var server = new CannedServer(async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), stop);
            var chunk = Encoding.ASCII.GetBytes($"1000\r\n{new string('z', 0x1000)}\r\n");
            while (!stop.IsCancellationRequested)
                await stream.WriteAsync(chunk, stop);
        });
        using var outbound = new OutboundHttp(new OutboundRules(), new OutboundLimits { MostBodyBytes = 10_000 });

        var answer = await GetAsync(outbound, server.Url, OutboundReach.Sandbox);

        Assert.True(answer.IsCut);
        Assert.Equal(new string('z', 10_000), Encoding.ASCII.GetString(answer.Body.Span));
    }

    [Fact]
    public async Task HugeHead_IsRefused()
    {
        await using var server = new CannedServer(async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), stop);
            while (!stop.IsCancellationRequested)
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"X-More: {new string('z', 1000)}\r\n"), stop);
        });
        using var outbound = new OutboundHttp(new OutboundRules());

        await FailsAsync(OutboundFailure.Malformed, () => GetAsync(outbound, server.Url, OutboundReach.Sandbox));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n1")]
    public async Task AnswerThatNeverEnds_IsGivenUp(string beginning)
    {
        await using var server = new CannedServer(async (stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        using var outbound = new OutboundHttp(new OutboundRules(), new OutboundLimits { AnswerWithin = TimeSpan.FromMilliseconds(300) });

        await FailsAsync(OutboundFailure.TimedOut, () => GetAsync(outbound, server.Url, OutboundReach.Sandbox));
    }

    [Fact]
    public async Task AnswerThatDrips_IsGivenUp()
    {
        await using var server = new CannedServer(async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n"u8.ToArray(), stop);
            while (!stop.IsCancellationRequested)
            {
                await stream.WriteAsync("z"u8.ToArray(), stop);
                await Task.Delay(10, stop);
            }
        });
        using var outbound = new OutboundHttp(new OutboundRules(), new OutboundLimits { AnswerWithin = TimeSpan.FromMilliseconds(300) });

        await FailsAsync(OutboundFailure.TimedOut, () => GetAsync(outbound, server.Url, OutboundReach.Sandbox));
    }

    [Theory]
    [InlineData("not http at all\r\n\r\n")]
    [InlineData("HTTP/1.1 OK\r\n\r\n")]
    public async Task AnswerThatIsNone_IsSaid(string answer)
    {
        await using var server = CannedServer.Saying(answer);
        using var outbound = new OutboundHttp(new OutboundRules());

        await FailsAsync(OutboundFailure.Malformed, () => GetAsync(outbound, server.Url, OutboundReach.Sandbox));
    }

    [Fact]
    public async Task PlainServerBehindHttps_IsNotTrusted()
    {
        await using var server = CannedServer.Saying(CannedServer.Ok("hello"));
        using var outbound = new OutboundHttp(new OutboundRules());

        await FailsAsync(
            OutboundFailure.NotTrusted, () => GetAsync(outbound, new Uri($"https://127.0.0.1:{server.Port}/"), OutboundReach.Sandbox));
    }

    [Fact]
    public async Task Failure_TellsNothingOfTheQuery()
    {
        using var outbound = new OutboundHttp(new OutboundRules());
        var target = outbound.Target("http://127.0.0.1:1/hook?key=hidden", OutboundReach.Sandbox);

        var failure = await FailsAsync(OutboundFailure.Unreachable, () => outbound.SendAsync(Get(target), CancellationToken.None));

        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", $"{Get(target)} {target}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task NameWithoutAddress_IsSaid()
    {
        using var unknown = new OutboundHttp(new OutboundRules(), new OutboundLimits(), (_, _) => throw new SocketException(11001), NoDial);
        using var empty = new OutboundHttp(new OutboundRules(), new OutboundLimits(), (_, _) => Task.FromResult<IPAddress[]>([]), NoDial);

        await FailsAsync(OutboundFailure.Unresolved, () => GetAsync(unknown, new Uri("https://app.example/"), OutboundReach.Internet));
        await FailsAsync(OutboundFailure.Unresolved, () => GetAsync(empty, new Uri("https://app.example/"), OutboundReach.Internet));
    }

    [Fact]
    public async Task OneForbiddenAddressAmongMany_ForbidsTheName()
    {
        await using var canary = CannedServer.Saying(CannedServer.Ok("caught"));
        foreach (var forbidden in AddressTests.ForbiddenAddresses.Select(IPAddress.Parse))
        {
            using var outbound = new OutboundHttp(
                new OutboundRules(), new OutboundLimits(), (_, _) => Task.FromResult<IPAddress[]>([Public, forbidden]), NoDial);

            await FailsAsync(OutboundFailure.ForbiddenAddress, () => GetAsync(outbound, new Uri("https://app.example/"), OutboundReach.Internet));
        }

        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task NameOfTheLoopback_IsForbiddenOnTheInternet_AndOpenInTheSandbox()
    {
        await using var server = CannedServer.Saying(CannedServer.Ok("hello"));
        using var outbound = new OutboundHttp(
            new OutboundRules($"opened.example:{server.Port}"), new OutboundLimits(), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), DialAsync);

        await FailsAsync(OutboundFailure.ForbiddenAddress, () => GetAsync(outbound, new Uri("https://inside.example/"), OutboundReach.Internet));
        Assert.Equal(0, server.Connections);
        Assert.Equal(200, (await GetAsync(outbound, new Uri($"http://inside.example:{server.Port}/"), OutboundReach.Sandbox)).Status);

        // Opened by the operator, it is reached; that it speaks no TLS is what fails.
        await FailsAsync(
            OutboundFailure.NotTrusted, () => GetAsync(outbound, new Uri($"https://opened.example:{server.Port}/"), OutboundReach.Internet));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task OwnAddresses_AreForbidden()
    {
        foreach (var own in AddressRules.Own())
        {
            using var outbound = new OutboundHttp(new OutboundRules(), new OutboundLimits(), (_, _) => Task.FromResult<IPAddress[]>([own]), NoDial);

            await FailsAsync(OutboundFailure.ForbiddenAddress, () => GetAsync(outbound, new Uri("https://app.example/"), OutboundReach.Internet));
        }

        Assert.Throws<OutboundException>(() => new OutboundRules().RequireAllowed("app.example", 443, [Public], OutboundReach.Internet, [Public]));
    }

    [Fact]
    public async Task ConnectionGoesToTheAddressJustChecked_WhateverTheNameSaysNext()
    {
        await using var canary = CannedServer.Saying(CannedServer.Ok("caught"));
        var asked = 0;
        var dialled = new List<IPAddress>();
        using var outbound = new OutboundHttp(
            new OutboundRules(),
            new OutboundLimits(),
            (_, _) => Task.FromResult<IPAddress[]>([asked++ == 0 ? Public : IPAddress.Loopback]),
            (address, _) =>
            {
                dialled.Add(address.Address);
                throw new SocketException((int)SocketError.ConnectionRefused);
            });

        await FailsAsync(OutboundFailure.Unreachable, () => GetAsync(outbound, new Uri("https://app.example/"), OutboundReach.Internet));
        Assert.Equal((1, Public), (asked, Assert.Single(dialled)));

        await FailsAsync(OutboundFailure.ForbiddenAddress, () => GetAsync(outbound, new Uri("https://app.example/"), OutboundReach.Internet));
        Assert.Equal((2, 1), (asked, dialled.Count));
        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task ConnectionOfTheSandbox_IsNotLentToTheInternet()
    {
        await using var server = CannedServer.Saying(CannedServer.Ok("hello"));
        using var outbound = new OutboundHttp(new OutboundRules($"app.example:{server.Port}"), new OutboundLimits(), ResolveToLoopback, DialAsync);

        await GetAsync(outbound, new Uri($"http://app.example:{server.Port}/"), OutboundReach.Sandbox);
        await FailsAsync(
            OutboundFailure.NotTrusted, () => GetAsync(outbound, new Uri($"https://app.example:{server.Port}/"), OutboundReach.Internet));

        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task OldServerThatClosesWithoutSayingSo_TakesEveryRequest()
    {
        await using var server = CannedServer.Saying("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok");
        using var outbound = new OutboundHttp(new OutboundRules());

        for (var i = 0; i < 50; i++)
            Assert.Equal(200, (await GetAsync(outbound, server.Url, OutboundReach.Sandbox)).Status);

        Assert.Equal(50, server.Connections);
        Assert.All(server.Requests, head => Assert.Contains("Connection: close", head, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecondAddress_IsTriedWhenTheFirstTakesNoConnection()
    {
        await using var server = CannedServer.Saying(CannedServer.Ok("hello"));
        using var outbound = new OutboundHttp(
            new OutboundRules(),
            new OutboundLimits(),
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.IPv6Loopback, IPAddress.Loopback]),
            DialAsync);

        Assert.Equal(200, (await GetAsync(outbound, new Uri($"http://localhost:{server.Port}/"), OutboundReach.Sandbox)).Status);
    }

    [Fact]
    public async Task Cancelling_IsTheCallers()
    {
        await using var server = new CannedServer((_, stop) => Task.Delay(Timeout.Infinite, stop));
        using var outbound = new OutboundHttp(new OutboundRules());
        using var cancelled = new CancellationTokenSource();
        var sending = outbound.SendAsync(Get(outbound.Target(server.Url.ToString(), OutboundReach.Sandbox)), cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private static OutboundRequest Get(OutboundTarget target) => new() { Method = HttpMethod.Get, Target = target };

    private static Task<OutboundAnswer> GetAsync(OutboundHttp outbound, Uri url, OutboundReach reach) =>
        outbound.SendAsync(Get(outbound.Target(url.ToString(), reach)), CancellationToken.None);

    private static async Task<OutboundException> FailsAsync(OutboundFailure failure, Func<Task> sending)
    {
        var failed = await Assert.ThrowsAsync<OutboundException>(sending);
        Assert.Equal(failure, failed.Failure);
        return failed;
    }

    private static Task<IPAddress[]> ResolveToLoopback(string host, CancellationToken cancellationToken) =>
        Task.FromResult<IPAddress[]>([IPAddress.Loopback]);

    private static ValueTask<Stream> NoDial(IPEndPoint address, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{address} was dialled.");

    private static async ValueTask<Stream> DialAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var client = new TcpClient(address.AddressFamily);
        await client.ConnectAsync(address, cancellationToken);
        return client.GetStream();
    }
}
