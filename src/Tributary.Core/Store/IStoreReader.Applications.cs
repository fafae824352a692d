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
}
