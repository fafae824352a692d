using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tributary.Cli.Tests.Programs;
using Tributary.TestKit.AggCat;

namespace Tributary.Cli.Tests;

/// <summary>Programs of the AggCat protocol, registered by an operator on the command line.</summary>
public sealed class AggCatTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Application_IsRegisteredWithGivenValues_AndTakenAway(bool throughServer)
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        await using var server = throughServer ? await workspace.ServeAsync() : null;
        var certificate = workspace.Write("app.crt", Certificate());
        await workspace.RunAsync("partner", "add", "Old app", "--id", "old");

        var given = await workspace.RunAsync(
            "partner", "aggcat", "--id", "old", "--consumer-key", "key-of-2013", "--consumer-secret", "secret of 2013", "--saml-issuer", "old.12345.ipp.prod",
            "--certificate", certificate, "--require-sha256", "--facade", "--batch-id", "batch-7");
        var made = await workspace.RunAsync("partner", "aggcat", "--id", "old", "--certificate", certificate);
        var removed = await workspace.RunAsync("partner", "aggcat", "--id", "old", "--remove");
        var nothing = await workspace.RunAsync("partner", "aggcat", "--id", "old", "--remove");
        var noCertificate = await workspace.RunAsync("partner", "aggcat", "--id", "old", "--certificate", workspace.Write("no.crt", "nothing"));

        Assert.Equal(
            "Partner id       old\nConsumer key     key-of-2013\nConsumer secret  as given\nSAML issuer      old.12345.ipp.prod\nFacade           Finicity's\nBatch id         batch-7\n",
            given.Out);
        Assert.Matches("^Partner id       old\nConsumer key     [A-Za-z0-9]{30}\nConsumer secret  [A-Za-z0-9]{40}\nSAML issuer      old\\.\\d{6}\\.tributary\n$", made.Out);
        Assert.Contains("SHA-1", made.Error, StringComparison.Ordinal);
        Assert.Equal("Partner old has no AggCat application any more.\n", removed.Out);
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("is no X.509 certificate", noCertificate.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProgramThatSignsForTheAddressBeforeAProxy_IsServed_OnceThatAddressIsTold()
    {
        using var workspace = new Workspace();
        await using var server = await workspace.ServeAsync("--public-address", "https://one.example", "--public-address", "https://bank.example");
        await workspace.RunAsync("partner", "add", "Old app", "--id", "old");
        await workspace.RunAsync(
            "partner", "aggcat", "--id", "old", "--consumer-key", "k", "--consumer-secret", "s", "--saml-issuer", "i", "--certificate", workspace.Write("app.crt", Certificate()));
        using var http = new HttpClient { BaseAddress = server.Url };
        var program = await new AggCatProgram(http, "k", "s", "i", AssertionSigner.TestKey, TimeProvider.System).SignOnAsync("1");

        Assert.Equal(HttpStatusCode.OK, await CallAsync("https://bank.example/v1/accounts"));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync("https://another.example/v1/accounts"));

        async Task<HttpStatusCode> CallAsync(string signed)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/accounts");
            request.Headers.TryAddWithoutValidation("Authorization", program.Authorization(HttpMethod.Get, new Uri(signed)));
            using var response = await http.SendAsync(request);
            return response.StatusCode;
        }
    }

    private static string Certificate()
    {
        var request = new CertificateRequest("CN=a program", AssertionSigner.TestKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(10));
        return certificate.ExportCertificatePem();
    }
}
