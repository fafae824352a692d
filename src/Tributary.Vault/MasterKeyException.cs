namespace Tributary.Vault;

/// <summary>
/// The master key cannot be had, or does not fit the store. The message is one sentence for the operator, without key material.
/// </summary>
/// <param name="message">The sentence.</param>
/// <param name="innerException">What the operating system said, when it did.</param>
public sealed class MasterKeyException(string message, Exception? innerException = null) : Exception(message, innerException);
