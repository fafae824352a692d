using System.Diagnostics;
using System.Security.Cryptography;

namespace Tributary.Vault;

/// <summary>
/// A key of 256 bits. Its memory is pinned, so that the garbage collector leaves no copies behind, and overwritten on disposal;
/// after that every use throws, lest something be sealed with zeros. Its text form is <c>***</c>.
/// </summary>
[DebuggerDisplay("***")]
internal sealed class SymmetricKey : IDisposable
{
    public const int Length = 32;

    private readonly byte[] _bytes = GC.AllocateArray<byte>(Length, pinned: true);
    private bool _disposed;

    private SymmetricKey()
    {
    }

    public static SymmetricKey Random()
    {
        var key = new SymmetricKey();
        RandomNumberGenerator.Fill(key._bytes);
        return key;
    }

    /// <summary>Copies the bytes; the caller overwrites its own.</summary>
    public static SymmetricKey Of(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Length);
        var key = new SymmetricKey();
        bytes.CopyTo(key._bytes);
        return key;
    }

    /// <summary>Not a copy.</summary>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    /// <summary>A key for one use alone, which tells nothing about this one: HKDF-SHA256 without salt, the use as its info.</summary>
    public SymmetricKey Derive(params ReadOnlySpan<string> use)
    {
        var derived = new SymmetricKey();
        DeriveBytes(derived._bytes, use);
        return derived;
    }

    /// <summary>Derived bytes that need not be secret: an id, a check value.</summary>
    public void DeriveBytes(Span<byte> derived, params ReadOnlySpan<string> use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Bytes, derived, salt: [], info: LengthPrefixed.Encode(use));

    public override string ToString() => "***";

    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }
}
