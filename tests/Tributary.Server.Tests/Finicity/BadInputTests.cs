using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Tributary.Server.Tests.Finicity;

public sealed class BadInputTests(FinicityServer fixture) : IClassFixture<FinicityServer>
{
    [Theory]
    [InlineData("{")]
    [InlineData("""{"username":}""")]
    [InlineData("""{"username":"a" "b"}""")]
    [InlineData("""{"username":"half a pair \ud800"}""")]
    [InlineData("""{"username":"abcdef"} and more""")]
    [InlineData("username=abcdef")]
    [InlineData("<customer>")]
    [InlineData("<customer><username>abcdef</customer>")]
    [InlineData("<customer><username>&nobody;</username></customer>")]
    [InlineData("<a/><b/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"no-such\"?><customer/>")]
    public async Task MalformedBody_IsRefused_InTheCallersFormat(string body)
    {
        using var caller = await fixture.CallerAsync();
        foreach (var accept in new[] { "application/json", "application/xml" })
        {
            caller.Accept = accept;
            var reply = (await caller.PostAsync("v1/customers/testing", body)).IsError(400, 14020);
            Assert.Equal(accept, reply.ContentType);
        }
    }

    [Theory]
    [InlineData("Content-Type: application/json\r\n", "{}", true)]
    [InlineData("", "", false)]
    public async Task BodySaidToBeEmptyThatComesAllTheSame_SpoilsNoLaterRequest(string type, string body, bool isLast)
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(fixture.Server.Server.Url.Host, fixture.Server.Server.Url.Port);
        await using var stream = client.GetStream();
        var head = $"Host: localhost\r\nFinicity-App-Key: {caller.AppKey}\r\nFinicity-App-Token: {caller.Token}\r\nAccept: application/json\r\n";

        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"POST /aggregation/v1/customers/{household.Customer}/institutionLogins/{household.Login}/accounts HTTP/1.1\r\n{head}{type}Content-Length: 0\r\n\r\n{body}"));
        if (!isLast)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(
                $"GET /aggregation/v1/customers/{household.Customer} HTTP/1.1\r\n{head}Connection: close\r\n\r\n"));
        }

        // It ends where the server ends the connection.
        using var reader = new StreamReader(stream);
        var answers = (await reader.ReadToEndAsync()).Split("HTTP/1.1 ", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(isLast ? 1 : 2, answers.Length);
        Assert.All(answers, answer => Assert.StartsWith("200 ", answer, StringComparison.Ordinal));
        Assert.Equal(isLast, answers[0].Contains("Connection: close", StringComparison.Ordinal));
        Assert.Contains(household.Accounts[0], answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_TellsThePlace_AndNothingOfTheContent()
    {
        using var caller = await fixture.CallerAsync();
        caller.Token = null;

        var reply = await caller.PostAsync("v2/partners/authentication", "{\"partnerId\":\"1\",\n\"partnerSecret\":\"open-sesame\" oops}");

        reply.IsError(400, 14020, "Bad request. The body cannot be read (JSON, line 2, column 31).");
        Assert.DoesNotContain("sesame", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE customer SYSTEM \"http://127.0.0.1:9/x.dtd\"><customer><username>abcdef</username></customer>")]
    [InlineData("<!DOCTYPE c [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><customer><username>&x;</username></customer>")]
    [InlineData("<!DOCTYPE c [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]><customer><username>&b;</username></customer>")]
    [InlineData("<!DOCTYPE customer><customer><username>abcdef</username></customer>")]
    public async Task Dtd_IsRefused_WhateverItSays(string body)
    {
        using var caller = await fixture.CallerAsync();

        (await caller.PostAsync("v1/customers/testing", body)).IsError(400, 14020);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [InlineData("<a>", "</a>")]
    public async Task NestingOfAHundredThousand_IsRefused(string open, string close)
    {
        using var caller = await fixture.CallerAsync();
        var body = new StringBuilder().Insert(0, open, 100_000);
        body.Append(open[0] == '<' ? "" : "1").Insert(body.Length, close, 100_000);

        (await caller.PostAsync("v1/customers/testing", body.ToString())).IsError(400, 14020);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyOfAHundredMegabytes_IsRefusedInTheCallersFormat(bool tellsItsLength)
    {
        using var caller = await fixture.CallerAsync();
        foreach (var (accept, path) in new[] { ("application/json", "v1/customers/testing"), ("application/xml", "v2/partners/authentication") })
        {
            caller.Accept = accept;
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/aggregation/{path}");
            request.Content = new EndlessContent(100 * 1024 * 1024, tellsItsLength);

            var reply = (await caller.SendAsync(request)).IsError(413, 14020);

            Assert.Equal(accept, reply.ContentType);
        }

        (await caller.GetAsync("v1/institutions")).Is(200);
    }

    [Fact]
    public async Task BodyJustBelowTheLimit_IsRead_AndOneByteMoreIsNot()
    {
        using var caller = await fixture.CallerAsync();
        const int limit = 1024 * 1024;

        (await caller.PostAsync("v1/customers/testing", Padded("just-below-limit", limit))).Is(201);
        (await caller.PostAsync("v1/customers/testing", Padded("just-above-limit", limit + 1))).IsError(413, 14020);

        static string Padded(string username, int length) => $$"""{"username":"{{username}}"}""".PadRight(length);
    }

    [Fact]
    public async Task Ids_OfAllKindsAreOneText_InTheErrorOfXml()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();
        caller.Accept = "application/xml";

        // A control character that XML cannot carry, and markup.
        var reply = (await caller.GetAsync($"v1/customers/{customer}/accounts/a%01b%3Cc%3E")).IsError(404, 38003);

        Assert.EndsWith("accountId = [ab<c>])", reply.Xml.Element("message")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v9/customers")]
    [InlineData("v1/customers/1/accounts/2/nothing")]
    [InlineData("../institution")]
    [InlineData("../institution/v2/nothing")]
    [InlineData("../connect")]
    [InlineData("../connect/v2/generate")]
    [InlineData("")]
    [InlineData("%2e%2e/etc/passwd")]
    public async Task UnknownAddress_IsAnErrorOfTheProtocol(string path)
    {
        using var caller = await fixture.CallerAsync();

        var reply = await caller.GetAsync(path);

        if (!path.StartsWith("%2e", StringComparison.Ordinal))
            reply.IsError(404, 14001, "Resource not found.");
        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
    }

    [Theory]
    [InlineData("docs/nothing")]
    [InlineData("openapi/nothing.json")]
    [InlineData("connected")]
    public async Task AddressOfAnotherFace_IsNotAnsweredByThisOne(string path)
    {
        using var response = await fixture.Server.Http.GetAsync($"/{path}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("14001", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>So many blanks, made while they are sent.</summary>
    private sealed class EndlessContent : HttpContent
    {
        private readonly long _length;
        private readonly bool _tellsItsLength;

        public EndlessContent(long length, bool tellsItsLength)
        {
            _length = length;
            _tellsItsLength = tellsItsLength;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var chunk = new byte[64 * 1024];
            chunk.AsSpan().Fill((byte)' ');
            for (var sent = 0L; sent < _length; sent += chunk.Length)
                await stream.WriteAsync(chunk);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return _tellsItsLength;
        }
    }
}
