using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tributary.Core.Secrets;
using Tributary.Core.SignOn;

namespace Tributary.Server;

/// <summary>
/// The sandbox partner's application of the AggCat protocol. Its private key lies in the data folder, because there it is the program that has to have it;
/// outside of a sandbox programs keep their own.
/// </summary>
/// <param name="ConsumerKey">The OAuth consumer key.</param>
/// <param name="ConsumerSecret">The OAuth consumer secret.</param>
/// <param name="SamlIssuer">The SAML identity provider id.</param>
/// <param name="KeyFile">Where the private key lies, in PEM; its certificate lies beside it.</param>
/// <param name="SettingsFile">Where all of these stand, to be read by whoever sets up a program.</param>
public sealed record FirstApplication(string ConsumerKey, Secret ConsumerSecret, string SamlIssuer, string KeyFile, string SettingsFile)
{
    internal static async Task<FirstApplication> MakeAsync(
        ApplicationRegistry applications, string partnerId, string dataFolder, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Tributary sandbox", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = clock.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(20));
        var registered = await applications.RegisterAsync(partnerId, new NewApplication(certificate.RawData), cancellationToken);

        var folder = Path.GetFullPath(dataFolder);
        var keyFile = Path.Combine(folder, "sandbox-aggcat.key");
        // The older form: libraries of the protocol's day read no other, and today's read both.
        WriteForOwner(keyFile, key.ExportRSAPrivateKeyPem());
        WriteForOwner(Path.Combine(folder, "sandbox-aggcat.crt"), certificate.ExportCertificatePem());
        var settingsFile = Path.Combine(folder, "sandbox-aggcat.txt");
        WriteForOwner(
            settingsFile,
            $"""
             AggCat settings of the sandbox partner {partnerId}

             consumer key               {registered.Application.ConsumerKey}
             consumer secret            {registered.ConsumerSecret.Reveal()}
             SAML identity provider id  {registered.Application.SamlIssuer}
             private key                {keyFile}
             customer id                any name
             token exchange             /oauth/v1/get_access_token_by_saml
             data                       /rest-war/v1, /v1 or /financialdatafeed/v1
             """);
        return new FirstApplication(
            registered.Application.ConsumerKey, registered.ConsumerSecret, registered.Application.SamlIssuer, keyFile, settingsFile);
    }

    private static void WriteForOwner(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.WriteLine(text);
    }
}
