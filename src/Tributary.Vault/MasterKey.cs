using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Tributary.Vault;

/// <summary>
/// The key above all others: 32 random bytes that the operator keeps apart from the store. It encrypts nothing itself;
/// the key that wraps data keys, its public id and the store's key check are derived from it. Its text form is <c>***</c>.
/// </summary>
[DebuggerDisplay("***")]
public sealed class MasterKey : IDisposable
{
    private const byte KeyCheckFormat = 1;

    private readonly SymmetricKey _key;

    private MasterKey(SymmetricKey key) => _key = key;

    /// <summary>Reads a key from text, such as an environment variable's.</summary>
    /// <param name="base64">Standard base64 of exactly 32 bytes; white space around it is ignored.</param>
    /// <returns>The key; the caller disposes it.</returns>
    /// <exception cref="MasterKeyException">Not base64, or not of 32 bytes.</exception>
    public static MasterKey Parse(ReadOnlySpan<char> base64) => Parse(base64, "The master key");

    /// <summary>Reads the key from its file.</summary>
    /// <param name="path">The file. On Unix its owner alone may have access to it.</param>
    /// <returns>The key; the caller disposes it.</returns>
    /// <exception cref="MasterKeyException">Missing, a folder, unreadable, open to other users, or not a key.</exception>
    public static MasterKey Read(string path) => MasterKeyFile.Read(path);

    /// <summary>Makes a new key and writes it to a new file that only its owner may read, in a folder likewise.</summary>
    /// <param name="path">The file. Nothing that is there is ever overwritten; a folder that is there keeps its mode.</param>
    /// <returns>The key; the caller disposes it.</returns>
    /// <exception cref="MasterKeyException">Something of that name exists, or the file cannot be written.</exception>
    public static MasterKey Create(string path)
    {
        var key = new MasterKey(SymmetricKey.Random());
        try
        {
            MasterKeyFile.WriteNew(path, key._key);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Always <c>***</c>.</summary>
    /// <returns><c>***</c></returns>
    public override string ToString() => "***";

    /// <summary>Overwrites the key in memory; every later use throws.</summary>
    public void Dispose() => _key.Dispose();

    internal static MasterKey Parse(ReadOnlySpan<char> base64, string source)
    {
        var text = base64.Trim();
        if (text.IsEmpty)
            throw new MasterKeyException($"{source} is empty.");
        if (!Base64.IsValid(text, out var length))
            throw new MasterKeyException($"{source} is not base64.");

        Span<byte> bytes = stackalloc byte[SymmetricKey.Length];
        try
        {
            if (length != bytes.Length || !Convert.TryFromBase64Chars(text, bytes, out _))
                throw new MasterKeyException($"{source} is base64, but not of exactly {SymmetricKey.Length} bytes.");
            return new MasterKey(SymmetricKey.Of(bytes));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Wraps a store's data keys and lookup key, under the id by which a rotation can tell what this key has wrapped.</summary>
    internal WrappingKey DeriveWrappingKey()
    {
        Span<byte> id = stackalloc byte[sizeof(long)];
        _key.DeriveBytes(id, Labels.MasterKeyId);
        return new WrappingKey(BinaryPrimitives.ReadInt64BigEndian(id), _key.Derive(Labels.WrappingKey));
    }

    /// <summary>What a store keeps to recognise this key: a format byte, 1, and 32 bytes that tell nothing about the key.</summary>
    internal byte[] DeriveKeyCheck()
    {
        var check = new byte[1 + SymmetricKey.Length];
        check[0] = KeyCheckFormat;
        _key.DeriveBytes(check.AsSpan(1), Labels.KeyCheck);
        return check;
    }
}
