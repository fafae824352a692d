using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Core.Partners;
using Tributary.Core.SignOn;
using Tributary.TestKit.AggCat;

namespace Tributary.Server.Tests.AggCat;

/// <summary>How programs sign on: an assertion becomes a token, and a token signs calls (AggCat, 2).</summary>
public sealed class SignOnTests
{
    [Fact]
    public async Task AToken_ComesAsProgramsCutIt()
    {
        await using var server = await AggCatServer.StartAsync();

        var reply = await server.Program().ExchangeAsync(server.Program().Assertion("customer-1"));

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("text/plain", reply.ContentHeaders.ContentType!.ToString());
        Assert.Matches("^oauth_token_secret=[A-Za-z0-9]{40}&oauth_token=[A-Za-z0-9]{48}$", reply.Text);
    }

    public static TheoryData<AssertionTemplate, string> Spellings
    {
        get
        {
            var cases = new TheoryData<AssertionTemplate, string>();
            foreach (var template in AssertionTemplate.All)
            {
                foreach (var spelling in new[] { "encoded", "in lines", "for addresses", "for addresses, padded", "as it is", "key in the form" })
                    cases.Add(template, spelling);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task EverySpellingOfBase64_IsRead(AssertionTemplate template, string spelling)
    {
        await using var server = await AggCatServer.StartAsync();
        var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes(server.Program(template: template).Assertion("customer-1")));
        var forAddresses = plain.Replace('+', '-').Replace('/', '_');
        var body = "saml_assertion=" + spelling switch
        {
            "in lines" => Uri.EscapeDataString(string.Join('\n', plain.Chunk(60).Select(line => new string(line))) + "\n"),
            "for addresses" => forAddresses.TrimEnd('='),
            "for addresses, padded" => forAddresses,
            "as it is" => plain,
            _ => Uri.EscapeDataString(plain),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/v1/get_access_token_by_saml");
        if (spelling == "key in the form")
            body = $"oauth_consumer_key={AggCatServer.ConsumerKey}&{body}";
        else
            request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", $"oauth_consumer_key=\"{AggCatServer.ConsumerKey}\"");
        request.Content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded");
        request.Headers.Host = "financialdatafeed.platform.intuit.com";

        using var response = await server.Test.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task AnAssertion_IsUsedOnce_AlsoAcrossARestart()
    {
        await using var server = await AggCatServer.StartAsync();
        var assertion = server.Program().Assertion("customer-1");
        Assert.Equal(HttpStatusCode.OK, (await server.Program().ExchangeAsync(assertion)).Status);

        AssertRefused(await server.Program().ExchangeAsync(assertion), "signature_invalid");
        await server.Test.StopAsync();
        await server.Test.StartAgainAsync();
        AssertRefused(await server.Program().ExchangeAsync(assertion), "signature_invalid");
    }

    [Fact]
    public async Task ManyAtOnce_EachAssertionIsUsedOnce()
    {
        await using var server = await AggCatServer.StartAsync();
        var assertions = Enumerable.Range(0, 20).Select(i => server.Program().Assertion($"customer-{i}")).ToArray();

        var replies = await Task.WhenAll(assertions.Concat(assertions).Concat(assertions).Select(server.Program().ExchangeAsync));

        Assert.Equal(20, replies.Count(reply => reply.Status == HttpStatusCode.OK));
    }

    [Fact]
    public async Task UnknownKeyAndWrongAssertion_AreAnsweredAlike()
    {
        await using var server = await AggCatServer.StartAsync();
        var other = new AggCatProgram(
            server.Test.Http, "nobodys", AggCatServer.ConsumerSecret, AggCatServer.SamlIssuer, AssertionSigner.TestKey, server.Test.Clock);

        var unknown = await other.ExchangeAsync(other.Assertion("customer-1"));
        var wrong = await server.Program().ExchangeAsync(server.Program().Assertion("customer-1").Replace("customer-1", "customer-2", StringComparison.Ordinal));

        Assert.Equal(unknown.Text, wrong.Text);
        AssertRefused(unknown, "signature_invalid");
        AssertRefused(wrong, "signature_invalid");
    }

    [Theory]
    [InlineData("")]
    [InlineData("saml_assertion=")]
    [InlineData("saml_assertion=%%%")]
    [InlineData("saml_assertion=ab$d")]
    [InlineData("other=1")]
    [InlineData("saml_assertion=YQ&saml_assertion=YQ")]
    public async Task WhatHoldsNoAssertion_IsRefused(string body)
    {
        await using var server = await AggCatServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/v1/get_access_token_by_saml") { Content = new StringContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", $"oauth_consumer_key=\"{AggCatServer.ConsumerKey}\"");

        using var response = await server.Test.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.StartsWith("OAuth oauth_problem=\"parameter_", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoDemandsSha256_GetsNothingLess()
    {
        await using var server = await AggCatServer.StartAsync(requiresSha256: true);

        AssertRefused(await server.Program().ExchangeAsync(server.Program().Assertion("customer-1")), "signature_invalid");
    }

    [Theory]
    [InlineData("/rest-war/v1")]
    [InlineData("/v1")]
    [InlineData("/financialdatafeed/v1")]
    public async Task ASignedCall_IsAnswered_UnderEveryMount_WithAndWithoutASlash(string mount)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program(mount).SignOnAsync("customer-1");

        foreach (var path in new[] { "/accounts", "/accounts/", "/accounts?refresh=true&" })
        {
            var reply = await program.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, reply.Status);
            Assert.Equal("application/xml", reply.ContentHeaders.ContentType!.ToString());
            Assert.Equal("200", reply.Header("status"));
            Assert.True(Guid.TryParse(reply.Header("intuit_tid"), out _));
        }
    }

    [Fact]
    public async Task AHostThatIsNotTheAddress_IsUnderstood_WhereTheAddressIsConfigured()
    {
        await using var told = await AggCatServer.StartAsync(options => options with { PublicAddresses = [new Uri("https://bank.example/")] });
        var program = await told.Program(host: "financialdatafeed.platform.intuit.com").SignOnAsync("c");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/rest-war/v1/accounts");
        request.Headers.TryAddWithoutValidation("Authorization", program.Authorization(HttpMethod.Get, new Uri("https://bank.example/rest-war/v1/accounts")));
        request.Headers.Host = "financialdatafeed.platform.intuit.com";
        using var response = await told.Test.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task AHostThatIsNotTheAddress_DoesNotHinderAProgramThatSignsForWhereItCalls(string called)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("c");
        async Task<HttpStatusCode> CallAsync(string signedFor)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/rest-war/v1/accounts");
            request.Headers.TryAddWithoutValidation("Authorization", program.Authorization(HttpMethod.Get, new Uri($"http://{signedFor}/rest-war/v1/accounts")));
            request.Headers.Host = "financialdatafeed.platform.intuit.com";
            using var response = await server.Test.Http.SendAsync(request);
            return response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await CallAsync($"{called}:{server.Test.Http.BaseAddress!.Port}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync($"{called}:1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync("bank.example"));
    }

    [Theory]
    [InlineData("ftp://bank.example/")]
    [InlineData("https://bank.example/v1")]
    [InlineData("https://bank.example/?a=b")]
    [InlineData("https://me@bank.example/")]
    public async Task AnAddressThatNobodyCanSignFor_RefusesTheStart(string address)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => AggCatServer.StartAsync(options => options with { PublicAddresses = [new Uri(address)] }));

        Assert.Equal($"The public address {address} cannot be used: it is http:// or https:// with a host, and no path.", refused.Message);
    }

