using System.Security.Cryptography;
using Tributary.Core.Secrets;

namespace Tributary.Vault;

/// <summary>Wraps the keys of one store: the one thing that is encrypted with what comes from the master key.</summary>
internal sealed class WrappingKey(long masterKeyId, SymmetricKey key) : IDisposable
{
    /// <summary>A sealed box whose key id is the master key's.</summary>
    public byte[] Wrap(SymmetricKey wrapped, params ReadOnlySpan<string> boundTo) =>
        SealedBox.Seal(key, masterKeyId, wrapped.Bytes, boundTo);

    /// <exception cref="SealBrokenException">Altered, moved, or wrapped by another master key.</exception>
    public SymmetricKey Unwrap(ReadOnlySpan<byte> box, params ReadOnlySpan<string> boundTo)
    {
        if (SealedBox.KeyIdOf(box) != masterKeyId)
            throw new SealBrokenException("The key is wrapped by another master key.");
        var bytes = SealedBox.Open(key, box, boundTo);
        try
        {
            return SymmetricKey.Of(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public void Dispose() => key.Dispose();
}
