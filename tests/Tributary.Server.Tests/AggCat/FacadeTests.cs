using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Tributary.TestKit.AggCat;

namespace Tributary.Server.Tests.AggCat;

/// <summary>What is different for programs that were written for Finicity's facade (AggCat, 10), and what is not for the others.</summary>
public sealed class FacadeTests
{
    private const string CcBank = "/institutions/100000/logins";

    [Theory]
    [InlineData("1")]
    [InlineData("short")]
    [InlineData("with blank")]
    [InlineData("customer/1")]
    [InlineData("custändig")]
    public async Task ACustomerThatFinicityWouldNotHave_IsRefused_AndNotAdded(string name)
    {
        await using var facade = await AggCatServer.StartAsync(isFacade: true);
        await using var plain = await AggCatServer.StartAsync();

        LoginTests.AssertStatus(await facade.Program().ExchangeAsync(facade.Program().Assertion(name)), HttpStatusCode.BadRequest, "api.request.invalid");
        Assert.Equal(HttpStatusCode.OK, (await plain.Program().ExchangeAsync(plain.Program().Assertion(name))).Status);
    }

    [Fact]
    public async Task EverySignThatFinicityAllows_NamesACustomer()
    {
        await using var server = await AggCatServer.StartAsync(isFacade: true);

        await server.Program().SignOnAsync("aZ09!@#$%*_-+");
        await server.Program().SignOnAsync(new string('a', 255));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ALoginWhoseCredentialsAreGood_IsRefreshedOnceAnHour_AndOtherwiseWhenAsked(bool isFacade)
    {
        await using var server = await AggCatServer.StartAsync(isFacade: isFacade);
        var program = await server.Program().SignOnAsync("customer-1");
        var added = await program.PostAsync(CcBank, LoginTests.Credentials("direct", "anything"));
        var login = "/logins/" + LoginTests.Value(XDocument.Parse(added.Text).Root!.Elements().First(), "institutionLoginId");
        var atFirst = await RefreshedAtAsync(program, login);

        server.Test.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, (await program.PutAsync(login + "?refresh=true", null)).Status);
        var early = await RefreshedAtAsync(program, login);
        await program.SignOnAsync("customer-1");
        server.Test.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.OK, (await program.PutAsync(login + "?refresh=true", null)).Status);
        var late = await RefreshedAtAsync(program, login);

        Assert.Equal(isFacade, early == atFirst);
        Assert.NotEqual(atFirst, late);
    }

    [Fact]
    public async Task NewCredentials_AreTriedAtOnce_AndBadOnesAsOftenAsOneAsks()
    {
        await using var server = await AggCatServer.StartAsync(isFacade: true);
        var program = await server.Program().SignOnAsync("customer-1");
        var added = await program.PostAsync(CcBank, LoginTests.Credentials("direct", "anything"));
        var login = "/logins/" + LoginTests.Value(XDocument.Parse(added.Text).Root!.Elements().First(), "institutionLoginId");

        LoginTests.AssertStatus(
            await program.PutAsync(login + "?refresh=true", LoginTests.Credentials("direct", "bad")), HttpStatusCode.ServiceUnavailable, "103");
        LoginTests.AssertStatus(await program.PutAsync(login + "?refresh=true", null), HttpStatusCode.ServiceUnavailable, "103");
        Assert.Equal(HttpStatusCode.OK, (await program.PutAsync(login + "?refresh=true", LoginTests.Credentials("direct", "good"))).Status);
    }

    [Fact]
    public async Task TheNodeOfAChallenge_IsIgnored()
    {
        await using var server = await AggCatServer.StartAsync(isFacade: true);
        var program = await server.Program().SignOnAsync("customer-1");
        var asked = await program.PostAsync(CcBank, LoginTests.Credentials("tfa_text", "anything"));

        var confirmed = await program.PostAsync(
            CcBank,
            "<InstitutionLogin><challengeResponses><response>anything</response></challengeResponses></InstitutionLogin>",
            ("challengeSessionId", asked.Header("challengeSessionId")!),
            ("challengeNodeId", "10.136.17.82"));

        Assert.Equal(HttpStatusCode.Created, confirmed.Status);
    }

    [Fact]
    public async Task AnOperatorSaysSo_ThroughOurOwnApi()
    {
        await using var server = await AggCatServer.StartAsync();
        var certificate = System.Security.Cryptography.PemEncoding.WriteString("CERTIFICATE", AggCatServer.Certificate);

        using var answer = await server.Test.Operator.PutAsJsonAsync(
            $"/tributary/v1/partners/{server.Test.Sandbox.PartnerId}/aggcat",
            new { certificate, consumerKey = AggCatServer.ConsumerKey, consumerSecret = AggCatServer.ConsumerSecret, samlIssuer = AggCatServer.SamlIssuer, isFacade = true });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("isFacade").GetBoolean());
        LoginTests.AssertStatus(await server.Program().ExchangeAsync(server.Program().Assertion("1")), HttpStatusCode.BadRequest, "api.request.invalid");
    }

    private static async Task<string> RefreshedAtAsync(AggCatProgram program, string login) =>
        LoginTests.Value(XDocument.Parse((await program.GetAsync(login + "/accounts")).Text).Root!.Elements().First(), "aggrSuccessDate");
}
