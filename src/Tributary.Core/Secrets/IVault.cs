using Tributary.Core.Store;

namespace Tributary.Core.Secrets;

/// <summary>
/// Seals secrets for the store and opens them again. Envelope encryption: the master key wraps one data key per
/// <see cref="KeyScope"/>, a data key seals values, and every sealed value is bound to its <see cref="SecretAddress"/>, so that
/// a value moved to another row cannot be opened. Destroying a scope's data key makes all it sealed unreadable
/// for good, wherever no copy of the wrapped key is left: a backup taken before still holds one.
/// </summary>
public interface IVault
{
    /// <summary>Seals a secret, making the scope's data key in the same transaction when there is none yet.</summary>
    /// <param name="store">The transaction that will also write the sealed value.</param>
    /// <param name="address">Where the value will lie; opening demands the same address.</param>
    /// <param name="secret">The value.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The sealed bytes, which carry format, key id and nonce.</returns>
    Task<byte[]> SealAsync(IStoreWriter store, SecretAddress address, Secret secret, CancellationToken cancellationToken);

    /// <summary>Opens a sealed value.</summary>
    /// <param name="store">Where the data key is read from.</param>
    /// <param name="address">The address it was sealed for.</param>
    /// <param name="sealedValue">The sealed bytes.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The secret; the caller disposes it.</returns>
    /// <exception cref="SealBrokenException">The bytes were altered, moved, truncated, or their key is gone.</exception>
    Task<Secret> OpenAsync(IStoreReader store, SecretAddress address, ReadOnlyMemory<byte> sealedValue, CancellationToken cancellationToken);

    /// <summary>
    /// A keyed fingerprint by which an equal value can be found again without storing it (an app key, the user id at a bank).
    /// Without the master key it tells nothing, not even to a guesser.
    /// </summary>
    /// <param name="purpose">Separates uses: equal values under two purposes have unrelated tags.</param>
    /// <param name="values">The values, in order.</param>
    /// <returns>32 bytes.</returns>
    byte[] Tag(string purpose, params ReadOnlySpan<string> values);
}
