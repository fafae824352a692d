using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Core.Partners;
using Tributary.Core.Store;
using Tributary.TestKit;

namespace Tributary.Server.Tests.TributaryApi;

public sealed class TributaryApiTests
{
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

        <OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260302<LANGUAGE>ENG<FI><ORG>LARKSPUR<FID>4711</FI></SONRS></SIGNONMSGSRSV1>
        <BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD
        <BANKACCTFROM><BANKID>121000<ACCTID>987654321<ACCTTYPE>CHECKING</BANKACCTFROM>
        <BANKTRANLIST><DTSTART>20260201<DTEND>20260228
        <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260203<TRNAMT>-12.50<FITID>1<NAME>CORNER MARKET</STMTTRN>
        <STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260215<TRNAMT>1500.00<FITID>2<NAME>PAYROLL</STMTTRN>
        </BANKTRANLIST><LEDGERBAL><BALAMT>2310.44<DTASOF>20260228</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
        """;

    [Fact]
    public async Task Probes_AnswerWithoutAToken()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal("{\"status\":\"live\"}", await server.Http.GetStringAsync("/health/live"));
        Assert.Equal("{\"status\":\"ready\"}", await server.Http.GetStringAsync("/health/ready"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic dHJiOnRyYg==")]
    public async Task CallWithoutAnOperatorToken_IsRefused_WhateverItAsks(string? authorization)
    {
        await using var server = await TestServer.StartAsync();
        foreach (var path in new[] { "/tributary/v1/version", "/tributary/v1/partners", "/tributary/v1/nothing-here", "/TRIBUTARY/v1/version" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (authorization is not null)
                request.Headers.TryAddWithoutValidation("Authorization", authorization);

            using var response = await server.Http.SendAsync(request);

            await AssertProblemAsync(response, HttpStatusCode.Unauthorized, "operator-token.rejected");
        }
    }

    [Fact]
    public async Task Version_TellsWhatTheServerIs()
    {
        await using var server = await TestServer.StartAsync();

        var version = await server.Operator.GetFromJsonAsync<JsonElement>("/tributary/v1/version");

        Assert.Equal("tributary", version.GetProperty("name").GetString());
        Assert.Equal(TributaryServer.Version, version.GetProperty("version").GetString());
        Assert.True(version.GetProperty("schemaVersion").GetInt32() >= 1);
        Assert.True(version.GetProperty("sandbox").GetBoolean());
    }

    [Fact]
    public async Task Import_AddsTheStatement_AndAddsNothingTheSecondTime()
    {
        await using var server = await TestServer.StartAsync();

        var first = await ImportAsync(server, Statement);
        var second = await ImportAsync(server, Statement);

        var account = first.GetProperty("accounts").EnumerateArray().Single();
        Assert.Equal("987654321", account.GetProperty("number").GetString());
        Assert.Equal("checking", account.GetProperty("type").GetString());
        Assert.Equal(2310.44m, account.GetProperty("balance").GetDecimal());
        Assert.Equal((true, 2, 2), (account.GetProperty("isNew").GetBoolean(), account.GetProperty("found").GetInt32(), account.GetProperty("added").GetInt32()));
        var again = second.GetProperty("accounts").EnumerateArray().Single();
        Assert.Equal(account.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        Assert.Equal((false, 0, 2), (again.GetProperty("isNew").GetBoolean(), again.GetProperty("added").GetInt32(), again.GetProperty("alreadyKnown").GetInt32()));
    }

    [Fact]
    public async Task ImportWithABadTransaction_KeepsTheGoodOnes_AndTellsTheLine()
    {
        await using var server = await TestServer.StartAsync();

        var report = await ImportAsync(server, Statement.Replace("<TRNAMT>-12.50", "<TRNAMT>twelve", StringComparison.Ordinal));

        Assert.Equal(1, report.GetProperty("accounts")[0].GetProperty("added").GetInt32());
        var problem = report.GetProperty("problems").EnumerateArray().Single(p => p.GetProperty("severity").GetString() == "error");
        Assert.Equal(15, problem.GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task ImportOfSomethingElse_IsRefused_AndStoresNothing()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await PostFileAsync(server, "name,amount\r\nCorner Market,-12.50\r\n");
        var report = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("file.not-a-statement", report.GetProperty("code").GetString());
        Assert.NotEqual(0, report.GetProperty("problems").GetArrayLength());
        Assert.Equal(0, report.GetProperty("accounts").GetArrayLength());
    }

    [Fact]
    public async Task ImportThatGivesNothing_AddsNoCustomer()
    {
        await using var server = await TestServer.StartAsync();
        using var refused = await PostFileAsync(server, "hello");

        var partners = server.Server.Services.GetRequiredService<PartnerRegistry>();
        var owner = await partners.GetOrOnlyAsync(null, CancellationToken.None);
        var customers = await server.Server.Services.GetRequiredService<IStore>()
            .ReadAsync(reader => reader.ListAllCustomersAsync(owner.Id), CancellationToken.None);

        Assert.Empty(customers);
    }

    [Fact]
    public async Task ImportOfAnotherCurrency_KeepsTheAccountsOwn_AndSaysSo()
    {
        await using var server = await TestServer.StartAsync();
        await ImportAsync(server, Statement);

        var report = await ImportAsync(server, Statement
            .Replace("<CURDEF>USD", "<CURDEF>CAD", StringComparison.Ordinal)
            .Replace("<FITID>1", "<FITID>11", StringComparison.Ordinal).Replace("-12.50", "-99.00", StringComparison.Ordinal));

        Assert.Equal("USD", report.GetProperty("accounts")[0].GetProperty("currency").GetString());
        Assert.Equal(2310.44m, report.GetProperty("accounts")[0].GetProperty("balance").GetDecimal());
        Assert.Contains(report.GetProperty("problems").EnumerateArray(), p => p.GetProperty("code").GetString() == "other-currency");
    }

    [Fact]
    public async Task ImportWithoutACustomer_OrForAnUnknownPartner_IsRefused()
    {
        await using var server = await TestServer.StartAsync();

        using var noCustomer = await server.Operator.PostAsync("/tributary/v1/imports", new StringContent(Statement));
        using var noPartner = await server.Operator.PostAsync("/tributary/v1/imports?customer=me&partner=nobody", new StringContent(Statement));

        await AssertProblemAsync(noCustomer, HttpStatusCode.BadRequest, "request.parameter-missing");
        await AssertProblemAsync(noPartner, HttpStatusCode.NotFound, "partner.not-found");
    }

    [Fact]
    public async Task ImportWhenThereAreSeveralPartners_WantsOneNamed()
    {
        await using var server = await TestServer.StartAsync();
        using var added = await AddPartnerAsync(server, "{\"name\":\"Second\",\"partnerId\":\"second\"}");

        using var unnamed = await PostFileAsync(server, Statement);
        using var named = await server.Operator.PostAsync("/tributary/v1/imports?customer=me&partner=second", new StringContent(Statement));

        await AssertProblemAsync(unnamed, HttpStatusCode.BadRequest, "request.parameter-missing");
        Assert.Equal(HttpStatusCode.OK, named.StatusCode);
    }

    [Fact]
    public async Task Partner_IsRegisteredListedAndDeleted_ItsSecretsAreToldOnce()
    {
        await using var server = await TestServer.StartAsync();

        using var added = await AddPartnerAsync(server, "{\"name\":\"Budget app\",\"partnerId\":\"budget\"}");
        var told = await added.Content.ReadFromJsonAsync<JsonElement>();
        var list = await server.Operator.GetStringAsync("/tributary/v1/partners");
        using var deleted = await server.Operator.DeleteAsync("/tributary/v1/partners/budget");
        using var deletedAgain = await server.Operator.DeleteAsync("/tributary/v1/partners/budget");

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal("budget", told.GetProperty("partnerId").GetString());
        Assert.Contains("Budget app", list, StringComparison.Ordinal);
        Assert.DoesNotContain(told.GetProperty("partnerSecret").GetString()!, list, StringComparison.Ordinal);
        Assert.DoesNotContain(told.GetProperty("appKey").GetString()!, list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await AssertProblemAsync(deletedAgain, HttpStatusCode.NotFound, "partner.not-found");
    }

    [Theory]
    [InlineData("{\"name\":\"\"}", HttpStatusCode.BadRequest, "request.parameter-missing")]
    [InlineData("{}", HttpStatusCode.BadRequest, "request.parameter-missing")]
    [InlineData("{\"name\":\"x\",\"partnerId\":\"a b\"}", HttpStatusCode.BadRequest, "request.parameter-invalid")]
    [InlineData("{\"name\":", HttpStatusCode.BadRequest, "request.body-malformed")]
    [InlineData("", HttpStatusCode.BadRequest, "request.body-malformed")]
    [InlineData("[[[[]]]]", HttpStatusCode.BadRequest, "request.body-malformed")]
    public async Task PartnerThatCannotBe_IsRefused(string body, HttpStatusCode status, string code)
    {
        await using var server = await TestServer.StartAsync();

        using var response = await AddPartnerAsync(server, body);

        await AssertProblemAsync(response, status, code);
    }

    [Fact]
    public async Task PartnerIdTakenTwice_IsAConflict()
    {
        await using var server = await TestServer.StartAsync();
        using var first = await AddPartnerAsync(server, "{\"name\":\"One\",\"partnerId\":\"same\"}");

        using var second = await AddPartnerAsync(server, "{\"name\":\"Two\",\"partnerId\":\"same\"}");

        await AssertProblemAsync(second, HttpStatusCode.Conflict, "partner.taken");
    }

    [Fact]
    public async Task OperatorToken_OpensTheApi_UntilItIsRevoked()
    {
        await using var server = await TestServer.StartAsync();
        using var made = await server.Operator.PostAsync("/tributary/v1/operator-tokens", Json("{\"name\":\"backup\"}"));
        var token = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        using var client = new HttpClient { BaseAddress = server.Server.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using var while_ = await client.GetAsync("/tributary/v1/version");
        using var twice = await server.Operator.PostAsync("/tributary/v1/operator-tokens", Json("{\"name\":\"backup\"}"));
        using var revoked = await client.DeleteAsync("/tributary/v1/operator-tokens/backup");
        using var after = await client.GetAsync("/tributary/v1/version");

        Assert.Equal(HttpStatusCode.OK, while_.StatusCode);
        await AssertProblemAsync(twice, HttpStatusCode.Conflict, "operator-token.taken");
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await AssertProblemAsync(after, HttpStatusCode.Unauthorized, "operator-token.rejected");
    }

    [Fact]
    public async Task UnknownPathsAndMethods_AreProblemsToo()
    {
        await using var server = await TestServer.StartAsync();

        using var nothing = await server.Operator.GetAsync("/tributary/v1/nothing-here");
        using var wrongMethod = await server.Operator.PutAsync("/tributary/v1/partners", Json("{}"));

        await AssertProblemAsync(nothing, HttpStatusCode.NotFound, "request.route-not-found");
        await AssertProblemAsync(wrongMethod, HttpStatusCode.MethodNotAllowed, "request.method-not-allowed");
    }

    [Fact]
    public async Task OpenApiDocument_DescribesEveryCall()
    {
        await using var server = await TestServer.StartAsync();

        var document = await server.Http.GetFromJsonAsync<JsonElement>("/openapi/tributary.json");
        var paths = document.GetProperty("paths");

        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["/tributary/v1/categories", "/tributary/v1/categories/status", "/tributary/v1/customers/{customerId}/category-rules", "/tributary/v1/customers/{customerId}/category-rules/{ruleId}", "/tributary/v1/customers/{customerId}/transactions/{transactionId}/category", "/tributary/v1/health", "/tributary/v1/imports", "/tributary/v1/institutions", "/tributary/v1/institutions/imports", "/tributary/v1/institutions/{institutionId}", "/tributary/v1/operator-tokens", "/tributary/v1/operator-tokens/{name}", "/tributary/v1/partners", "/tributary/v1/partners/{partnerId}", "/tributary/v1/partners/{partnerId}/aggcat", "/tributary/v1/partners/{partnerId}/lock", "/tributary/v1/partners/{partnerId}/rotate", "/tributary/v1/partners/{partnerId}/unlock", "/tributary/v1/subscriptions", "/tributary/v1/version"],
            paths.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.All(
            paths.EnumerateObject().SelectMany(p => p.Value.EnumerateObject()),
            o => Assert.True(o.Value.GetProperty("responses").TryGetProperty("default", out _), o.Name));
        Assert.All(paths.EnumerateObject().SelectMany(p => p.Value.EnumerateObject()), o => Assert.NotEqual("", o.Value.GetProperty("summary").GetString()));
    }

    private static async Task<JsonElement> ImportAsync(TestServer server, string file)
    {
        using var response = await PostFileAsync(server, file);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static Task<HttpResponseMessage> PostFileAsync(TestServer server, string file) =>
        server.Operator.PostAsync("/tributary/v1/imports?customer=me&file=statement.ofx", new ByteArrayContent(Encoding.UTF8.GetBytes(file)));

    private static Task<HttpResponseMessage> AddPartnerAsync(TestServer server, string body) =>
        server.Operator.PostAsync("/tributary/v1/partners", Json(body));

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("requestId").GetString());
    }
}
