using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tributary.Storage.Locations;

/// <summary>What a table's rows are in one value: equal digests mean equal rows in the same order, whichever database they came from.</summary>
internal sealed class RowDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[4096];
    private long _rows;

    public void Add(object?[] row)
    {
        var length = 0;
        foreach (var value in row)
            length = Append(value, length);
        _hash.AppendData(_buffer, 0, length);
        _rows++;
    }

    /// <summary>How many rows there were, and their hash.</summary>
    public (long Rows, string Hash) Finish() => (_rows, Convert.ToHexStringLower(_hash.GetHashAndReset()));

    public void Dispose() => _hash.Dispose();

    private int Append(object? value, int at)
    {
        switch (value)
        {
            case null:
                return Frame(0, 0, at);
            case long number:
                at = Frame(1, sizeof(long), at);
                BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(at), number);
                return at + sizeof(long);
            case string text:
                var length = Encoding.UTF8.GetByteCount(text);
                at = Frame(2, length, at);
                return at + Encoding.UTF8.GetBytes(text, _buffer.AsSpan(at));
            case byte[] bytes:
                at = Frame(3, bytes.Length, at);
                bytes.CopyTo(_buffer.AsSpan(at));
                return at + bytes.Length;
            default:
                throw new ArgumentException($"A row has no values of {value.GetType()}.", nameof(value));
        }
    }

    /// <summary>Kind and length go before each value, so that no two rows look alike.</summary>
    private int Frame(byte kind, int length, int at)
    {
        const int frame = 1 + sizeof(int);
        if (_buffer.Length < at + frame + length)
            Array.Resize(ref _buffer, Math.Max(at + frame + length, 2 * _buffer.Length));
        _buffer[at] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(at + 1), length);
        return at + frame;
    }
}
