using System.Net;
using Tributary.Client;
using Tributary.TestKit;

namespace Tributary.Cli.Tests.Client;

public sealed class FinicityClientTests
{
    private const string Token = """{"token":"aB3dE6gH9jK2mN5pQ8sT"}""";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly FinicityPartner Partner = new("2445581", "partner-secret", "app-key");
    private static readonly LoginFieldValue[] Credentials = [new("101732001", "tfa_text"), new("101732002", "go")];

    [Fact]
    public async Task FirstCall_Authenticates_AndPresentsTheToken()
    {
        using var server = new ScriptedServer().Answers(Token).Answers("""{"accounts":[]}""").Answers("""{"accounts":[]}""");
        var client = new FinicityClient(server.Http, Partner);

        await client.GetAccountsAsync("52017", None);
        await client.GetAccountsAsync("52017", None);

        Assert.Equal(
            ["POST /aggregation/v2/partners/authentication", "GET /aggregation/v1/customers/52017/accounts", "GET /aggregation/v1/customers/52017/accounts"],
            server.Requests.Select(r => $"{r.Method} {r.Path}"));
        Assert.Equal("""{"partnerId":"2445581","partnerSecret":"partner-secret"}""", server.Requests[0].Body);
        Assert.All(server.Requests, r => Assert.Equal("app-key", r.Headers["Finicity-App-Key"]));
        Assert.Equal("aB3dE6gH9jK2mN5pQ8sT", server.Requests[2].Headers["Finicity-App-Token"]);
    }

    [Fact]
    public async Task OldToken_IsRenewedBeforeItEnds()
    {
        var clock = new AdjustableClock();
        using var server = new ScriptedServer().Answers(Token).Answers("{}").Answers("""{"token":"second"}""").Answers("{}");
        var client = new FinicityClient(server.Http, Partner, clock);

        await client.GetAccountsAsync("1", None);
        clock.Advance(TimeSpan.FromMinutes(91));
        await client.GetAccountsAsync("1", None);

        Assert.Equal("second", server.Requests[3].Headers["Finicity-App-Token"]);
    }

    [Fact]
    public async Task Challenge_IsAnsweredWithItsSession_UntilTheAccountsCome()
    {
        const string question = """{"questions":[{"text":"Enter your first pet's name"}]}""";
        using var server = new ScriptedServer().Answers(Token)
            .Answers((HttpStatusCode)203, question, headers: ("MFA-Session", "session-1"))
            .Answers((HttpStatusCode)203, """{"mfaChallenges":{"questions":[{"text":"Which?","choices":[{"choice":"Red","value":"r"}]}]}}""", headers: ("MFA-Session", "session-2"))
            .Answers("""{"accounts":[{"id":"3101","number":"1111","name":"Checking","type":"checking","balance":1310.27,"currency":"USD","institutionLoginId":8841}]}""");
        var client = new FinicityClient(server.Http, Partner);

        var first = Assert.IsType<ChallengeIssued>(await client.AddAllAccountsAsync("52017", "101732", Credentials, None));
        Assert.Equal("Enter your first pet's name", Assert.Single(first.Questions).Text);
        var second = Assert.IsType<ChallengeIssued>(await first.AnswerAsync(["Biscuit"], None));
        Assert.Equal(new ChallengeChoice("Red", "r"), Assert.Single(Assert.Single(second.Questions).Choices));
        var added = Assert.IsType<AccountsAdded>(await second.AnswerAsync(["r"], None));

        var account = Assert.Single(added.Accounts);
        Assert.Equal(("3101", 1310.27m, "USD", "8841"), (account.Id, account.Balance, account.Currency, account.InstitutionLoginId));
        Assert.Equal("""{"credentials":[{"id":"101732001","value":"tfa_text"},{"id":"101732002","value":"go"}]}""", server.Requests[1].Body);
        Assert.Equal("/aggregation/v1/customers/52017/institutions/101732/accounts/addall/mfa", server.Requests[2].Path);
        Assert.Equal(["session-1", "session-2"], server.Requests.Skip(2).Select(r => r.Headers["MFA-Session"]));
        Assert.Equal(
            "Biscuit",
            System.Text.Json.JsonDocument.Parse(server.Requests[2].Body!).RootElement
                .GetProperty("mfaChallenges").GetProperty("questions")[0].GetProperty("answer").GetString());
    }

