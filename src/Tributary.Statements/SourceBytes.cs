using System.Text;

namespace Tributary.Statements;

/// <summary>
/// A file's bytes made fit for a byte-wise reader: byte order mark off, UTF-16 turned into UTF-8, NUL bytes out, and a way
/// from a position to its line.
/// </summary>
internal sealed class SourceBytes
{
    private readonly byte _lineEnd;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private SourceBytes(ReadOnlyMemory<byte> bytes, bool isKnownUtf8, bool hadNuls)
    {
        Bytes = bytes;
        IsKnownUtf8 = isKnownUtf8;
        HadNuls = hadNuls;
        _lineEnd = bytes.Span.Contains((byte)'\n') ? (byte)'\n' : (byte)'\r';
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>A mark or the UTF-16 form settled the encoding, whatever a header declares.</summary>
    public bool IsKnownUtf8 { get; }

    public bool HadNuls { get; }

    public static SourceBytes From(ReadOnlyMemory<byte> file)
    {
        var span = file.Span;
        if (span.StartsWith(Encoding.UTF8.Preamble))
            return WithoutNuls(file[Encoding.UTF8.Preamble.Length..], isKnownUtf8: true);
        if (Utf16Of(span) is { } utf16)
            return WithoutNuls(Encoding.Convert(utf16, Encoding.UTF8, span.ToArray()), isKnownUtf8: true);
        return WithoutNuls(file, isKnownUtf8: false);
    }

    /// <summary>The line and column of a position, both from 1. Cheap when positions come roughly in order.</summary>
    public (int Line, int Column) Locate(int position)
    {
        var span = Bytes.Span;
        if (position >= _at)
        {
            var passed = span[_at..position];
            _line += passed.Count(_lineEnd);
            if (passed.LastIndexOf(_lineEnd) is var last and >= 0)
                _lineStart = _at + last + 1;
        }
        else
        {
            _line -= span[position.._at].Count(_lineEnd);
            if (position < _lineStart)
                _lineStart = span[..position].LastIndexOf(_lineEnd) + 1;
        }
        _at = position;
        return (_line, position - _lineStart + 1);
    }

    private static Encoding? Utf16Of(ReadOnlySpan<byte> span)
    {
        if (span.Length < 4)
            return null;
        return (span[0], span[1], span[2], span[3]) switch
        {
            (0xFF, 0xFE, _, _) => Encoding.Unicode,
            (0xFE, 0xFF, _, _) => Encoding.BigEndianUnicode,
            (not 0, 0, not 0, 0) => Encoding.Unicode,
            (0, not 0, 0, not 0) => Encoding.BigEndianUnicode,
            _ => null,
        };
    }

    private static SourceBytes WithoutNuls(ReadOnlyMemory<byte> bytes, bool isKnownUtf8)
    {
        if (!bytes.Span.Contains((byte)0))
            return new SourceBytes(bytes, isKnownUtf8, hadNuls: false);
        var kept = new byte[bytes.Length - bytes.Span.Count((byte)0)];
        var length = 0;
        foreach (var b in bytes.Span)
        {
            if (b != 0)
                kept[length++] = b;
        }
        return new SourceBytes(kept, isKnownUtf8, hadNuls: true);
    }
}
