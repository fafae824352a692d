using System.Buffers.Binary;
using System.Security.Cryptography;
using Tributary.Core.Secrets;

namespace Tributary.Vault;

/// <summary>
/// The one ciphertext layout of the vault, for sealed values and wrapped keys alike:
/// <code>
/// byte 0           format, 1
/// bytes 1 to 8     id of the key it is sealed with, big-endian
/// bytes 9 to 20    nonce, random for every box
/// bytes 21 on      ciphertext, as long as the plaintext
/// last 16 bytes    AES-256-GCM authentication tag
/// </code>
/// The associated data is bytes 0 to 8 followed by the texts the box is bound to, as <see cref="LengthPrefixed"/> writes them.
/// </summary>
internal static class SealedBox
{
    private const byte Format = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeaderLength = 1 + sizeof(long);
    private const int Overhead = HeaderLength + NonceLength + TagLength;

    private static Range Header => ..HeaderLength;

    private static Range Nonce => HeaderLength..(HeaderLength + NonceLength);

    private static Range Ciphertext => (HeaderLength + NonceLength)..^TagLength;

    private static Range Tag => ^TagLength..;

    public static byte[] Seal(SymmetricKey key, long keyId, ReadOnlySpan<byte> plaintext, params ReadOnlySpan<string> boundTo)
    {
        var box = new byte[plaintext.Length + Overhead];
        box[0] = Format;
        BinaryPrimitives.WriteInt64BigEndian(box.AsSpan(1), keyId);
        RandomNumberGenerator.Fill(box.AsSpan(Nonce));
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(box.AsSpan(Nonce), plaintext, box.AsSpan(Ciphertext), box.AsSpan(Tag), AssociatedData(box, boundTo));
        return box;
    }

    /// <summary>Which key the box says it is sealed with; nothing is proved before <see cref="Open"/>.</summary>
    /// <exception cref="SealBrokenException">Too short for a box, or of a format this program does not know.</exception>
    public static long KeyIdOf(ReadOnlySpan<byte> box)
    {
        RefuseWhatIsNoBox(box);
        return BinaryPrimitives.ReadInt64BigEndian(box[1..]);
    }

    /// <summary>The plaintext; the caller overwrites it after use.</summary>
    /// <exception cref="SealBrokenException">Not what was sealed with this key and bound to these texts.</exception>
    public static byte[] Open(SymmetricKey key, ReadOnlySpan<byte> box, params ReadOnlySpan<string> boundTo)
    {
        RefuseWhatIsNoBox(box);
        var plaintext = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key.Bytes, TagLength);
        try
        {
            aes.Decrypt(box[Nonce], box[Ciphertext], box[Tag], plaintext, AssociatedData(box, boundTo));
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException("The sealed value was altered, or belongs elsewhere.");
        }
    }

    private static void RefuseWhatIsNoBox(ReadOnlySpan<byte> box)
    {
        if (box.Length < Overhead)
            throw new SealBrokenException("The sealed value is truncated.");
        if (box[0] != Format)
            throw new SealBrokenException("The sealed value has an unknown format.");
    }

    private static byte[] AssociatedData(ReadOnlySpan<byte> box, ReadOnlySpan<string> boundTo) =>
        [.. box[Header], .. LengthPrefixed.Encode(boundTo)];
}
