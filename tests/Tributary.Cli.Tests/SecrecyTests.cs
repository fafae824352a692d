using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Tributary.Cli.Tests.Programs;
using Tributary.Client;
using Tributary.TestKit.AggCat;

namespace Tributary.Cli.Tests;

/// <summary>Canaries through a whole life at the most talkative log level: no secret in any output, nor in any file of the store.</summary>
public sealed class SecrecyTests
{
    private const string CcBank = "100000";

    [Fact]
    public async Task NoSecret_IsWrittenAnywhere()
    {
        using var workspace = new Workspace();
        var canaries = new List<string>();
        var written = new StringBuilder();

        await using (var first = await workspace.ServeAsync("--log-level", "Trace"))
        {
            var screen = await first.ReadUntilAsync("Ctrl-C");
            canaries.AddRange(FirstScreen.Read(screen).Secrets);
            canaries.Add((await File.ReadAllTextAsync(workspace.KeyFile)).Trim());
            canaries.Add(await TokenOfThisRunAsync(workspace));
            canaries.AddRange(await LiveAsync(first.Url, FirstScreen.Read(screen)));
            canaries.AddRange(await LiveByAggCatAsync(workspace, first.Url, FirstScreen.Read(screen).PartnerId, written));
            canaries.Add((await workspace.RunAsync("token", "create", "backup", "--log-level", "Trace")).Out.Trim());
            written.Append((await workspace.RunAsync("demo", "--log-level", "Trace")).Both);
            written.Append((await workspace.RunAsync("import", workspace.Write("a.ofx", Statement.With(2)), "--log-level", "Trace")).Both);
            var ended = await first.StopAsync("TERM");
            written.Append(ended.Error);
            AssertOnlyOnTheFirstScreen(ended.Out, screen);
        }

        await using (var second = await workspace.ServeAsync("--log-level", "Trace"))
            written.Append((await second.StopAsync("TERM")).Both);
        written.Append((await workspace.RunAsync("import", workspace.Write("b.ofx", Statement.With(3)), "--log-level", "Trace")).Both);
        written.Append((await workspace.RunAsync("demo", "--log-level", "Trace")).Both);

        Assert.Contains("\"LogLevel\":\"Information\"", written.ToString(), StringComparison.Ordinal);
        Assert.Equal(18, canaries.Count);
        // Whose data it is lies in the store, and is nobody's to read in a log.
        Assert.DoesNotContain("canary-customer", written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary-nobody", written.ToString(), StringComparison.Ordinal);
        var places = Directory.GetFiles(workspace.Data, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes, StringComparer.Ordinal);
        places["output"] = Encoding.UTF8.GetBytes(written.ToString());
        foreach (var canary in canaries)
        {
            Assert.True(canary.Length >= 12, "a canary is too short to be told from chance");
            foreach (var (place, bytes) in places)
                Assert.True(!Forms(canary).Any(form => bytes.AsSpan().IndexOf(form) >= 0), $"canary {canaries.IndexOf(canary)} is in {place}");
        }
    }

    /// <summary>A program's life with canaries in every secret it sends.</summary>
    private static async Task<IEnumerable<string>> LiveAsync(Uri url, FirstScreen screen)
    {
        const string password = "Canary-pass-7731";
        const string userId = "tfa_text";
        const string answer = "Canary-answer-9182";
        const string wrongSecret = "Canary-wrong-secret-44";
        const string wrongKey = "canarywrongkey0123456789abcdef00";
        using var http = new HttpClient { BaseAddress = url };
        var partner = new FinicityPartner(screen.PartnerId, screen.PartnerSecret, screen.AppKey);
        var client = new FinicityClient(http, partner);
        var none = CancellationToken.None;

        await Assert.ThrowsAsync<ServerException>(() => new FinicityClient(http, new(partner.PartnerId, wrongSecret, partner.AppKey)).AuthenticateAsync(none));
        await Assert.ThrowsAsync<ServerException>(() => new FinicityClient(http, new(partner.PartnerId, wrongSecret, wrongKey)).AuthenticateAsync(none));
        await Assert.ThrowsAsync<ServerException>(() => new TributaryClient(http, "trb_canarywrongtoken").GetHealthAsync(none));

        var customer = await client.AddTestingCustomerAsync("canary-customer", "Cana", "Ry", none);
        LoginFieldValue[] credentials = [new(CcBank + "001", userId), new(CcBank + "002", password)];
        var challenge = Assert.IsType<ChallengeIssued>(await client.AddAllAccountsAsync(customer.Id, CcBank, credentials, none));
        var added = Assert.IsType<AccountsAdded>(await challenge.AnswerAsync([answer], none));
        Assert.NotEmpty(added.Accounts);
        Assert.IsType<AccountsAdded>(await client.RefreshLoginAsync(customer.Id, added.Accounts[0].InstitutionLoginId!, none));
        return [password, answer, wrongSecret, wrongKey, "trb_canarywrongtoken"];
    }

    /// <summary>The same of a program of the AggCat protocol, with whatever can be refused.</summary>
    private static async Task<IEnumerable<string>> LiveByAggCatAsync(Workspace workspace, Uri url, string partnerId, StringBuilder written)
    {
        const string consumerSecret = "Canary consumer secret 5521";
        const string password = "Canary-pass-8842";
        const string answer = "Canary-answer-3340";
        const string broken = "Canary-pass-<&-6613";
        var request = new CertificateRequest("CN=a program", AssertionSigner.TestKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(1));
        written.Append((await workspace.RunWithInputAsync(
            consumerSecret + "\n", "partner", "aggcat", "--id", partnerId, "--consumer-key", "canary-key", "--consumer-secret", "-", "--saml-issuer", "canary.issuer",
            "--certificate", workspace.Write("app.crt", certificate.ExportCertificatePem()), "--log-level", "Trace")).Both);
        using var http = new HttpClient { BaseAddress = url };
        var program = new AggCatProgram(http, "canary-key", consumerSecret, "canary.issuer", AssertionSigner.TestKey, TimeProvider.System);

        var assertion = program.Assertion("canary-customer-2");
        var signature = assertion.Split("SignatureValue>")[1][..60];
        var parts = (await program.ExchangeAsync(assertion)).Text.Split('&', '=');
        (program.TokenSecret, program.Token) = (parts[1], parts[3]);
        foreach (var refused in new[] { assertion, assertion.Replace("canary-customer-2", "canary-nobody", StringComparison.Ordinal), assertion[..^9], "canary-nobody" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await program.ExchangeAsync(refused)).Status);
        await new AggCatProgram(http, "canary-nobody", consumerSecret, "canary.issuer", AssertionSigner.TestKey, TimeProvider.System).ExchangeAsync(assertion);

        const string logins = "/institutions/100000/logins";
        var asked = await program.PostAsync(logins, Login("tfa_text", password));
        var session = asked.Header("challengeSessionId")!;
        var confirmed = await program.PostAsync(
            logins, $"<InstitutionLogin><challengeResponses><response>{answer}</response></challengeResponses></InstitutionLogin>", ("challengeSessionId", session), ("challengeNodeId", "1"));
        Assert.Equal(HttpStatusCode.Created, confirmed.Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await program.PostAsync(logins, Login("direct", broken))).Status);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/accounts")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync($"/accounts?oauth_token={program.Token}&oauth_nonce={program.TokenSecret}")).Status);
        return [consumerSecret, password, answer, broken, signature, program.Token, program.TokenSecret, session];

        static string Login(string user, string password) =>
            $"<InstitutionLogin><credentials><credential><name>Banking Userid</name><value>{user}</value></credential>"
            + $"<credential><name>Banking Password</name><value>{password}</value></credential></credentials></InstitutionLogin>";
    }

    private static async Task<string> TokenOfThisRunAsync(Workspace workspace)
    {
        using var told = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(workspace.Data, "server.json")));
        return told.RootElement.GetProperty("token").GetString()!;
    }

    private static void AssertOnlyOnTheFirstScreen(string all, string screen)
    {
        Assert.StartsWith(screen, all, StringComparison.Ordinal);
        Assert.Equal("", all[screen.Length..]);
    }

    private static IEnumerable<byte[]> Forms(string canary)
    {
        var bytes = Encoding.UTF8.GetBytes(canary);
        yield return bytes;
        yield return Encoding.Unicode.GetBytes(canary);
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(bytes));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes));
        yield return Encoding.ASCII.GetBytes(Uri.EscapeDataString(canary));
        // Base64 at each of the three places a text can stand in a longer one, without the digits its neighbours share.
        for (var shift = 0; shift < 3; shift++)
        {
            var encoded = Convert.ToBase64String([.. new byte[shift], .. bytes]);
            yield return Encoding.ASCII.GetBytes(encoded[4..^4]);
        }
    }
}
