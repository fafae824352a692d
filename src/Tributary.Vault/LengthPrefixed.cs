using System.Buffers.Binary;
using System.Text;

namespace Tributary.Vault;

/// <summary>
/// A list of texts as bytes, such that two different lists never give the same bytes: each text in UTF-8, after its length in
/// bytes as four bytes, big-endian. Without the lengths <c>"ab","c"</c> and <c>"a","bc"</c> would be one.
/// A lone surrogate, which is no text, counts as U+FFFD.
/// </summary>
internal static class LengthPrefixed
{
    private const int PrefixLength = sizeof(uint);

    public static byte[] Encode(params ReadOnlySpan<string> texts)
    {
        var encoded = new byte[TotalLength(texts)];
        var rest = encoded.AsSpan();
        foreach (var text in texts)
        {
            var length = Encoding.UTF8.GetBytes(text, rest[PrefixLength..]);
            BinaryPrimitives.WriteUInt32BigEndian(rest, (uint)length);
            rest = rest[(PrefixLength + length)..];
        }

        return encoded;
    }

    private static int TotalLength(ReadOnlySpan<string> texts)
    {
        var total = 0;
        foreach (var text in texts)
            total = checked(total + PrefixLength + Encoding.UTF8.GetByteCount(text));
        return total;
    }
}
