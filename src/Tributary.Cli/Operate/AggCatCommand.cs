using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tributary.Cli.Terminals;
using Tributary.Client;

namespace Tributary.Cli.Operate;

/// <summary><c>tributary partner aggcat</c>: how a partner's programs sign on by the AggCat protocol.</summary>
internal static class AggCatCommand
{
    private const long LongestCertificate = 64 * 1024;

    public static Command Create(Terminal terminal)
    {
        var id = new Option<string>("--id") { HelpName = "PARTNER", Description = "The partner's id.", Required = true };
        var consumerKey = new Option<string?>("--consumer-key") { HelpName = "KEY", Description = "The OAuth consumer key the program already has; made up where left out." };
        var secret = PartnerCommand.SecretOption("--consumer-secret", "The OAuth consumer secret the program already has; made up where left out.");
        var issuer = new Option<string?>("--saml-issuer") { HelpName = "ID", Description = "The SAML identity provider id the program already has; made up where left out." };
        var certificate = new Option<string?>("--certificate") { HelpName = "FILE", Description = "The X.509 certificate, PEM or DER, of the key the program signs with." };
        var sha256 = new Option<bool>("--require-sha256") { Description = "Refuses assertions that rest on SHA-1, as programs of the protocol's day make them." };
        var facade = new Option<bool>("--facade")
        {
            Description = "The program was written for Finicity's facade: customer ids of 6 signs at least, a good login refreshed once an hour at most.",
        };
        var batch = new Option<string?>("--batch-id") { HelpName = "ID", Description = "In whose name the program signs on to fetch files of what changed." };
        var remove = new Option<bool>("--remove") { Description = "Takes the application away; its tokens end." };
        var command = new StoreCommand(
            "aggcat",
            "Lets a partner's programs sign on by the AggCat protocol, with values of your choosing; replaces what was there.",
            id, consumerKey, secret, issuer, certificate, sha256, facade, batch, remove);
        foreach (var option in new[] { consumerKey, secret, issuer, certificate, batch })
            UsageErrors.RejectBlank(option);
        command.Validators.Add(line =>
        {
            if (!line.GetValue(remove) && line.GetValue(certificate) is null)
                line.AddError("Say with --certificate FILE whose signature the program's assertions carry, or --remove.");
        });
        command.SetAction(async (store, line, cancellationToken) =>
        {
            var partner = line.GetRequiredValue(id);
            if (line.GetValue(remove))
            {
                await store.RemoveAggCatApplicationAsync(partner, cancellationToken);
                terminal.WriteLine($"Partner {Printable.Of(partner)} has no AggCat application any more.");
                return;
            }

            var given = await PartnerCommand.ReadAsync(terminal, "Consumer secret", line.GetValue(secret), cancellationToken);
            var application = await store.SetAggCatApplicationAsync(
                partner,
                new NewAggCatApplication
                {
                    Certificate = ReadCertificate(line.GetValue(certificate)!),
                    ConsumerKey = line.GetValue(consumerKey),
                    ConsumerSecret = given,
                    SamlIssuer = line.GetValue(issuer),
                    RequiresSha256 = line.GetValue(sha256),
                    IsFacade = line.GetValue(facade),
                    BatchId = line.GetValue(batch),
                },
                cancellationToken);
            Show(terminal, application, given);
        });
        return command;
    }

    private static void Show(Terminal terminal, AggCatApplication application, string? given)
    {
        terminal.WriteLine($"Partner id       {Printable.Of(application.PartnerId)}");
        terminal.WriteLine($"Consumer key     {Printable.Of(application.ConsumerKey)}");
        terminal.WriteLine($"Consumer secret  {(given is null ? application.ConsumerSecret : "as given")}");
        terminal.WriteLine($"SAML issuer      {Printable.Of(application.SamlIssuer)}");
        if (application.IsFacade)
            terminal.WriteLine("Facade           Finicity's");
        if (application.BatchId is { } batch)
            terminal.WriteLine($"Batch id         {Printable.Of(batch)}");
        if (given is null)
            terminal.WriteNote("The secret was made up and is shown this once; the store keeps it sealed.");
        if (!application.RequiresSha256)
            terminal.WriteNote("Assertions may rest on SHA-1, because programs of the protocol's day make no others; where yours does, say --require-sha256.");
    }

    private static string ReadCertificate(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LongestCertificate)
                throw new CommandFailedException($"{path} is too long for a certificate.");
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            return certificate.ExportCertificatePem();
        }
        catch (CryptographicException)
        {
            throw new CommandFailedException($"{path} is no X.509 certificate in PEM or DER. A key alone is none: openssl req -x509 makes one of it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{path} cannot be read: {exception.Message}");
        }
    }
}
