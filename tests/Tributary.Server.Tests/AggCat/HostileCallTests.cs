using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Tributary.TestKit.AggCat;

namespace Tributary.Server.Tests.AggCat;

/// <summary>Calls that are bent, doubled or late: none is answered as if it were signed, and none breaks anything (AggCat, 2.3).</summary>
public sealed class HostileCallTests
{
    // Each makes, of a header that is good, one that is not.
    private static readonly (string Name, Func<string, string> Bend)[] Headers =
    [
        ("a parameter twice, alike", header => header + ", " + Parameter(header, "oauth_nonce")),
        ("a parameter twice, otherwise", header => header + ", oauth_nonce=\"other\""),
        ("the signature twice", header => header + ", " + Parameter(header, "oauth_signature")),
        ("the token twice, the second empty", header => header + ", oauth_token=\"\""),
        ("a name in capitals beside it", header => header + ", OAUTH_TOKEN=\"other\""),
        ("a name encoded beside it", header => header + ", oauth%5Ftoken=\"other\""),
        ("one parameter more than was signed", header => header + ", oauth_callback=\"oob\""),
        ("one parameter less", header => header.Replace(Parameter(header, "oauth_version") + ", ", "", StringComparison.Ordinal).Replace(", " + Parameter(header, "oauth_version"), "", StringComparison.Ordinal)),
        ("no quotes", header => header.Replace("\"", "", StringComparison.Ordinal)),
        ("an open quote", header => header[..^1]),
        ("a parameter without a value", header => header + ", oauth_extra"),
        ("half a percent code", header => header + ", oauth_extra=\"%4\""),
        ("bytes that are no UTF-8", header => header + ", oauth_extra=\"%C3%28\""),
        ("a zero byte", header => header + ", oauth_extra=\"%00\""),
        ("semicolons for commas", header => header.Replace(',', ';')),
        ("another scheme", header => "Bearer" + header[5..]),
        ("no scheme", header => header[6..]),
        ("the scheme alone", _ => "OAuth"),
        ("the scheme and a blank", _ => "OAuth "),
        ("commas alone", _ => "OAuth ,,,,"),
        ("equals signs alone", _ => "OAuth ===="),
        ("nothing", _ => ""),
        ("PLAINTEXT", header => header.Replace("HMAC-SHA1", "PLAINTEXT", StringComparison.Ordinal)),
        ("RSA-SHA1", header => header.Replace("HMAC-SHA1", "RSA-SHA1", StringComparison.Ordinal)),
        ("the method in small letters", header => header.Replace("HMAC-SHA1", "hmac-sha1", StringComparison.Ordinal)),
        ("another hash than was signed with", header => header.Replace("HMAC-SHA1", "HMAC-SHA256", StringComparison.Ordinal)),
        ("an empty signature", header => header.Replace(Parameter(header, "oauth_signature"), "oauth_signature=\"\"", StringComparison.Ordinal)),
        ("a long parameter", header => header + $", oauth_extra=\"{new string('x', 8_000)}\""),
        ("many parameters", header => header + string.Concat(Enumerable.Range(0, 500).Select(i => $", p{i}=\"1\""))),
    ];

    [Fact]
    public async Task ABentHeader_IsRefused_AndNeverLikeAChallenge()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");

