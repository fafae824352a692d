using Tributary.Core.Partners;
using Tributary.Core.SignOn;

namespace Tributary.Core.Store;

/// <content>Partners' applications, and the tokens of their customers.</content>
public partial interface IStoreReader
{
    /// <summary>A partner's application.</summary>
    /// <param name="partner">Whose.</param>
    /// <returns>The application, or null.</returns>
    Task<Application?> FindApplicationAsync(PartnerId partner);

    /// <summary>The application of a consumer key.</summary>
    /// <param name="consumerKey">The key, exactly.</param>
    /// <returns>The application, or null.</returns>
    Task<Application?> FindApplicationByConsumerKeyAsync(string consumerKey);

    /// <summary>A customer's token by its hash, expired or not.</summary>
    /// <param name="hash">SHA-256 of the token.</param>
    /// <returns>The token, or null.</returns>
    Task<CustomerToken?> FindCustomerTokenAsync(byte[] hash);

    /// <summary>A partner's batch files in the order they were made, deleted ones among them.</summary>
    /// <param name="partner">Whose.</param>
    /// <returns>The files.</returns>
    Task<IReadOnlyList<BatchFile>> ListBatchFilesAsync(PartnerId partner);

    /// <summary>How long the parts of a batch file are, in order.</summary>
    /// <param name="file">The file.</param>
    /// <returns>Number and bytes of each.</returns>
    Task<IReadOnlyList<(int Number, long Length)>> ListBatchPartsAsync(BatchFile file);

    /// <summary>The content of a part of a batch file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="number">The part.</param>
    /// <returns>Its bytes, or null.</returns>
    Task<byte[]?> FindBatchPartAsync(BatchFile file, int number);
}
