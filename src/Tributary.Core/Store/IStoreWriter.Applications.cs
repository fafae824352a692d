using Tributary.Core.Partners;
using Tributary.Core.SignOn;

namespace Tributary.Core.Store;

/// <content>Partners' applications, and the tokens of their customers.</content>
public partial interface IStoreWriter
{
    /// <summary>Registers an application.</summary>
    /// <param name="application">The application.</param>
    /// <returns>False when its partner has one, or another's has its consumer key or issuer.</returns>
    Task<bool> TryAddApplicationAsync(Application application);

    /// <summary>Deletes a partner's application with the tokens it gave out. The assertions it used stay used.</summary>
    /// <param name="partner">Whose.</param>
    /// <returns>False when it has none.</returns>
    Task<bool> TryDeleteApplicationAsync(PartnerId partner);

    /// <summary>Marks an assertion as used, and forgets those of the same partner that nobody could present any more.</summary>
    /// <param name="partner">Whose assertion.</param>
    /// <param name="idHash">SHA-256 of its id.</param>
    /// <param name="keepUntil">Until when it is remembered.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>False when it was used before.</returns>
    Task<bool> TryUseAssertionAsync(PartnerId partner, byte[] idHash, DateTimeOffset keepUntil, DateTimeOffset now);

    /// <summary>Keeps a customer's token, and forgets those of the same customer that have ended.</summary>
    /// <param name="token">The token.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>A task.</returns>
    Task AddCustomerTokenAsync(CustomerToken token, DateTimeOffset now);

    /// <summary>Adds a batch file with its parts.</summary>
    /// <param name="file">The file.</param>
    /// <param name="parts">Its parts; those of customers who are gone are left out.</param>
    /// <returns>False, and nothing is added, where the partner has one of that name.</returns>
    Task<bool> TryAddBatchFileAsync(BatchFile file, IReadOnlyList<BatchPart> parts);

    /// <summary>Deletes the content of a batch file; its name stays taken.</summary>
    /// <param name="file">The file.</param>
    /// <returns>A task.</returns>
    Task DeleteBatchFileAsync(BatchFile file);
}