    [Fact]
    public async Task WrongCalls_AreAnsweredAlike_AndNeverLikeAChallenge()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var address = new Uri(server.Test.Http.BaseAddress!, "/rest-war/v1/accounts");
        var wrong = new Dictionary<string, Action<Dictionary<string, string>>>
        {
            ["key"] = oauth => oauth["oauth_consumer_key"] = "nobodys",
            ["token"] = oauth => oauth["oauth_token"] = "nobodys",
            ["signature"] = oauth => oauth["oauth_signature"] = "AAAA",
        };
        foreach (var change in wrong.Values)
        {
            var reply = await SendAsync(server, program.Authorization(HttpMethod.Get, address, change));
            AssertRefused(reply, "token_rejected");
            Assert.Null(reply.Header("challengeSessionId"));
        }

        AssertRefused(await SendAsync(server, program.Authorization(HttpMethod.Post, address)), "token_rejected");
        AssertRefused(await SendAsync(server, "OAuth"), "parameter_absent");
        AssertRefused(await SendAsync(server, program.Authorization(HttpMethod.Get, address, oauth => oauth["oauth_signature_method"] = "PLAINTEXT")), "signature_method_rejected");
        AssertRefused(await SendAsync(server, program.Authorization(HttpMethod.Get, address, oauth => oauth["oauth_version"] = "2.0")), "version_rejected");
        AssertRefused(await SendAsync(server, program.Authorization(HttpMethod.Get, address, oauth => oauth["oauth_timestamp"] = "1376200000")), "timestamp_refused");
    }

    [Fact]
    public async Task TheSandboxesKey_IsInTheFormThatOldLibrariesRead_AndSignsOn()
    {
        await using var server = await TestServer.StartAsync();
        var made = server.Sandbox.AggCat;
        var pem = await File.ReadAllTextAsync(made.KeyFile, TestContext.Current.CancellationToken);
        using var key = RSA.Create();
        key.ImportRSAPrivateKey(Convert.FromBase64String(string.Concat(pem.Split('\n').Where(line => line.Length > 0 && line[0] != '-'))), out _);

        var program = await new AggCatProgram(server.Http, made.ConsumerKey, made.ConsumerSecret.Reveal(), made.SamlIssuer, key, server.Clock).SignOnAsync("customer-1");

        Assert.StartsWith("-----BEGIN RSA PRIVATE KEY-----\n", pem, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/accounts")).Status);
    }

    [Fact]
    public async Task ACall_CannotBeMadeTwice_AndHmacWithSha256IsTakenToo()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var address = new Uri(server.Test.Http.BaseAddress!, "/rest-war/v1/accounts");
        var header = program.Authorization(HttpMethod.Get, address, oauth => oauth["oauth_signature_method"] = "HMAC-SHA256");

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, header)).Status);
        AssertRefused(await SendAsync(server, header), "nonce_used");
    }

    [Fact]
    public async Task ExtraParameters_AreSigned_AsRubysLibrarySendsThem()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var address = new Uri(server.Test.Http.BaseAddress!, "/rest-war/v1/accounts");

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, program.Authorization(HttpMethod.Get, address, oauth => oauth["oauth_body_hash"] = "2jmj7l5rSw0yVb/vlWAYkK/YBwk="))).Status);
    }

    [Fact]
    public async Task AToken_LivesAnHourAndMore_AndThenIsRefusedByTheWordThatProgramsKnow()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");

        server.Test.Clock.Advance(TimeSpan.FromMinutes(65));
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/accounts")).Status);
        server.Test.Clock.Advance(TimeSpan.FromMinutes(10));
        AssertRefused(await program.GetAsync("/accounts"), "token_rejected");
        Assert.Equal(HttpStatusCode.OK, (await (await program.SignOnAsync("customer-1")).GetAsync("/accounts")).Status);
    }

    [Fact]
    public async Task AToken_OutlivesARestart()
    {
        await using var server = await AggCatServer.StartAsync();
        var before = await server.Program().SignOnAsync("customer-1");
        await server.Test.StopAsync();
        await server.Test.StartAgainAsync();
        var after = server.Program();
        (after.Token, after.TokenSecret) = (before.Token, before.TokenSecret);

        Assert.Equal(HttpStatusCode.OK, (await after.GetAsync("/accounts")).Status);
    }

    [Fact]
    public async Task ADeletedCustomer_StaysDeleted_HoweverLongItsTokenWouldHaveLived()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var second = await server.Program().SignOnAsync("customer-1");

        var deleted = await program.DeleteAsync("/customers");

        Assert.Equal((HttpStatusCode.OK, "", null), (deleted.Status, deleted.Text, deleted.ContentHeaders.ContentType));
        AssertRefused(await program.GetAsync("/accounts"), "token_rejected");
        AssertRefused(await second.GetAsync("/accounts"), "token_rejected");
        Assert.DoesNotContain("customer-1", await CustomersAsync(server));
        await server.Program().SignOnAsync("customer-1");
        Assert.Single(await CustomersAsync(server), "customer-1");
    }

    [Fact]
    public async Task ALockedPartner_AndAReplacedApplication_AreRefused()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var services = server.Test.Server.Services;

        await services.GetRequiredService<PartnerRegistry>().LockAsync(server.Test.Sandbox.PartnerId, CancellationToken.None);
        AssertRefused(await program.GetAsync("/accounts"), "token_rejected");
        AssertRefused(await program.ExchangeAsync(program.Assertion("customer-1")), "signature_invalid");
        await services.GetRequiredService<PartnerRegistry>().UnlockAsync(server.Test.Sandbox.PartnerId, CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/accounts")).Status);

        await services.GetRequiredService<ApplicationRegistry>().RegisterAsync(
            server.Test.Sandbox.PartnerId, new NewApplication(AggCatServer.Certificate, AggCatServer.ConsumerKey), CancellationToken.None);
        AssertRefused(await program.GetAsync("/accounts"), "token_rejected");
    }

    private static async Task<IReadOnlyList<string>> CustomersAsync(AggCatServer server)
    {
        var store = server.Test.Server.Services.GetRequiredService<Core.Store.IStore>();
        return await store.ReadAsync(
            async reader =>
            {
                var partner = (await reader.ListPartnersAsync()).Single();
                var page = await reader.ListCustomersAsync(partner.Id, new Core.Customers.CustomerQuery { Take = 100 });
                return (IReadOnlyList<string>)[.. page.Items.Select(customer => customer.Username)];
            },
            CancellationToken.None);
    }

    private static async Task<AggCatReply> SendAsync(AggCatServer server, string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/rest-war/v1/accounts");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await AggCatReply.OfAsync(await server.Test.Http.SendAsync(request));
    }

    private static void AssertRefused(AggCatReply reply, string problem)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal($"OAuth oauth_problem=\"{problem}\"", reply.Headers.WwwAuthenticate.ToString());
        Assert.Equal("?oauth_problem=" + problem, reply.Text);
    }
}
