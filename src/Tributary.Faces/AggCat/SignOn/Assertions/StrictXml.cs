using System.Globalization;
using System.Text;
using System.Xml;

namespace Tributary.Faces.AggCat.SignOn.Assertions;

/// <summary>
/// Reads the little XML an assertion is made of: elements, attributes, text, the five named entities and character references.
/// Comments, CDATA, processing instructions, document types and prefixed attributes have no place in one and are refused,
/// so that nothing can be read in two ways.
/// </summary>
internal sealed class StrictXml
{
    private const int MaxDepth = 16;
    private const string DeclarationStart = "<?xml ";
    private static readonly Dictionary<string, string> NothingDeclared = [];
    private readonly string _text;
    private int _at;

    private StrictXml(string text) => _text = text;

    /// <summary>Reads one document.</summary>
    /// <param name="utf8">The bytes as they were received or made.</param>
    /// <returns>Its root.</returns>
    /// <exception cref="AssertionRefusedException">It holds anything else.</exception>
    public static XmlPiece Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new StrictXml(Decode(utf8));
        reader.SkipDeclaration();
        reader.SkipBlanks();
        var root = reader.Element(NothingDeclared, depth: 0);
        reader.SkipBlanks();
        return reader._at == reader._text.Length ? root : throw Refused("something follows its end");
    }

    private static string Decode(ReadOnlySpan<byte> utf8)
    {
        string text;
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw Refused("it is not UTF-8");
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]))
                i++;
            else if (!XmlConvert.IsXmlChar(text[i]))
                throw Refused("it holds a character that XML does not allow");
        }

        // What every XML reader makes of line ends before it reads on.
        return text.Contains('\r', StringComparison.Ordinal) ? text.ReplaceLineEndings("\n") : text;
    }

    private void SkipDeclaration()
    {
        if (!_text.StartsWith(DeclarationStart, StringComparison.Ordinal))
            return;
        var end = _text.IndexOf("?>", StringComparison.Ordinal);
        if (end < 0)
            throw Refused("its declaration does not end");
        var declaration = _text[..end];
        if (declaration.Contains("encoding", StringComparison.Ordinal) && !declaration.Contains("utf-8", StringComparison.OrdinalIgnoreCase))
            throw Refused("it is not declared as UTF-8");
        _at = end + 2;
    }

    private XmlPiece Element(IReadOnlyDictionary<string, string> outerScope, int depth)
    {
        if (depth == MaxDepth)
            throw Refused("it is nested too deeply");
        Expect('<');
        var (prefix, name) = QualifiedName();
        var (attributes, scope) = Attributes(outerScope);
        var piece = new XmlPiece { Prefix = prefix, Name = name, Namespace = NamespaceOf(prefix, scope), Attributes = attributes };
        if (TryTake("/>"))
            return piece;
        Expect('>');
        Content(piece, scope, depth);
        Expect('<');
        Expect('/');
        if (QualifiedName() != (prefix, name))
            throw Refused("an element ends under another name");
        SkipBlanks();
        Expect('>');
        return piece;
    }

    private void Content(XmlPiece piece, IReadOnlyDictionary<string, string> scope, int depth)
    {
        while (true)
        {
            var text = Text('<', '>');
            if (text.Length > 0)
                piece.Content.Add(text);
            if (Peek(1) == '/')
                return;
            // What begins with ! or ? is no name, and so is refused there.
            piece.Content.Add(Element(scope, depth + 1));
        }
    }

    private (IReadOnlyList<(string Name, string Value)> Attributes, IReadOnlyDictionary<string, string> Scope) Attributes(
        IReadOnlyDictionary<string, string> outerScope)
    {
        var attributes = new List<(string Name, string Value)>();
        var declared = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            var hadBlank = SkipBlanks();
            if (Peek() is '>' or '/')
                break;
            if (!hadBlank)
                throw Refused("two attributes are not apart");
            var (prefix, name) = QualifiedName();
            SkipBlanks();
            Expect('=');
            SkipBlanks();
            var value = Quoted();
            if (prefix == "xmlns" || (prefix.Length == 0 && name == "xmlns"))
                Declare(declared, prefix.Length == 0 ? "" : name, value);
            else if (prefix.Length > 0)
                throw Refused("an attribute has a prefix");
            else if (attributes.Exists(other => other.Name == name))
                throw Refused("an attribute is there twice");
            else
                attributes.Add((name, value));
        }

        return (attributes, Widened(outerScope, declared));
    }

    private static void Declare(Dictionary<string, string> declared, string prefix, string value)
    {
        if (value.Length == 0 || prefix is "xml" or "xmlns")
            throw Refused("a namespace is declared that cannot be");
        if (!declared.TryAdd(prefix, value))
            throw Refused("a prefix is declared twice");
    }

    private static IReadOnlyDictionary<string, string> Widened(IReadOnlyDictionary<string, string> scope, Dictionary<string, string> declared)
    {
        if (declared.Count == 0)
            return scope;
        foreach (var (prefix, value) in scope)
            declared.TryAdd(prefix, value);
        return declared;
    }

    private static string NamespaceOf(string prefix, IReadOnlyDictionary<string, string> scope) =>
        scope.TryGetValue(prefix, out var value) ? value : throw Refused("an element is in no namespace");

    private (string Prefix, string Name) QualifiedName()
    {
        var first = PlainName();
        if (Peek() != ':')
            return ("", first);
        _at++;
        return (first, PlainName());
    }

    private string PlainName()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' or '.'))
            _at++;
        if (_at == start || char.IsAsciiDigit(_text[start]) || _text[start] is '-' or '.')
            throw Refused("a name was expected");
        return _text[start.._at];
    }

    private string Quoted()
    {
        var quote = Peek();
        if (quote is not ('"' or '\''))
            throw Refused("an attribute has no value");
        _at++;
        var value = Text(quote, '<');
        Expect(quote);
        return value;
    }

    /// <summary>Text up to a sign, without another one in it, with its references resolved; blanks of an attribute become spaces.</summary>
    private string Text(char end, char forbidden)
    {
        var isAttribute = end != '<';
        var start = _at;
        StringBuilder? resolved = null;
        while (Peek() is var sign && sign != end)
        {
            if (sign == forbidden)
                throw Refused($"'{forbidden}' stands where it may not");
            if (sign == '&')
            {
                resolved ??= new StringBuilder().Append(_text, start, _at - start);
                resolved.Append(Reference());
                continue;
            }

            if (isAttribute && sign is '\n' or '\t')
                resolved ??= new StringBuilder().Append(_text, start, _at - start);
            resolved?.Append(isAttribute && sign is '\n' or '\t' ? ' ' : sign);
            _at++;
        }

        return resolved?.ToString() ?? _text[start.._at];
    }

    private string Reference()
    {
        var end = _text.IndexOf(';', _at, Math.Min(12, _text.Length - _at));
        if (end < 0)
            throw Refused("a reference does not end");
        var name = _text[(_at + 1)..end];
        _at = end + 1;
        return name switch
        {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            ['#', ..] => Character(name.AsSpan(1)),
            _ => throw Refused("it refers to an entity"),
        };
    }

    private static string Character(ReadOnlySpan<char> number)
    {
        var isRead = number is ['x', .. var hexadecimal]
            ? int.TryParse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        if (!isRead || !Rune.TryCreate(value, out var rune) || (value <= char.MaxValue && !XmlConvert.IsXmlChar((char)value)))
            throw Refused("it refers to a character that XML does not allow");
        return rune.ToString();
    }

    private bool SkipBlanks()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\n')
            _at++;
        return _at > start;
    }

    private bool TryTake(string expected)
    {
        if (string.CompareOrdinal(_text, _at, expected, 0, expected.Length) != 0)
            return false;
        _at += expected.Length;
        return true;
    }

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : throw Refused("it ends too early");

    private void Expect(char sign)
    {
        if (Peek() != sign)
            throw Refused($"'{sign}' was expected");
        _at++;
    }

    private static AssertionRefusedException Refused(string reason) => new("The XML of the assertion is not of the accepted kind: " + reason + ".");
}
