using System.Net;
using System.Text;
using Tributary.Client;

namespace Tributary.Cli.Tests.Client;

public sealed class TributaryClientTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Import_SendsTheBytes_AndReadsTheReport()
    {
        using var server = new ScriptedServer().Answers(
            """
            {"file":"x.qfx","format":"OFX 1.02 SGML","customer":{"id":"1000123","username":"me"},
             "accounts":[{"id":"7","source":"NFCU","number":"12","name":"Savings","type":"savings","currency":"USD","balance":44.25,"isNew":true,
                          "found":18,"added":17,"modified":1,"vanished":0,"alreadyKnown":0,"from":"2023-05-31","to":"2024-05-21","later":1}],
             "problems":[{"line":12,"column":5,"severity":"warning","code":"amount-unreadable","text":"No amount."}]}
            """);
        var client = new TributaryClient(server.Http, "trb_token");
        using var file = new MemoryStream(Encoding.ASCII.GetBytes("OFXHEADER"));

        var report = await client.ImportAsync(file, "me & you", "partner 1", None);

        var account = Assert.Single(report.Accounts);
        Assert.Equal((44.25m, 17, new DateOnly(2023, 5, 31), true), (account.Balance, account.Added, account.From, account.IsNew));
        Assert.Equal(new FileProblem { Line = 12, Column = 5, Severity = "warning", Code = "amount-unreadable", Text = "No amount." }, Assert.Single(report.Problems));
        var sent = Assert.Single(server.Requests);
        Assert.Equal("/tributary/v1/imports?customer=me%20%26%20you&partner=partner%201", sent.Path);
        Assert.Equal("Bearer trb_token", sent.Headers["Authorization"]);
        Assert.Equal("OFXHEADER", sent.Body);
    }

    [Fact]
    public async Task ImportOfNoStatement_IsAReportWithoutAccounts()
    {
        using var server = new ScriptedServer().Answers(
            HttpStatusCode.UnprocessableEntity, """{"code":"file.not-statement","accounts":[],"problems":[{"line":1,"column":1,"text":"Not OFX."}]}""");
        using var file = new MemoryStream();

        var report = await new TributaryClient(server.Http, "t").ImportAsync(file, "me", partner: null, None);

        Assert.Null(report.Format);
        Assert.Empty(report.Accounts);
        Assert.Single(report.Problems);
    }

    [Fact]
    public async Task Problem_BringsTitleDetailCodeAndRequestId()
    {
        using var server = new ScriptedServer().Answers(
            HttpStatusCode.NotFound,
            """{"type":"/docs/errors#partner.not-found","title":"There is no such partner.","status":404,"code":"partner.not-found","detail":"9","requestId":"R1"}""",
            "application/problem+json");

        var refusal = await Assert.ThrowsAsync<ServerException>(() => new TributaryClient(server.Http, "t").DeletePartnerAsync("9", None));

        Assert.Equal(
            (HttpStatusCode.NotFound, "partner.not-found", "There is no such partner: 9", "R1"),
            (refusal.Status, refusal.Code, refusal.Message, refusal.RequestId));
    }

    [Fact]
    public async Task ServerThatDoesNotWork_IsToldByItsHealth()
    {
        using var server = new ScriptedServer().Answers(HttpStatusCode.ServiceUnavailable, """{"status":"not ready","store":"unavailable","signInsRunning":2}""");

        Assert.Equal(
            new ServerHealth { Status = "not ready", Store = "unavailable", SignInsRunning = 2 },
            await new TributaryClient(server.Http, "t").GetHealthAsync(None));
    }
}
