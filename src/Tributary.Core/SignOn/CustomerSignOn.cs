using System.Security.Cryptography;
using System.Text;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Core.Store;

namespace Tributary.Core.SignOn;

/// <summary>
/// Signs an application on in a customer's name, and tells whose a token is. An assertion is used once, also across a restart; a token
/// lives an hour and goes with its customer, so that a program that has deleted one cannot bring it back by going on.
/// </summary>
public sealed class CustomerSignOn(IStore store, IVault vault, TimeProvider clock)
{
    /// <summary>How long a token lives: no less than the longest that programs keep one (AggCat, 2.2), with some to spare.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(70);

    private const string TokenSecretPurpose = "aggcat.token-secret";
    private readonly GatheredWrites _writes = new(store);

    /// <summary>The application of a consumer key, with the partner it belongs to.</summary>
    /// <param name="consumerKey">The key.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The application; null where there is none, or its partner is locked.</returns>
    public Task<Application?> FindApplicationAsync(string consumerKey, CancellationToken cancellationToken) => store.ReadAsync(
        async reader => await reader.FindApplicationByConsumerKeyAsync(consumerKey) is { } application
            && await reader.FindPartnerAsync(application.PartnerId) is { LockedAt: null }
                ? application
                : null,
        cancellationToken);

    /// <summary>Uses a verified assertion: the customer it names is added where there is none yet, and gets a token.</summary>
    /// <exception cref="TributaryException"><c>customer.username-invalid</c> where a facade's application names somebody as Finicity does not.</exception>
    /// <param name="application">Whose assertion it was.</param>
    /// <param name="assertionId">Its id.</param>
    /// <param name="keepUntil">Until when the same assertion could be presented again.</param>
    /// <param name="customerName">The customer it names.</param>
    /// <returns>The token; null where the assertion was used before.</returns>
    public async Task<IssuedToken?> SignOnAsync(Application application, string assertionId, DateTimeOffset keepUntil, string customerName)
    {
        if (application.IsFacade)
            CustomerRegistry.RequireUsername(customerName);
        var token = new Secret("qyprd" + RandomText.LettersAndDigits(43));
        var now = clock.GetUtcNow();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(assertionId));
        var isNew = await _writes.WriteAsync(async tx =>
        {
            if (!await tx.TryUseAssertionAsync(application.PartnerId, hash, keepUntil, now))
                return false;
            var customer = await CustomerAsync(tx, application.PartnerId, customerName);
            await tx.AddCustomerTokenAsync(new CustomerToken(HashOf(token), application.PartnerId, customer.Id, now + TokenLifetime), now);
            return true;
        });
        return isNew ? new IssuedToken(token, SecretOf(token)) : null;
    }

    /// <summary>Whom a token speaks for, with the secrets its calls are signed with.</summary>
    /// <param name="consumerKey">The consumer key of the call.</param>
    /// <param name="token">The token of the call.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>
    /// Who is signed on; null where key or token is unknown or they do not belong together, the token has ended, or the partner is locked.
    /// Nothing is proved yet: the call's signature is to be verified with the secrets.
    /// </returns>
    public Task<SignedOn?> FindAsync(string consumerKey, Secret token, CancellationToken cancellationToken) => store.ReadAsync(
        async reader =>
        {
            if (await reader.FindApplicationByConsumerKeyAsync(consumerKey) is not { } application
                || await reader.FindCustomerTokenAsync(HashOf(token)) is not { } known
                || known.PartnerId != application.PartnerId
                || known.ExpiresAt <= clock.GetUtcNow()
                || await reader.FindPartnerAsync(application.PartnerId) is not { LockedAt: null } partner
                || await reader.FindCustomerAsync(partner.Id, known.CustomerId) is not { } customer)
                return null;
            var address = SecretAddress.OfPartner(partner.Id, ApplicationRegistry.SecretField);
            var consumerSecret = await vault.OpenAsync(reader, address, application.SealedConsumerSecret, cancellationToken);
            return new SignedOn(application, partner, customer, consumerSecret, SecretOf(token));
        },
        cancellationToken);

    private async Task<Customer> CustomerAsync(IStoreWriter tx, PartnerId partner, string name)
    {
        if (await tx.FindCustomerByUsernameAsync(partner, name) is { } known)
            return known;
        var customer = new Customer
        {
            Id = new CustomerId(await tx.TakeIdsAsync(1)),
            PartnerId = partner,
            Username = name,
            // Until the first account says otherwise.
            Type = CustomerType.Active,
            CreatedAt = clock.GetUtcNow(),
        };
        return await tx.TryAddCustomerAsync(customer) ? customer : throw new InvalidOperationException("A username that was free is taken.");
    }

    private static byte[] HashOf(Secret token) => SHA256.HashData(token.RevealBytes());

    // Made from the token with the master key, so that the store holds neither; programs never decode it, hence letters and digits only.
    private Secret SecretOf(Secret token) => new(Convert.ToHexStringLower(vault.Tag(TokenSecretPurpose, token.Reveal()))[..40]);
}

/// <summary>A token just issued, told once.</summary>
/// <param name="Token">48 letters and digits.</param>
/// <param name="TokenSecret">40 letters and digits.</param>
public sealed record IssuedToken(Secret Token, Secret TokenSecret);

/// <summary>Whom a token speaks for.</summary>
/// <param name="Application">The application whose token it is.</param>
/// <param name="Partner">The partner.</param>
/// <param name="Customer">The customer.</param>
/// <param name="ConsumerSecret">The application's secret.</param>
/// <param name="TokenSecret">The token's secret.</param>
public sealed record SignedOn(Application Application, Partner Partner, Customer Customer, Secret ConsumerSecret, Secret TokenSecret);
