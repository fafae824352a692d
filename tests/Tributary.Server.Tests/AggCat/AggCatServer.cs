using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Core.Secrets;
using Tributary.Core.SignOn;
using Tributary.TestKit.AggCat;

namespace Tributary.Server.Tests.AggCat;

/// <summary>A server whose sandbox partner has an AggCat application with values of a test's own.</summary>
internal sealed class AggCatServer(TestServer server) : IAsyncDisposable
{
    public const string ConsumerKey = "qyprdConsumerKey0001";
    public const string ConsumerSecret = "consumer secret & more";
    public const string SamlIssuer = "demo.1001.tributary.test";

    public TestServer Test => server;

    public static byte[] Certificate { get; } = CertificateOf(AssertionSigner.TestKey);

    public static async Task<AggCatServer> StartAsync(Func<ServerOptions, ServerOptions>? change = null, bool requiresSha256 = false, bool isFacade = false, string? batchId = null)
    {
        var server = await TestServer.StartAsync(change);
        await server.Server.Services.GetRequiredService<ApplicationRegistry>().RegisterAsync(
            server.Sandbox.PartnerId,
            new NewApplication(Certificate, ConsumerKey, new Secret(ConsumerSecret), SamlIssuer, requiresSha256, isFacade, batchId),
            CancellationToken.None);
        return new AggCatServer(server);
    }

    /// <summary>A program of the application, not signed on.</summary>
    public AggCatProgram Program(string mount = "/rest-war/v1", bool isJson = false, string? host = null, AssertionTemplate? template = null) =>
        new(server.Http, ConsumerKey, ConsumerSecret, SamlIssuer, AssertionSigner.TestKey, server.Clock)
        {
            Mount = mount,
            IsJson = isJson,
            Host = host,
            Template = template ?? AssertionTemplate.Plain,
        };

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static byte[] CertificateOf(RSA key)
    {
        var request = new CertificateRequest("CN=a program", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(10));
        return certificate.RawData;
    }
}
