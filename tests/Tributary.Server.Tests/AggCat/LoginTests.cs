using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Core.Aggregation;
using Tributary.Core.Store;
using Tributary.TestKit.AggCat;

namespace Tributary.Server.Tests.AggCat;

/// <summary>Adding accounts, answering questions, changing logins (AggCat, 3, operations 3, 4, 11 and 12).</summary>
public sealed class LoginTests
{
    private const string CcBank = "/institutions/100000/logins";

    [Fact]
    public async Task Direct_AddsTenAccounts_AndAgainTheSame()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("1");

        var first = await program.PostAsync(CcBank, Credentials("direct", "anything"));
        var second = await program.PostAsync(CcBank, Credentials("direct", "anything"));

        Assert.Equal(HttpStatusCode.Created, first.Status);
        var accounts = XDocument.Parse(first.Text).Root!.Elements().ToList();
        Assert.Equal(10, accounts.Count);
        Assert.Equal(
            ["0000000000", "0000000001", "1000000001", "1000001111", "1000002222", "2000004444", "2000005555", "4100007777", "8000006666", "8000008888"],
            accounts.Select(account => Value(account, "accountNumber")).Order(StringComparer.Ordinal));
        Assert.Equal(Ids(first), Ids(second));
        Assert.Equal(Ids(first), Ids(await program.GetAsync("/accounts")));
    }

    [Theory]
    [InlineData("tfa_text", 1, "")]
    [InlineData("tfa_text2", 2, "")]
    [InlineData("tfa_choice", 1, "choice")]
    [InlineData("tfa_image", 1, "image")]
    public async Task Questions_ComeWithTwoHeaders_AndTheirAnswersAddTheAccounts(string user, int questions, string with)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");

        var asked = await program.PostAsync(CcBank, Credentials(user, "anything"));

        Assert.Equal(HttpStatusCode.Unauthorized, asked.Status);
        Assert.Empty(asked.Headers.WwwAuthenticate);
        var challenges = XDocument.Parse(asked.Text).Root!.Elements().ToList();
        Assert.Equal(questions, challenges.Count);
        Assert.All(challenges, challenge => Assert.Equal("text", challenge.Elements().First().Name.LocalName));
        if (with.Length > 0)
            Assert.Contains(challenges[0].Elements(), element => element.Name.LocalName == with);
        var headers = HeadersOf(asked);
        var answers = challenges.Select(challenge => AnswerTo(challenge)).ToArray();
        var confirmed = await program.PostAsync(CcBank, Answers(answers), headers);
        var again = await program.PostAsync(CcBank, Answers(answers), headers);

        Assert.Equal(HttpStatusCode.Created, confirmed.Status);
        Assert.Equal(10, XDocument.Parse(confirmed.Text).Root!.Elements().Count());
        Assert.Equal(HttpStatusCode.RequestTimeout, again.Status);
    }

    [Theory]
    [InlineData("tfa_text", "<challenge><text>Enter your first pet's name:</text></challenge>")]
    [InlineData(
        "tfa_choice",
        "<challenge><text>Which high school did you attend?</text><choice><text>Washington</text><val>Washington</val></choice>"
        + "<choice><text>Jefferson</text><val>Jefferson</val></choice><choice><text>Wilson</text><val>Wilson</val></choice>"
        + "<choice><text>loop</text><val>loop</val></choice><choice><text>Fail</text><val>fail</val></choice></challenge>")]
    public async Task TheTestInstitutionsQuestions_AreThoseThatProgramsOwnTestsCompare(string user, string challenges)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");

        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Challenges xmlns=\"http://schema.intuit.com/platform/fdatafeed/challenge/v1\">"
            + $"{challenges}</Challenges>",
            (await program.PostAsync(CcBank, Credentials(user, "anyvalue"))).Text);
    }

    [Fact]
    public async Task AChoice_MayAskAgain_OrFail()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var asked = await program.PostAsync(CcBank, Credentials("tfa_choice", "anything"));

        var askedAgain = await program.PostAsync(CcBank, Answers("loop"), HeadersOf(asked));
        Assert.Equal(HttpStatusCode.Unauthorized, askedAgain.Status);
        var failed = await program.PostAsync(CcBank, Answers("fail"), HeadersOf(askedAgain));

        AssertStatus(failed, HttpStatusCode.ServiceUnavailable, "187");
    }

    [Fact]
    public async Task WrongCredentials_AreAnError_ThatNamesTheCode()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");

        AssertStatus(await program.PostAsync(CcBank, Credentials("direct", "bad")), HttpStatusCode.ServiceUnavailable, "103");
        AssertStatus(await program.PostAsync(CcBank, Credentials("nobody", "x")), HttpStatusCode.ServiceUnavailable, "103");
        Assert.Empty(XDocument.Parse((await program.GetAsync("/accounts")).Text).Root!.Elements());
    }

    [Theory]
    [InlineData("<InstitutionLogin><credentials><credential><name>Banking Userid</name><value>a&b</value></credential></credentials></InstitutionLogin>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e \"direct\">]><InstitutionLogin/>")]
    [InlineData("<InstitutionLogin><credentials><credential><name>Banking Userid</name><value>direct</value></credential></credentials></InstitutionLogin>")]
    [InlineData("<InstitutionLogin><credentials><credential><name>onlineID</name><value>direct</value></credential></credentials></InstitutionLogin>")]
    [InlineData("<InstitutionLogin/>")]
    [InlineData("")]
    [InlineData("{")]
    public async Task WhatCannotBeUsed_IsABadRequest(string body)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");

        AssertStatus(await program.PostAsync(CcBank, body), HttpStatusCode.BadRequest, "api.request.invalid");
    }

    [Theory]
    [InlineData("<ns1:InstitutionLogin xmlns:ns1=\"urn:x\"><ns1:credentials>{0}{1}</ns1:credentials></ns1:InstitutionLogin>", "<ns1:credential><ns1:name>{0}</ns1:name><ns1:value>{1}</ns1:value></ns1:credential>")]
    [InlineData("<InstitutionLogin xmlns=\"urn:a\" xmlns:v1=\"urn:b\"><credentials>{0}{1}</credentials></InstitutionLogin>", "<v1:credential><v1:name>{0}</v1:name><v1:value>{1}</v1:value></v1:credential>")]
    [InlineData("{{\"credentials\":{{\"credential\":[{0},{1}]}}}}", "{{\"name\":\"{0}\",\"value\":\"{1}\"}}")]
    public async Task EverySpellingOfCredentials_IsRead(string frame, string credential)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var body = string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            frame,
            string.Format(System.Globalization.CultureInfo.InvariantCulture, credential, "Banking Userid", "direct"),
            string.Format(System.Globalization.CultureInfo.InvariantCulture, credential, "Banking Password", "anything"));

        Assert.Equal(HttpStatusCode.Created, (await program.PostAsync(CcBank, body)).Status);
    }

    [Fact]
    public async Task ALoginIsUpdated_StoredOnly_OrTriedAtOnce()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var added = await program.PostAsync(CcBank, Credentials("direct", "anything"));
        var login = "/logins/" + Value(XDocument.Parse(added.Text).Root!.Elements().First(), "institutionLoginId");

        AssertNothing(await program.PutAsync(login, Credentials("direct", "bad")));
        AssertStatus(await program.PutAsync(login + "?refresh=True", null), HttpStatusCode.ServiceUnavailable, "103");
        Assert.Equal("103", Value(XDocument.Parse((await program.GetAsync(login + "/accounts")).Text).Root!.Elements().First(), "aggrStatusCode"));
        AssertNothing(await program.PutAsync(login + "?refresh=true", Credentials("direct", "good")));
        AssertNothing(await program.PutAsync(login + "?refresh=true", "<InstitutionLogin/>"));
        AssertNothing(await program.PutAsync(login, ""));
        Assert.Equal("0", Value(XDocument.Parse((await program.GetAsync(login + "/accounts")).Text).Root!.Elements().First(), "aggrStatusCode"));
    }

    [Fact]
    public async Task CredentialsGivenAgain_AreAskedAboutAsAtFirst_AndStoredOnesAreNot()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var added = await program.PostAsync(CcBank, Answers("Rex"), HeadersOf(await program.PostAsync(CcBank, Credentials("tfa_text", "anything"))));
        var login = "/logins/" + Value(XDocument.Parse(added.Text).Root!.Elements().First(), "institutionLoginId");

        AssertNothing(await program.PutAsync(login + "?refresh=true", "<InstitutionLogin/>"));
        AssertNothing(await program.PutAsync(login, Credentials("tfa_text", "other")));
        var asked = await program.PutAsync(login + "?refresh=true", Credentials("tfa_text", "other"));

        Assert.Equal(HttpStatusCode.Unauthorized, asked.Status);
        Assert.Contains("pet", asked.Text, StringComparison.Ordinal);
        AssertNothing(await program.PutAsync(login + "?refresh=true", Answers("Rex"), HeadersOf(asked)));
        AssertNothing(await program.PutAsync(login + "?refresh=true", ""));
    }

    [Fact]
    public async Task AQuestionThatASilentRefreshLeft_IsAskedAgain_AndAnswered()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var added = await program.PostAsync(CcBank, Credentials("direct", "anything"));
        var login = "/logins/" + Value(XDocument.Parse(added.Text).Root!.Elements().First(), "institutionLoginId");
        server.Test.Script.At(100000).Behaviour = new() { AsksAgain = true };
        await RefreshSilentlyAsync(server);
        Assert.Equal("185", Value(XDocument.Parse((await program.GetAsync(login + "/accounts")).Text).Root!.Elements().First(), "aggrStatusCode"));

        var asked = await program.PutAsync(login + "?refresh=true", "");
        Assert.Equal(HttpStatusCode.Unauthorized, asked.Status);
        var question = Assert.Single(XDocument.Parse(asked.Text).Root!.Elements());
        AssertNothing(await program.PutAsync(login + "?refresh=true", Answers(AnswerTo(question)), HeadersOf(asked)));
        AssertStatus(await program.PutAsync(login + "?refresh=true", Answers(AnswerTo(question)), HeadersOf(asked)), HttpStatusCode.RequestTimeout, "api.challenge.expired");
        Assert.Equal("0", Value(XDocument.Parse((await program.GetAsync(login + "/accounts")).Text).Root!.Elements().First(), "aggrStatusCode"));
    }

    private static async Task RefreshSilentlyAsync(AggCatServer server)
    {
        var services = server.Test.Server.Services;
        var customer = await services.GetRequiredService<IStore>().ReadAsync(
            async reader => (await reader.FindCustomerByUsernameAsync((await reader.ListPartnersAsync()).Single().Id, "customer-1"))!, CancellationToken.None);
        await services.GetRequiredService<Aggregator>().RefreshAllAsync(customer, CancellationToken.None);
    }

    [Fact]
    public async Task Json_SaysTheSame()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program(isJson: true).SignOnAsync("customer-1");
        const string Tfa = """{"credentials":{"credential":[{"name":"Banking Userid","value":"tfa_choice"},{"name":"Banking Password","value":"x"}]}}""";

        var asked = await program.PostAsync(CcBank, Tfa);
        var challenge = JsonDocument.Parse(asked.Text).RootElement.GetProperty("challenge")[0].GetProperty("textOrImageAndChoice");
        Assert.Equal(JsonValueKind.String, challenge[0].ValueKind);
        Assert.Equal("Washington", challenge[1].GetProperty("text").GetString());
        var added = await program.PostAsync(CcBank, """{"challengeResponses":{"response":["Washington"]}}""", HeadersOf(asked));

        Assert.Equal(HttpStatusCode.Created, added.Status);
        var accounts = JsonDocument.Parse(added.Text).RootElement.GetProperty("accounts").EnumerateArray().ToList();
        Assert.Equal(10, accounts.Count);
        Assert.All(accounts, account => Assert.Equal(JsonValueKind.Number, account.GetProperty("accountId").ValueKind));
        Assert.Equal(
            ["bankingAccount", "creditAccount", "investmentAccount", "loanAccount"],
            accounts.Select(account => account.GetProperty("type").GetString()).Distinct().Order(StringComparer.Ordinal));
    }

    private static (string, string)[] HeadersOf(AggCatReply asked) =>
        [("challengeSessionId", asked.Header("challengeSessionId")!), ("challengeNodeId", asked.Header("challengeNodeId")!)];

    internal static string Credentials(string user, string password) =>
        "<InstitutionLogin xmlns=\"http://schema.intuit.com/platform/fdatafeed/institutionlogin/v1\"><credentials>"
        + $"<credential><name>Banking Userid</name><value>{user}</value></credential>"
        + $"<credential><name>Banking Password</name><value>{password}</value></credential></credentials></InstitutionLogin>";

    private static string Answers(params string[] answers) =>
        "<InstitutionLogin xmlns:v1=\"http://schema.intuit.com/platform/fdatafeed/institutionlogin/v1\"><challengeResponses>"
        + string.Concat(answers.Select(answer => $"<response xmlns=\"http://schema.intuit.com/platform/fdatafeed/challenge/v1\">{answer}</response>"))
        + "</challengeResponses></InstitutionLogin>";

    // A picture cannot be read here; its word is told in tests of the demo bank.
    private static string AnswerTo(XElement challenge) => challenge.Elements().FirstOrDefault(e => e.Name.LocalName == "choice") is { } choice
        ? choice.Elements().First(e => e.Name.LocalName == "val").Value
        : "anything";

    private static IReadOnlyList<string> Ids(AggCatReply reply) => [.. XDocument.Parse(reply.Text).Root!.Elements().Select(account => Value(account, "accountId"))];

    internal static string Value(XElement element, string name) => element.Elements().Single(e => e.Name.LocalName == name).Value;

    private static void AssertNothing(AggCatReply reply)
    {
        Assert.Equal((HttpStatusCode.OK, "", 0L), (reply.Status, reply.Text, reply.ContentHeaders.ContentLength));
        Assert.Null(reply.ContentHeaders.ContentType);
    }

    internal static void AssertStatus(AggCatReply reply, HttpStatusCode status, string code)
    {
        Assert.Equal(status, reply.Status);
        var info = Assert.Single(XDocument.Parse(reply.Text).Root!.Elements());
        Assert.Equal(code, Value(info, "errorCode"));
        Assert.StartsWith("gw-", Value(info, "correlationId"), StringComparison.Ordinal);
        Assert.Null(reply.Header("challengeSessionId"));
    }
}
