using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Tributary.Faces.AggCat.Format;

/// <summary>
/// The XML form. Every prefix is declared at the root, there are no blanks between elements, and a document without any is one tag: programs' own tests compare
/// texts. Characters that XML cannot carry are left out: banks send them.
/// </summary>
internal sealed class XmlAnswerWriter(IBufferWriter<byte> output) : AnswerWriter
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$%'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\n\t");

    private readonly string[] _prefixes = new string[Enum.GetValues<Ns>().Length];
    private readonly Stack<(Ns Ns, string Name)> _open = new();
    private bool _isRootTagOpen;

    public override void Begin(DocumentShape shape, (string Name, string Value)? attribute = null)
    {
        Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><"u8);
        var number = 2;
        foreach (var ns in shape.Others)
            _prefixes[(int)ns] = $"ns{number++.ToString(CultureInfo.InvariantCulture)}:";
        if (shape.Ns != shape.Default && _prefixes[(int)shape.Ns] is null)
            _prefixes[(int)shape.Ns] = $"ns{number.ToString(CultureInfo.InvariantCulture)}:";
        Ascii(_prefixes[(int)shape.Ns] + shape.Name);
        Ascii($" xmlns=\"{shape.Default.Uri()}\"");
        for (var i = 0; i < _prefixes.Length; i++)
        {
            if (_prefixes[i] is { } prefix)
                Ascii($" xmlns:{prefix.TrimEnd(':')}=\"{((Ns)i).Uri()}\"");
        }

        if (attribute is { } there)
            Ascii($" {there.Name}=\"{there.Value}\"");
        _isRootTagOpen = true;
        _open.Push((shape.Ns, shape.Name));
    }

    public override void End()
    {
        if (_isRootTagOpen)
            Write("/>"u8);
        else
            EndRecord();
    }

    public override void BeginList(string jsonName)
    {
    }

    public override void EndList()
    {
    }

    public override void BeginItem(Ns ns, string name) => BeginRecord(ns, name);

    public override void BeginRecord(Ns ns, string name)
    {
        Start(ns, name);
        _open.Push((ns, name));
    }

    public override void EndRecord()
    {
        var (ns, name) = _open.Pop();
        Finish(ns, name);
    }

    public override void ItemText(Ns ns, string name, string value) => Text(ns, name, value);

    public override void Text(Ns ns, string name, string value)
    {
        Start(ns, name);
        if (value.AsSpan().ContainsAnyExcept(Plain))
            Utf8(Escaped(value));
        else
            Ascii(value);
        Finish(ns, name);
    }

    public override void Number(Ns ns, string name, long value)
    {
        Start(ns, name);
        Utf8Formatter.TryFormat(value, output.GetSpan(20), out var written);
        output.Advance(written);
        Finish(ns, name);
    }

    public override void Number(Ns ns, string name, decimal value)
    {
        Start(ns, name);
        value.TryFormat(output.GetSpan(40), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
        Finish(ns, name);
    }

    public override void Flag(Ns ns, string name, bool value)
    {
        Start(ns, name);
        Write(value ? "true"u8 : "false"u8);
        Finish(ns, name);
    }

    public override void Instant(Ns ns, string name, DateTimeOffset value)
    {
        Start(ns, name);
        var there = value.ToOffset(PacificTime.Offset);
        // No fraction, or three digits of it: a program reads nothing else.
        var format = there.Ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMillisecond ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.fff";
        there.TryFormat(output.GetSpan(40), out var written, format, CultureInfo.InvariantCulture);
        output.Advance(written);
        Write("-08:00"u8);
        Finish(ns, name);
    }

    public override void JsonType(string type)
    {
    }

    private void Start(Ns ns, string name)
    {
        Write(_isRootTagOpen ? "><"u8 : "<"u8);
        _isRootTagOpen = false;
        Name(ns, name);
    }

    private void Finish(Ns ns, string name)
    {
        Write("</"u8);
        Name(ns, name);
    }

    private void Name(Ns ns, string name)
    {
        if (_prefixes[(int)ns] is { } prefix)
            Ascii(prefix);
        Ascii(name);
        Write(">"u8);
    }

    private void Ascii(string text)
    {
        var span = output.GetSpan(Math.Max(1, text.Length));
        output.Advance(Encoding.ASCII.GetBytes(text, span));
    }

    private void Utf8(string text) => Encoding.UTF8.GetBytes(text, output);

    private void Write(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    private static string Escaped(string value)
    {
        var text = new StringBuilder(value.Length + 16);
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '\r' => text.Append("&#13;"),
                (< ' ' and not ('\n' or '\t')) or 0xFFFE or 0xFFFF => text,
                _ => text.Append(rune),
            };
        }

        return text.ToString();
    }
}