    [Fact]
    public async Task RefreshAnswers_AreNotWrapped()
    {
        using var server = new ScriptedServer().Answers(Token)
            .Answers((HttpStatusCode)203, """{"questions":[{"text":"Name"}]}""", headers: ("MFA-Session", "s"))
            .Answers("""{"accounts":[]}""");
        var client = new FinicityClient(server.Http, Partner);

        var challenge = Assert.IsType<ChallengeIssued>(await client.RefreshLoginAsync("52017", "8841", None));
        await challenge.AnswerAsync(["Biscuit"], None);

        Assert.Equal("", server.Requests[1].Body);
        Assert.Equal("""{"questions":[{"text":"Name","answer":"Biscuit"}]}""", server.Requests[2].Body);
        await Assert.ThrowsAsync<ArgumentException>(() => challenge.AnswerAsync([], None));
    }

    [Fact]
    public async Task Transactions_AreFetchedPageByPage_WhateverFormTheFiguresHave()
    {
        using var server = new ScriptedServer().Answers(Token)
            .Answers("""{"moreAvailable":"true","fromDate":"1","transactions":[{"id":1,"accountId":3101,"amount":-63.18,"status":"active","postedDate":1425168000},{"id":2,"amount":"7.5","status":"pending"}]}""")
            .Answers("""{"moreAvailable":true,"transactions":[{"id":"3","amount":1}]}""")
            .Answers("""{"transactions":[]}""");
        var range = new TransactionRange(DateTimeOffset.FromUnixTimeSeconds(1000), DateTimeOffset.FromUnixTimeSeconds(2000)) { IncludePending = true, PageSize = 2 };

        var all = await new FinicityClient(server.Http, Partner).GetTransactionsAsync("52017", range, None).ToListAsync(None);

        Assert.Equal(["1", "2", "3"], all.Select(t => t.Id));
        Assert.Equal([-63.18m, 7.5m, 1m], all.Select(t => t.Amount));
        Assert.Equal([false, true, false], all.Select(t => t.IsPending));
        Assert.Equal(new DateTimeOffset(2015, 3, 1, 0, 0, 0, TimeSpan.Zero), all[0].PostedDate);
        Assert.Equal(
            "/aggregation/v3/customers/52017/transactions?fromDate=1000&toDate=2000&sort=desc&includePending=true&limit=2&start=1",
            server.Requests[1].Path);
        Assert.EndsWith("&start=3", server.Requests[2].Path, StringComparison.Ordinal);
        Assert.EndsWith("&start=4", server.Requests[3].Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"code":103,"message":"Aggregation error."}""", "application/json", "103", "Aggregation error.")]
    [InlineData("""{"code":"10010","status":"400","message":"Invalid field"}""", "application/json", "10010", "Invalid field")]
    [InlineData("""{"Errors":{"Error":[{"ReasonCode":"DECLINED","Description":"No."}]}}""", "application/json", "DECLINED", "No.")]
    [InlineData("Invalid (Finicity-App-Key)", "text/plain", null, "Invalid (Finicity-App-Key)")]
    [InlineData("", "text/plain", null, "The server answered 500 Internal Server Error.")]
    public async Task Refusal_BringsTheServersCodeAndText(string body, string type, string? code, string text)
    {
        using var server = new ScriptedServer().Answers(HttpStatusCode.InternalServerError, body, type);

        var refusal = await Assert.ThrowsAsync<ServerException>(() => new FinicityClient(server.Http, Partner).AuthenticateAsync(None));

        Assert.Equal((HttpStatusCode.InternalServerError, code, text), (refusal.Status, refusal.Code, refusal.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("""{"accounts":[{"name":"no id"}]}""")]
    [InlineData("""{"accounts":[{"id":"1","balance":"much"}]}""")]
    public async Task AnswerNobodyUnderstands_IsOneKindOfFailure(string body)
    {
        using var server = new ScriptedServer().Answers(Token).Answers(body);

        var failure = await Assert.ThrowsAsync<ServerException>(() => new FinicityClient(server.Http, Partner).GetAccountsAsync("1", None));

        Assert.Equal(HttpStatusCode.OK, failure.Status);
    }

    [Fact]
    public async Task NobodyThere_IsTheSameKindOfFailure_WithoutStatus()
    {
        using var server = new ScriptedServer();

        var failure = await Assert.ThrowsAsync<ServerException>(() => new FinicityClient(server.Http, Partner).AuthenticateAsync(None));

        Assert.Null(failure.Status);
        Assert.Contains("http://bank.test", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_AreNotInTheTextForms()
    {
        Assert.DoesNotContain("secret", $"{Partner}{Credentials[0]}{new CreatedOperatorToken { Name = "n", Token = "secret" }}", StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new RegisteredPartner { PartnerId = "1", PartnerSecret = "secret", AppKey = "secret", Name = "n" }.ToString(), StringComparison.Ordinal);
    }
}
