using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Unicode;

namespace Tributary.Statements.Ofx;

/// <summary>
/// Turns the raw bytes of values into text, amounts and dates. Each value is decoded by itself: as UTF-8 where it is valid UTF-8
/// (whatever the header says: many institutions write UTF-8 under a Windows-1252 label), else in the declared character set.
/// </summary>
internal sealed class OfxValues(ProblemLog log, SourceBytes source)
{
    /// <summary>Texts are cut after so many bytes; the longest the standard knows is 255 characters.</summary>
    public const int LongestText = 64 * 1024;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    // What needs no second look: printable ASCII without the ampersand.
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create(Enumerable.Range(0x20, 0x5F).Where(b => b != '&').Select(b => (byte)b).ToArray());

    private const int MostWords = 256;

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly char[] _short = new char[64];
    private Encoding _declared = Windows1252;
    private bool _isUtf8Declared;

    private bool IsUtf8Expected => _isUtf8Declared || source.IsKnownUtf8;

    /// <summary>Takes the character set a header declares. An unknown one is told, and Windows-1252 taken for it.</summary>
    public void Declare(string? charset, int position)
    {
        if (source.IsKnownUtf8 || charset is null)
            return;
        _isUtf8Declared = false;
        _declared = Windows1252;
        switch (charset.ToUpperInvariant().Replace("_", "-", StringComparison.Ordinal))
        {
            case "UTF-8" or "UTF8" or "CSUNICODE" or "UNICODE" or "UTF-16":
                _isUtf8Declared = true;
                break;
            case "1252" or "CP1252" or "WINDOWS-1252" or "ASCII" or "US-ASCII" or "USASCII":
            // ISO-8859-1 is taken as its superset: the bytes between are control codes there and letters in life.
            case "ISO-8859-1" or "8859-1" or "ISO8859-1" or "LATIN1":
                break;
            case var name when Find(name) is { } encoding:
                _declared = encoding;
                break;
            default:
                log.Warn(StatementProblemCode.CharsetUnknown, position, "The declared character set is unknown; Windows-1252 was taken.");
                break;
        }
    }

    /// <summary>The text of a value: unescaped, blanks around it off, line breaks within it made one blank; null when blank.</summary>
    public string? Text(in OfxElement element)
    {
        var raw = Trim(element.Raw);
        if (raw.IsEmpty)
            return null;
        if (raw.Length > LongestText)
        {
            var text = $"The text of {element.Name} is longer than {LongestText} bytes and was cut.";
            log.Warn(StatementProblemCode.TextTooLong, element.Position, text);
            raw = Trim(raw[..LongestText]);
        }
        if (raw.IndexOfAnyExcept(Plain) < 0)
            return Encoding.Latin1.GetString(raw);
        var decoded = Decode(raw, element);
        if (decoded.Contains('&', StringComparison.Ordinal))
            decoded = WebUtility.HtmlDecode(decoded);
        decoded = Clean(decoded);
        return decoded.Length == 0 ? null : decoded;
    }

    /// <summary>A text of which a file has few different ones: those are kept once.</summary>
    public string? Word(in OfxElement element)
    {
        var raw = Trim(element.Raw);
        if (raw.IsEmpty || raw.Length > _short.Length || raw.ContainsAnyExcept(Plain))
            return Text(element);
        var characters = Widen(raw);
        if (_words.GetAlternateLookup<ReadOnlySpan<char>>() is var known && known.TryGetValue(characters, out var word))
            return word;
        word = characters.ToString();
        if (_words.Count < MostWords)
            _words.Add(word);
        return word;
    }

    public OfxAmount Amount(in OfxElement element)
    {
        var raw = Trim(element.Raw);
        if (raw.Length <= _short.Length && raw.IndexOfAnyExcept(Plain) < 0)
            return OfxAmount.Parse(Widen(raw));
        return OfxAmount.Parse(Text(element));
    }

    public OfxDate? Date(in OfxElement element)
    {
        var raw = Trim(element.Raw);
        if (raw.Length <= _short.Length && raw.IndexOfAnyExcept(Plain) < 0)
            return OfxDate.Parse(Widen(raw));
        return OfxDate.Parse(Text(element));
    }

    /// <summary>
    /// A value as a problem's text may show it: amounts and dates, though nothing that could be a name or a card number in the
    /// wrong place.
    /// </summary>
    public string Shown(in OfxElement element)
    {
        var text = Text(element);
        if (text is null)
            return "(blank)";
        var harmless = text.Length <= 32 && text.Count(char.IsDigit) <= 14 && text.Count(char.IsLetter) <= 4;
        return harmless ? $"\"{text}\"" : $"(a text of {text.Length} characters)";
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> raw) => raw.Trim(" \t\r\n\f\v"u8);

    private ReadOnlySpan<char> Widen(ReadOnlySpan<byte> ascii)
    {
        Ascii.ToUtf16(ascii, _short, out var length);
        return _short.AsSpan(0, length);
    }

    private string Decode(ReadOnlySpan<byte> raw, in OfxElement element)
    {
        // In East Asian sets two letters can look like UTF-8 by chance: there the label decides.
        if ((IsUtf8Expected || _declared.IsSingleByte) && Utf8.IsValid(raw))
            return Encoding.UTF8.GetString(raw);
        if (IsUtf8Expected)
        {
            var problem = $"The text of {element.Name} is not UTF-8 as declared; it was read as Windows-1252.";
            log.WarnOnce(StatementProblemCode.EncodingWrong, element.Position, problem);
        }
        return _declared.GetString(raw);
    }

    // Escaped hard blanks are blanks, and control characters would poison every format the text is passed on in.
    private static string Clean(string text)
    {
        if (!text.Any(c => char.IsControl(c) || c == '\u00A0'))
            return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\r' or '\n' && BlankRun(text, i) is var run)
            {
                while (clean.Length > 0 && clean[^1] == ' ')
                    clean.Length--;
                clean.Append(' ');
                i += run - 1;
            }
            else if (text[i] is '\t' or '\u00A0')
                clean.Append(' ');
            else if (!char.IsControl(text[i]))
                clean.Append(text[i]);
        }
        return clean.ToString().Trim();
    }

    private static int BlankRun(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsWhiteSpace(text[end]))
            end++;
        return end - start;
    }

    private static Encoding? Find(string name)
    {
        try
        {
            var provider = CodePagesEncodingProvider.Instance;
            if (int.TryParse(name, out var codePage))
                return provider.GetEncoding(codePage);
            return provider.GetEncoding(name.StartsWith("8859-", StringComparison.Ordinal) ? "ISO-" + name : name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>An element as it was met: its tag, its undecoded value and where it starts.</summary>
internal readonly ref struct OfxElement(OfxTag tag, ReadOnlySpan<byte> raw, int position)
{
    public OfxTag Tag { get; } = tag;

    public ReadOnlySpan<byte> Raw { get; } = raw;

    public int Position { get; } = position;

    public string Name => OfxTags.NameOf(Tag);
}
