using System.Text;
using System.Xml;

namespace Tributary.Faces.Wire;

/// <summary>
/// The XML form: no namespaces, no blanks between elements, an empty element as two tags. Characters that XML cannot carry are left
/// out: banks send them.
/// </summary>
internal sealed class XmlWireWriter : WireWriter, IDisposable
{
    private readonly XmlWriter _xml;
    private bool _inAttributes;

    public XmlWireWriter(Stream stream)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        _xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = utf8, OmitXmlDeclaration = false });
        // Spelled in full: readers of 2014 compare the encoding's letters.
        _xml.WriteProcessingInstruction("xml", "version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"");
    }

    public override bool IsXml => true;

    public override void Document(string root, Action members) => Record(root, members);

    public override void ListDocument<T>(
        string root, string item, IEnumerable<T> items, Action<T> members, Action? figures = null, Action? more = null) =>
        Record(root, () =>
        {
            if (figures is not null)
                Attributes(figures);
            foreach (var one in items)
                Record(item, () => members(one));
            more?.Invoke();
        });

    public override void Record(string name, Action members)
    {
        _xml.WriteStartElement(name);
        members();
        _xml.WriteFullEndElement();
    }

    public override void List<T>(string name, string item, IEnumerable<T> items, Action<T> members) =>
        ListDocument(name, item, items, members);

    public override void Words(string name, string item, IEnumerable<string> words) => Record(name, () =>
    {
        foreach (var word in words)
            Text(item, word);
    });

    public override void Choices(string name, IEnumerable<(string Value, string Shown)> choices)
    {
        foreach (var (value, shown) in choices)
        {
            Record(name, () =>
            {
                Attributes(() => Text("value", value));
                _xml.WriteString(WithoutIllegal(shown));
            });
        }
    }

    public override void Text(string name, string value)
    {
        if (_inAttributes)
            _xml.WriteAttributeString(name, WithoutIllegal(value));
        else
            Record(name, () => _xml.WriteString(WithoutIllegal(value)));
    }

    public override void Number(string name, long value) => Text(name, XmlConvert.ToString(value));

    public override void Number(string name, decimal value) => Text(name, XmlConvert.ToString(value));

    public override void Flag(string name, bool value) => Text(name, XmlConvert.ToString(value));

    public void Dispose() => _xml.Dispose();

    private void Attributes(Action attributes)
    {
        _inAttributes = true;
        attributes();
        _inAttributes = false;
    }

    private static string WithoutIllegal(string text)
    {
        if (IsLegal(text))
            return text;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value))
                kept.Append(rune);
        }

        return kept.ToString();
    }

    private static bool IsLegal(string text) => text.All(XmlConvert.IsXmlChar);
}