        foreach (var (name, bend) in Headers)
        {
            var reply = await SendAsync(server, bend(Header(server, program)));

            Assert.True(reply.Status == HttpStatusCode.Unauthorized, $"{name}: {reply.Status}");
            Assert.StartsWith("?oauth_problem=", reply.Text, StringComparison.Ordinal);
            Assert.Null(reply.Header("challengeSessionId"));
        }

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, Header(server, program))).Status);
    }

    [Fact]
    public async Task ParametersInTwoPlaces_AreRefused_AndTwoHeadersAre()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var inQuery = "?" + string.Join('&', Header(server, program)["OAuth ".Length..].Replace("\"", "", StringComparison.Ordinal).Split(", "));

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, null, inQuery)).Status);
        var other = "?" + string.Join('&', Header(server, program)["OAuth ".Length..].Replace("\"", "", StringComparison.Ordinal).Split(", "));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(server, Header(server, program), other)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(server, Header(server, program), "?oauth_token=" + program.Token)).Status);

        using var twice = new HttpRequestMessage(HttpMethod.Get, "/rest-war/v1/accounts");
        twice.Headers.TryAddWithoutValidation("Authorization", [Header(server, program), Header(server, program)]);
        using var response = await server.Test.Http.SendAsync(twice);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(280, true)]
    [InlineData(-280, true)]
    [InlineData(320, false)]
    [InlineData(-320, false)]
    public async Task AClockThatIsOff_IsForgivenFiveMinutes(int seconds, bool isTaken)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        server.Test.Clock.Advance(TimeSpan.FromMinutes(20));
        var timestamp = (server.Test.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture);

        var reply = await SendAsync(server, Header(server, program, oauth => oauth["oauth_timestamp"] = timestamp));

        Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, reply.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("99999999999999999999")]
    [InlineData("0x5208")]
    public async Task ATimestampThatIsNone_IsRefused(string timestamp)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");

        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(server, Header(server, program, oauth => oauth["oauth_timestamp"] = timestamp))).Status);
    }

    [Fact]
    public async Task ACallFromBeforeTheStart_CannotBeMadeAgainAfterIt()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var address = new Uri(server.Test.Http.BaseAddress!, "/rest-war/v1/accounts");
        var header = program.Authorization(HttpMethod.Get, address);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, header)).Status);

        await server.Test.StopAsync();
        server.Test.Clock.Advance(TimeSpan.FromSeconds(2));
        await server.Test.StartAgainAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/rest-war/v1/accounts");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        request.Headers.Host = address.Authority;
        using var response = await server.Test.Http.SendAsync(request);

        Assert.Equal("OAuth oauth_problem=\"timestamp_refused\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task OfManyPublicAddresses_EachIsUnderstood_AndNoOther()
    {
        var addresses = Enumerable.Range(1, 40).Select(i => new Uri($"https://bank{i}.example:{8000 + i}/")).ToArray();
        await using var server = await AggCatServer.StartAsync(options => options with { PublicAddresses = addresses });
        var program = await server.Program().SignOnAsync("customer-1");

        foreach (var signed in new[] { "https://bank1.example:8001", "https://bank40.example:8040", "http://bank40.example:8040", "https://bank17.example" })
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, program.Authorization(HttpMethod.Get, new Uri(signed + "/rest-war/v1/accounts")))).Status);
        foreach (var signed in new[] { "https://bank41.example", "https://bank1.example:8002", "https://bank1.example.evil:8001" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(server, program.Authorization(HttpMethod.Get, new Uri(signed + "/rest-war/v1/accounts")))).Status);
    }

    [Fact]
    public async Task AnExchange_WithTwoKeysOrABentForm_IsRefused()
    {
        await using var server = await AggCatServer.StartAsync();
        var assertion = Uri.EscapeDataString(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(server.Program().Assertion("customer-1"))));
        var (key, good) = (AggCatServer.ConsumerKey, "saml_assertion=" + assertion);
        var bent = new (string Header, string Body)[]
        {
            ($"OAuth oauth_consumer_key=\"{key}\", oauth_consumer_key=\"{key}\"", good),
            ($"OAuth oauth_consumer_key={key}", good),
            ("OAuth oauth_consumer_key=\"nobodys\"", $"oauth_consumer_key={key}&{good}"),
            ($"OAuth oauth_consumer_key=\"{key}\"", $"{good}&{good}"),
            ($"OAuth oauth_consumer_key=\"{key}\"", $"{good}&saml_assertion="),
            ($"OAuth oauth_consumer_key=\"{key}\"", $"SAML_ASSERTION={assertion}"),
            ($"OAuth oauth_consumer_key=\"{key}\"", $"{good}&x=%4"),
            ("", good),
        };
        foreach (var (header, body) in bent)
            Assert.Equal(HttpStatusCode.Unauthorized, await ExchangeAsync(server, header, body));

        Assert.Equal(HttpStatusCode.OK, await ExchangeAsync(server, $"OAuth oauth_consumer_key=\"{key}\"", good));
    }

    private static async Task<HttpStatusCode> ExchangeAsync(AggCatServer server, string header, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/v1/get_access_token_by_saml") { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var response = await server.Test.Http.SendAsync(request);
        return response.StatusCode;
    }

    private static string Header(AggCatServer server, AggCatProgram program, Action<Dictionary<string, string>>? change = null) =>
        program.Authorization(HttpMethod.Get, new Uri(server.Test.Http.BaseAddress!, "/rest-war/v1/accounts"), change);

    private static string Parameter(string header, string name) =>
        header["OAuth ".Length..].Split(", ").Single(part => part.StartsWith(name + "=", StringComparison.Ordinal));

    private static async Task<AggCatReply> SendAsync(AggCatServer server, string? authorization, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/rest-war/v1/accounts" + query);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await AggCatReply.OfAsync(await server.Test.Http.SendAsync(request));
    }
}
