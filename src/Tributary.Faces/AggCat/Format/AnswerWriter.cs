using System.Buffers;

namespace Tributary.Faces.AggCat.Format;

/// <summary>
/// Writes an answer in XML or in JSON from one description, straight into the connection's buffer, so that a long list needs no memory of its own.
/// XML has every element in its namespace; JSON has the same names without them, lists as arrays, and instants as milliseconds (AggCat, 5 to 8).
/// </summary>
internal abstract class AnswerWriter
{
    /// <summary>Writes in a format.</summary>
    public static AnswerWriter Of(bool isJson, IBufferWriter<byte> output) => isJson ? new JsonAnswerWriter(output) : new XmlAnswerWriter(output);

    /// <summary>Begins an answer: the XML declaration and the root with its namespaces; the outermost object in JSON.</summary>
    /// <param name="shape">The root's name, and which namespaces the answer uses.</param>
    /// <param name="attribute">An attribute of the root, a member in JSON; null for none.</param>
    public abstract void Begin(DocumentShape shape, (string Name, string Value)? attribute = null);

    /// <summary>Ends an answer, and hands on what is still held back.</summary>
    public abstract void End();

    /// <summary>Begins a list: nothing in XML, where its items stand by themselves; an array in JSON.</summary>
    public abstract void BeginList(string jsonName);

    /// <summary>Ends a list.</summary>
    public abstract void EndList();

    /// <summary>Begins an item of a list.</summary>
    /// <param name="ns">Its namespace.</param>
    /// <param name="name">Its name in XML.</param>
    public abstract void BeginItem(Ns ns, string name);

    /// <summary>Begins a record that is a member of another.</summary>
    public abstract void BeginRecord(Ns ns, string name);

    /// <summary>Ends the item or record begun last.</summary>
    public abstract void EndRecord();

    /// <summary>A text that is an item of a list: an element in XML, a bare value in JSON.</summary>
    public abstract void ItemText(Ns ns, string name, string value);

    /// <summary>A text.</summary>
    public abstract void Text(Ns ns, string name, string value);

    /// <summary>A whole number.</summary>
    public abstract void Number(Ns ns, string name, long value);

    /// <summary>An amount, with its scale as it is.</summary>
    public abstract void Number(Ns ns, string name, decimal value);

    /// <summary>True or false.</summary>
    public abstract void Flag(Ns ns, string name, bool value);

    /// <summary>An instant.</summary>
    public abstract void Instant(Ns ns, string name, DateTimeOffset value);

    /// <summary>Which kind of item this is, for JSON alone: XML has it in the element's name.</summary>
    public abstract void JsonType(string type);

    /// <summary>A day, as the midnight it begins with where the protocol was at home.</summary>
    public void Day(Ns ns, string name, DateOnly value) => Instant(ns, name, PacificTime.StartOf(value));

    /// <summary>A text where there is one.</summary>
    public void TextIfAny(Ns ns, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Text(ns, name, value);
    }

    /// <summary>A number where there is one.</summary>
    public void NumberIfAny(Ns ns, string name, decimal? value)
    {
        if (value is { } known)
            Number(ns, name, known);
    }

    /// <summary>A day where there is one.</summary>
    public void DayIfAny(Ns ns, string name, DateOnly? value)
    {
        if (value is { } known)
            Day(ns, name, known);
    }

    /// <summary>An instant where there is one.</summary>
    public void InstantIfAny(Ns ns, string name, DateTimeOffset? value)
    {
        if (value is { } known)
            Instant(ns, name, known);
    }
}

/// <summary>An answer's root.</summary>
/// <param name="Ns">The root's namespace.</param>
/// <param name="Name">The root's name.</param>
/// <param name="Default">The namespace that goes without prefix.</param>
/// <param name="Others">Those that get one.</param>
internal sealed record DocumentShape(Ns Ns, string Name, Ns Default, params Ns[] Others);
