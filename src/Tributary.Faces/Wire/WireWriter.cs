using System.Buffers;

namespace Tributary.Faces.Wire;

/// <summary>
/// Writes one answer in JSON or in XML from one description, so that the forms of a record lie side by side. What differs between
/// the formats by rule is settled here: the name of a document's root and of a list's items exist in XML only, a list's figures are
/// attributes in XML and members in JSON, and whether an id is a number or a quoted text shows in JSON only. What differs by
/// history is asked with <see cref="IsXml"/> where the record is written.
/// </summary>
internal abstract class WireWriter
{
    /// <summary>As long as a dozen accounts, or a page of transactions in part; a longer answer takes more.</summary>
    private const int UsualLength = 16 * 1024;

    /// <summary>Whether this is the XML form.</summary>
    public abstract bool IsXml { get; }

    /// <summary>A record that is the whole answer: <c>{…}</c> or <c>&lt;root&gt;…&lt;/root&gt;</c>.</summary>
    public abstract void Document(string root, Action members);

    /// <summary>
    /// A list that is the whole answer: <c>{figures,"root":[{…}],more}</c> or
    /// <c>&lt;root figures&gt;&lt;item&gt;…&lt;/item&gt;more&lt;/root&gt;</c>.
    /// </summary>
    public abstract void ListDocument<T>(
        string root, string item, IEnumerable<T> items, Action<T> members, Action? figures = null, Action? more = null);

    /// <summary>A record inside a record.</summary>
    public abstract void Record(string name, Action members);

    /// <summary>A list inside a record.</summary>
    public abstract void List<T>(string name, string item, IEnumerable<T> items, Action<T> members);

    /// <summary>A list of texts: <c>"names":["a","b"]</c> or <c>&lt;names&gt;&lt;name&gt;a&lt;/name&gt;…&lt;/names&gt;</c>.</summary>
    public abstract void Words(string name, string item, IEnumerable<string> words);

    /// <summary>
    /// What may be chosen: <c>"names":[{"name":shown,"value":value}]</c> or repeated <c>&lt;name value="value"&gt;shown&lt;/name&gt;</c>.
    /// </summary>
    public abstract void Choices(string name, IEnumerable<(string Value, string Shown)> choices);

    /// <summary>A text; quoted in JSON.</summary>
    public abstract void Text(string name, string value);

    /// <summary>A whole number; not quoted in JSON.</summary>
    public abstract void Number(string name, long value);

    /// <summary>An amount; not quoted in JSON, and never rounded.</summary>
    public abstract void Number(string name, decimal value);

    /// <summary>True or false.</summary>
    public abstract void Flag(string name, bool value);

    /// <summary>A text where there is one; nothing otherwise.</summary>
    public void TextIfAny(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Text(name, value);
    }

    /// <summary>A number where there is one; nothing otherwise.</summary>
    public void NumberIfAny(string name, long? value)
    {
        if (value is { } known)
            Number(name, known);
    }

    /// <summary>An amount where there is one; nothing otherwise.</summary>
    public void NumberIfAny(string name, decimal? value)
    {
        if (value is { } known)
            Number(name, known);
    }

    /// <summary>Runs a description and returns the bytes.</summary>
    public static ReadOnlyMemory<byte> Write(WireFormat format, Action<WireWriter> description) =>
        format == WireFormat.Xml ? WriteXml(description) : WriteJson(description);

    private static ReadOnlyMemory<byte> WriteJson(Action<WireWriter> description)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualLength);
        using (var json = new JsonWireWriter(buffer))
            description(json);
        return buffer.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> WriteXml(Action<WireWriter> description)
    {
        using var buffer = new MemoryStream(UsualLength);
        using (var xml = new XmlWireWriter(buffer))
            description(xml);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
