using System.Buffers;
using System.Text;

namespace Tributary.Statements.Ofx;

/// <summary>
/// Cuts a document into tags, each start tag with the text that follows it, for SGML and XML alike. There are no errors: what
/// is not a tag is text. Every byte is looked at a fixed number of times at most, and nothing is kept but one value.
/// </summary>
internal ref struct OfxTokenizer
{
    /// <summary>What names are made of. Real names are far shorter than <see cref="LongestName"/>.</summary>
    public static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"u8);

    private const int LongestName = 64;
    private const int LongestBlank = 256;
    private const int LongestAggregate = 64 * 1024;

    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n\f\v"u8);

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ProblemLog _log;
    private ArrayBufferWriter<byte>? _joined;
    private Markup _next;
    private int _position;

    public OfxTokenizer(ReadOnlySpan<byte> bytes, ProblemLog log)
    {
        _bytes = bytes;
        _log = log;
    }

    /// <summary>The tag just read.</summary>
    public OfxTag Tag { get; private set; }

    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Where the tag starts.</summary>
    public int Start { get; private set; }

    /// <summary>Where the text ends and the next markup, if any, begins.</summary>
    public readonly int End => _position;

    /// <summary>Whether a start tag has no text of its own but another start tag: an aggregate, or an empty element left open.</summary>
    public readonly bool MayBeAggregate => _next.Kind == MarkupKind.Start && Text.IndexOfAnyExcept(Blanks) < 0;

    public bool IsEndTag { get; private set; }

    public bool IsSelfClosed { get; private set; }

    /// <summary>The raw text between a start tag and the next tag; empty for end tags. Valid until the next read.</summary>
    public ReadOnlySpan<byte> Text { get; private set; }

    /// <summary>The file ends within a comment, a section or the text of the last tag.</summary>
    public bool IsCutShort { get; private set; }

    private enum MarkupKind { None, Start, End, Skipped, CharacterData }

    private readonly record struct Markup(
        MarkupKind Kind, int After, OfxTag Tag, int NameStart, int NameLength, bool IsSelfClosed, int ContentEnd);

    public bool Read()
    {
        while (true)
        {
            var found = _bytes[_position..].IndexOf((byte)'<');
            if (found < 0 && _next.Kind == MarkupKind.None)
            {
                _position = _bytes.Length;
                return false;
            }
            _position += found;
            var markup = _next.Kind == MarkupKind.None ? MarkupAt(_position) : _next;
            _next = default;
            Start = _position;
            _position = Math.Max(markup.After, _position + 1);
            if (markup.Kind is not (MarkupKind.Start or MarkupKind.End))
                continue;
            Tag = markup.Tag;
            Name = _bytes.Slice(markup.NameStart, markup.NameLength);
            IsEndTag = markup.Kind == MarkupKind.End;
            IsSelfClosed = markup.IsSelfClosed;
            Text = IsEndTag || IsSelfClosed ? default : ReadText();
            return true;
        }
    }

    /// <summary>
    /// Passes over an unknown aggregate when its end tag comes within the transaction; does nothing when the tag just read is an
    /// empty element. <paramref name="budget"/> bounds how many bytes are looked at for this in a whole document.
    /// </summary>
    public void SkipAggregate(ref long budget)
    {
        var ahead = _bytes[_position..];
        ahead = ahead[..(int)Math.Min(ahead.Length, Math.Min(budget, LongestAggregate))];
        var searched = 0;
        while (searched < ahead.Length)
        {
            var found = ahead[searched..].IndexOf("</"u8);
            searched = found < 0 ? ahead.Length : searched + found + 2;
            var name = ahead[searched..];
            if (StartsWithName(name, "STMTTRN"u8) || StartsWithName(name, "STMTTRNP"u8) || StartsWithName(name, "BANKTRANLIST"u8))
                break;
            if (!StartsWithName(name, Name))
                continue;
            _next = default;
            _position += searched;
            break;
        }
        budget -= searched;
    }

    private static bool StartsWithName(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) =>
        text.Length > name.Length && Ascii.EqualsIgnoreCase(text[..name.Length], name) && !NameBytes.Contains(text[name.Length]);

    private ReadOnlySpan<byte> ReadText()
    {
        var start = _position;
        var joined = false;
        while (true)
        {
            var found = _bytes[_position..].IndexOf((byte)'<');
            if (found < 0)
            {
                _position = _bytes.Length;
                IsCutShort = true;
                break;
            }
            _position += found;
            var markup = MarkupAt(_position);
            if (markup.Kind is MarkupKind.End || (markup.Kind is MarkupKind.Start && !IsPartOfValue(markup, start)))
            {
                _next = markup;
                break;
            }
            if (markup.Kind is MarkupKind.None or MarkupKind.Start)
            {
                _position++;
                continue;
            }
            Join(_bytes[start.._position], fresh: !joined);
            joined = true;
            if (markup.Kind == MarkupKind.CharacterData)
                JoinLiterally(_bytes[markup.NameStart..markup.ContentEnd]);
            start = _position = markup.After;
        }
        if (!joined)
            return _bytes[start.._position];
        Join(_bytes[start.._position], fresh: false);
        return _joined!.WrittenSpan;
    }

    // <NAME>JOHN <SMITH> JR</NAME>: an unknown tag in the middle of a text that the known element's own end tag closes.
    private readonly bool IsPartOfValue(in Markup markup, int textStart)
    {
        if (Tag == OfxTag.Unknown || markup.Tag != OfxTag.Unknown || markup.IsSelfClosed)
            return false;
        if (_bytes[textStart.._position].IndexOfAnyExcept(Blanks) < 0)
            return false;
        var rest = _bytes[markup.After..];
        var next = rest.IndexOf("<"u8);
        return next >= 0 && rest[next..].StartsWith("</"u8) && StartsWithName(rest[(next + 2)..], Name);
    }

    private void Join(ReadOnlySpan<byte> text, bool fresh)
    {
        _joined ??= new ArrayBufferWriter<byte>();
        if (fresh)
            _joined.ResetWrittenCount();
        // What exceeds a value's length is cut later anyway: keep just enough for that to be noticed.
        var room = OfxValues.LongestText + 1 - _joined.WrittenCount;
        _joined.Write(text[..Math.Max(0, Math.Min(text.Length, room))]);
    }

    // Values are unescaped later; the ampersands of a CDATA section mean themselves.
    private void JoinLiterally(ReadOnlySpan<byte> text)
    {
        for (int ampersand; (ampersand = text.IndexOf((byte)'&')) >= 0; text = text[(ampersand + 1)..])
        {
            Join(text[..ampersand], fresh: false);
            Join("&amp;"u8, fresh: false);
        }
        Join(text, fresh: false);
    }

    private Markup MarkupAt(int at)
    {
        if (at + 1 >= _bytes.Length)
            return default;
        return _bytes[at + 1] switch
        {
            (byte)'/' => EndTag(at),
            (byte)'!' => Declaration(at),
            (byte)'?' => Instruction(at),
            var b when char.IsAsciiLetter((char)b) => StartTag(at),
            _ => default,
        };
    }

    private readonly Markup StartTag(int at)
    {
        if (NameLength(at + 1) is not (> 0 and <= LongestName and var length))
            return default;
        var after = SkipBlanks(at + 1 + length);
        if (after < _bytes.Length && after > at + 1 + length && char.IsAsciiLetter((char)_bytes[after]))
            after = SkipAttributes(after);
        var selfClosed = after < _bytes.Length && _bytes[after] == (byte)'/';
        if (selfClosed)
            after = SkipBlanks(after + 1);
        return Tagged(MarkupKind.Start, after, at + 1, length, selfClosed);
    }

    private readonly Markup EndTag(int at)
    {
        var start = SkipBlanks(at + 2);
        if (NameLength(start) is not (> 0 and <= LongestName and var length))
            return default;
        return Tagged(MarkupKind.End, SkipBlanks(start + length), start, length, selfClosed: false);
    }

    private readonly Markup Tagged(MarkupKind kind, int close, int nameStart, int nameLength, bool selfClosed)
    {
        if (close >= _bytes.Length || _bytes[close] != (byte)'>')
            return default;
        var tag = OfxTags.Find(_bytes.Slice(nameStart, nameLength));
        return new Markup(kind, close + 1, tag, nameStart, nameLength, selfClosed, 0);
    }

    // OFX has no attributes, but XML writers add namespaces. Only name="value" pairs count, or "a <b or c> d" would be a tag.
    private readonly int SkipAttributes(int at)
    {
        var limit = _bytes[at..].IndexOf((byte)'<') is var next and >= 0 ? at + next : _bytes.Length;
        while (at < limit && char.IsAsciiLetter((char)_bytes[at]))
        {
            var equals = _bytes[at..limit].IndexOf((byte)'=');
            if (equals < 0 || at + equals + 1 >= limit || _bytes[at + equals + 1] is not ((byte)'"' or (byte)'\'') and var quote)
                return at;
            var value = at + equals + 2;
            var end = _bytes[value..limit].IndexOf(_bytes[value - 1]);
            if (end < 0)
                return at;
            at = SkipBlanks(value + end + 1);
        }
        return at;
    }

    private Markup Declaration(int at)
    {
        var rest = _bytes[at..];
        if (rest.StartsWith("<!--"u8))
            return Until("-->"u8, at + 4, MarkupKind.Skipped);
        if (rest.StartsWith("<![CDATA["u8))
            return Until("]]>"u8, at + 9, MarkupKind.CharacterData);
        if (rest.Length < 9 || !Ascii.EqualsIgnoreCase(rest[..9], "<!DOCTYPE"u8))
            return default;
        const string Told = "The document type definition was ignored; its entities stay unexpanded.";
        _log.WarnOnce(StatementProblemCode.DocumentTypeIgnored, at, Told);
        var end = rest.IndexOfAny((byte)'>', (byte)'[');
        if (end >= 0 && rest[end] == (byte)'[')
            end = EndOfSubset(rest, end);
        return end < 0 ? ToTheEnd() : new Markup(MarkupKind.Skipped, at + end + 1, default, 0, 0, false, 0);
    }

    private static int EndOfSubset(ReadOnlySpan<byte> text, int at)
    {
        while (true)
        {
            var bracket = text[at..].IndexOf((byte)']');
            if (bracket < 0)
                return -1;
            at += bracket + 1;
            var next = text[at..].IndexOfAnyExcept(Blanks);
            if (next >= 0 && text[at + next] == (byte)'>')
                return at + next;
            at += Math.Max(next, 0);
        }
    }

    private readonly Markup Instruction(int at)
    {
        var rest = _bytes[(at + 2)..];
        var end = rest.IndexOfAny((byte)'>', (byte)'<');
        if (rest.IsEmpty || !char.IsAsciiLetter((char)rest[0]) || end < 0 || rest[end] != (byte)'>')
            return default;
        return new Markup(MarkupKind.Skipped, at + 2 + end + 1, default, 0, 0, false, 0);
    }

    private Markup Until(ReadOnlySpan<byte> close, int contentStart, MarkupKind kind)
    {
        var length = _bytes[contentStart..].IndexOf(close);
        return length < 0
            ? ToTheEnd()
            : new Markup(kind, contentStart + length + close.Length, default, contentStart, 0, false, contentStart + length);
    }

    // What never ends reaches to the end of the file: its content must not come to life because the file was cut.
    private Markup ToTheEnd()
    {
        IsCutShort = true;
        return new Markup(MarkupKind.Skipped, _bytes.Length, default, 0, 0, false, 0);
    }

    private readonly int NameLength(int start)
    {
        if (start >= _bytes.Length || !char.IsAsciiLetter((char)_bytes[start]))
            return 0;
        var name = _bytes[start..Math.Min(_bytes.Length, start + LongestName + 1)];
        var length = name.IndexOfAnyExcept(NameBytes);
        return length < 0 ? name.Length : length;
    }

    private readonly int SkipBlanks(int at)
    {
        var limit = Math.Min(_bytes.Length, at + LongestBlank);
        while (at < limit && Blanks.Contains(_bytes[at]))
            at++;
        return at;
    }
}
