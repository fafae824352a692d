using System.Text;

namespace Tributary.Statements.Ofx;

/// <summary>
/// What stands before <c>&lt;OFX&gt;</c>. Keys are looked for wherever they are, so that a header in one line, inside a comment,
/// as elements, with blanks after the colon or with single quotes reads like one by the book; the body is read without one too.
/// </summary>
/// <param name="IsXml">OFX 2: an XML declaration, an OFX processing instruction, or a version from 200 up.</param>
/// <param name="Version">The three digits of the version, or null.</param>
/// <param name="Charset">The declared character set: the XML encoding, or CHARSET, or ENCODING where it says UTF-8.</param>
internal readonly record struct OfxHeader(bool IsXml, string? Version, string? Charset)
{
    private static readonly byte[][] Keys =
    [
        "OFXHEADER"u8.ToArray(), "DATA"u8.ToArray(), "VERSION"u8.ToArray(), "SECURITY"u8.ToArray(), "ENCODING"u8.ToArray(),
        "CHARSET"u8.ToArray(), "COMPRESSION"u8.ToArray(), "OLDFILEUID"u8.ToArray(), "NEWFILEUID"u8.ToArray(),
    ];

    private const int LongestValue = 40;

    /// <summary>Whether the start of a file looks like OFX: a header, or a tag that only OFX has.</summary>
    public static bool IsFoundIn(ReadOnlySpan<byte> start)
    {
        for (var i = 0; i < start.Length; i++)
        {
            var next = start[i..].IndexOfAny("<oO"u8);
            if (next < 0)
                return false;
            i += next;
            if (Matches(start, i, "OFXHEADER"u8) || Matches(start, i, "<?OFX"u8) || IsOfxTag(start[i..]))
                return true;
        }
        return false;
    }

    /// <summary>Reads the bytes before the first OFX tag.</summary>
    public static OfxHeader Read(ReadOnlySpan<byte> prologue)
    {
        var declaration = XmlDeclaration(prologue);
        var rest = prologue[declaration.Length..];
        var version = Value(rest, "VERSION"u8);
        if (version is not { Length: 3 } || !version.All(char.IsAsciiDigit))
            version = null;
        var isXml = !declaration.IsEmpty || rest.IndexOf("<?OFX"u8) >= 0 || string.CompareOrdinal(version, "200") >= 0;
        return new OfxHeader(isXml, version, Value(declaration, "ENCODING"u8) ?? SgmlCharset(rest));
    }

    /// <summary>
    /// The format's name with the version as the standard writes it, such as <c>OFX 1.0.2 SGML</c>; just <c>OFX</c> without a header.
    /// </summary>
    public string FormatName()
    {
        if (Version is null)
            return IsXml ? "OFX XML" : "OFX";
        return $"OFX {Version[0]}.{Version[1]}.{Version[2]} {(IsXml ? "XML" : "SGML")}";
    }

    private static string? SgmlCharset(ReadOnlySpan<byte> header)
    {
        var encoding = Value(header, "ENCODING"u8)?.ToUpperInvariant();
        var charset = Value(header, "CHARSET"u8);
        if (encoding is "UTF-8" or "UTF8" or "UNICODE")
            return "UTF-8";
        return charset is null || charset.Equals("NONE", StringComparison.OrdinalIgnoreCase) ? null : charset;
    }

    private static ReadOnlySpan<byte> XmlDeclaration(ReadOnlySpan<byte> prologue)
    {
        var start = prologue.IndexOf("<?xml"u8);
        if (start < 0)
            return [];
        var end = prologue[start..].IndexOf((byte)'>');
        return end < 0 ? [] : prologue[..(start + end + 1)];
    }

    // KEY:value, KEY: value, KEY="value", KEY='value' or <KEY>value</KEY>; the value ends at a blank, a quote, a markup sign or
    // where the next key begins (headers without any separator exist).
    private static string? Value(ReadOnlySpan<byte> header, ReadOnlySpan<byte> key)
    {
        for (var i = 0; i + key.Length < header.Length; i++)
        {
            if (!Matches(header, i, key))
                continue;
            var after = header[(i + key.Length)..].TrimStart(" \t"u8);
            if (after is not [(byte)':' or (byte)'=' or (byte)'>', ..])
                continue;
            var value = after[1..].TrimStart(" \t\"'"u8);
            var length = 0;
            while (length < value.Length && length < LongestValue && !IsEnd(value[length]) && !IsKey(value[length..]))
                length++;
            return length == 0 ? null : Encoding.Latin1.GetString(value[..length]);
        }
        return null;
    }

    private static bool IsEnd(byte b) => b is <= 0x20 or (byte)'"' or (byte)'\'' or (byte)'<' or (byte)'>' or (byte)'?';

    private static bool IsKey(ReadOnlySpan<byte> text)
    {
        foreach (var key in Keys)
        {
            if (Matches(text, 0, key) && text.Length > key.Length && text[key.Length] == (byte)':')
                return true;
        }
        return false;
    }

    private static bool Matches(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> word) =>
        text.Length - at >= word.Length && Ascii.EqualsIgnoreCase(text.Slice(at, word.Length), word);

    private static bool IsOfxTag(ReadOnlySpan<byte> text)
    {
        if (text[0] != (byte)'<')
            return false;
        var name = text[1..];
        var end = name.IndexOfAnyExcept(OfxTokenizer.NameBytes);
        return end > 0 && OfxTags.Find(name[..end]) is >= OfxTag.Ofx and <= OfxTag.SonRs or >= OfxTag.StmtTrnRs and <= OfxTag.CcStmtEndRs
            or OfxTag.BankTranList or OfxTag.StmtTrn;
    }
}
