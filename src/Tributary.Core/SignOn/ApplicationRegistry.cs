using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tributary.Core.Errors;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Core.Store;

namespace Tributary.Core.SignOn;

/// <summary>Registers partners' applications.</summary>
public sealed class ApplicationRegistry(IStore store, IVault vault, TimeProvider clock)
{
    /// <summary>The least length of a key; shorter ones can be broken by those who care to.</summary>
    public const int LeastKeyBits = 2048;

    /// <summary>The field under which a consumer secret is sealed.</summary>
    public const string SecretField = "aggcat.consumer-secret";

    /// <summary>Gives a partner an application, in place of the one it has; the tokens of the former one end.</summary>
    /// <param name="partnerId">The id the partner presents.</param>
    /// <param name="application">What is given.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The application with its secret, which nobody can ask for again.</returns>
    /// <exception cref="TributaryException">
    /// <c>partner.not-found</c>, <c>request.parameter-invalid</c> naming the value, <c>partner.taken</c> where another partner has the consumer key or issuer.
    /// </exception>
    public async Task<RegisteredApplication> RegisterAsync(string partnerId, NewApplication application, CancellationToken cancellationToken)
    {
        Require("consumerKey", application.ConsumerKey, text => text.All(c => c is > ' ' and <= '~'));
        Require("samlIssuer", application.SamlIssuer, text => !text.Any(char.IsControl) && text.Trim() == text);
        Require("batchId", application.BatchId, text => !text.Any(char.IsControl) && text.Trim() == text);
        Require("consumerSecret", application.ConsumerSecret?.Reveal(), text => !text.Any(char.IsControl));
        var certificate = CertificateOf(application.Certificate);
        return await store.WriteAsync(tx => RegisterAsync(tx, partnerId, application, certificate, cancellationToken), cancellationToken);
    }

    /// <summary>Takes a partner's application away; its tokens end.</summary>
    /// <param name="partnerId">The id the partner presents.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException"><c>partner.not-found</c>, <c>customer.application-not-found</c> where it has none.</exception>
    public Task RemoveAsync(string partnerId, CancellationToken cancellationToken) => store.WriteAsync(
        async tx =>
        {
            var partner = await PartnerAsync(tx, partnerId);
            if (!await tx.TryDeleteApplicationAsync(partner.Id))
                throw new TributaryException(ErrorCatalogue.ApplicationNotFound, partnerId);
        },
        cancellationToken);

    /// <summary>A partner's application.</summary>
    /// <param name="partnerId">The id the partner presents.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The application, or null.</returns>
    /// <exception cref="TributaryException"><c>partner.not-found</c>.</exception>
    public Task<Application?> FindAsync(string partnerId, CancellationToken cancellationToken) => store.ReadAsync(
        async reader => await reader.FindApplicationAsync((await PartnerAsync(reader, partnerId)).Id), cancellationToken);

    private async Task<RegisteredApplication> RegisterAsync(
        IStoreWriter tx, string partnerId, NewApplication given, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var partner = await PartnerAsync(tx, partnerId);
        var secret = given.ConsumerSecret ?? new Secret(RandomText.LettersAndDigits(40));
        var application = new Application
        {
            PartnerId = partner.Id,
            ConsumerKey = given.ConsumerKey ?? RandomText.LettersAndDigits(30),
            SealedConsumerSecret = await vault.SealAsync(tx, SecretAddress.OfPartner(partner.Id, SecretField), secret, cancellationToken),
            SamlIssuer = given.SamlIssuer ?? $"{partner.PublicId}.{RandomText.Digits(6)}.tributary",
            Certificate = certificate.RawData,
            RequiresSha256 = given.RequiresSha256,
            IsFacade = given.IsFacade,
            BatchId = given.BatchId,
            CreatedAt = clock.GetUtcNow(),
        };
        await tx.TryDeleteApplicationAsync(partner.Id);
        return await tx.TryAddApplicationAsync(application)
            ? new RegisteredApplication(application, secret)
            : throw new TributaryException(ErrorCatalogue.PartnerTaken, $"{application.ConsumerKey}, {application.SamlIssuer}");
    }

    private static async Task<Partner> PartnerAsync(IStoreReader reader, string partnerId) =>
        await reader.FindPartnerByPublicIdAsync(partnerId) ?? throw new TributaryException(ErrorCatalogue.PartnerNotFound, partnerId);

    private static void Require(string name, string? value, Func<string, bool> isValid)
    {
        if (value is not null && (value.Length is < 1 or > 255 || !isValid(value)))
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, name);
    }

    private static X509Certificate2 CertificateOf(byte[] bytes)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = X509CertificateLoader.LoadCertificate(bytes);
        }
        catch (CryptographicException exception)
        {
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, "certificate: not an X.509 certificate in PEM or DER", exception);
        }

        using var key = certificate.GetRSAPublicKey();
        return key?.KeySize >= LeastKeyBits
            ? certificate
            : throw new TributaryException(ErrorCatalogue.ParameterInvalid, $"certificate: its key is not an RSA key of at least {LeastKeyBits} bits");
    }
}
