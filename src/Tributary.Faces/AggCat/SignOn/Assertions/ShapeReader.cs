namespace Tributary.Faces.AggCat.SignOn.Assertions;

/// <summary>Walks an element's children in the one order they may have. Blanks between elements count for nothing; text does not occur there.</summary>
internal sealed class ShapeReader
{
    private readonly Queue<XmlPiece> _children = [];
    private readonly string _namespace;

    private ShapeReader(XmlPiece piece, string ns)
    {
        _namespace = ns;
        foreach (var inner in piece.Content)
        {
            if (inner is XmlPiece child)
                _children.Enqueue(child);
            else if (!string.IsNullOrWhiteSpace((string)inner))
                throw Refused("holds text where elements belong");
        }
    }

    /// <summary>Reads an element that holds elements, every one of which must be read.</summary>
    public static T Read<T>(XmlPiece piece, string ns, Func<ShapeReader, T> children)
    {
        var reader = new ShapeReader(piece, ns);
        var result = children(reader);
        return reader._children.Count == 0 ? result : throw Refused("holds an element that does not belong there");
    }

    /// <summary>The next child, which must have this name, and no other attributes than these.</summary>
    public XmlPiece Next(string name, params ReadOnlySpan<string> attributes) => Next(_namespace, name, attributes);

    /// <summary>The next child, of another namespace.</summary>
    public XmlPiece Next(string ns, string name, ReadOnlySpan<string> attributes)
    {
        if (!_children.TryDequeue(out var child))
            throw Refused("lacks an element");
        Require(child, ns, name, attributes);
        return child;
    }

    /// <summary>Whether the next child has this name.</summary>
    public bool HasNext(string name) => _children.TryPeek(out var child) && child.Name == name && child.Namespace == _namespace;

    /// <summary>Demands an element's name and that it carries no other attributes than these.</summary>
    public static void Require(XmlPiece piece, string ns, string name, ReadOnlySpan<string> attributes)
    {
        if (piece.Name != name || piece.Namespace != ns)
            throw Refused("holds an element that does not belong there");
        foreach (var (attribute, _) in piece.Attributes)
        {
            if (!attributes.Contains(attribute))
                throw Refused("holds an attribute that does not belong there");
        }
    }

    /// <summary>An attribute that must be there.</summary>
    public static string Attribute(XmlPiece piece, string name)
    {
        foreach (var (attribute, value) in piece.Attributes)
        {
            if (attribute == name)
                return value;
        }

        throw Refused("lacks an attribute");
    }

    /// <summary>The text of an element that holds text alone.</summary>
    public static string Text(XmlPiece piece) => piece.Content switch
    {
        [] => "",
        [string text] => text,
        _ => throw Refused("holds elements where text belongs"),
    };

    /// <summary>Demands that an element holds nothing.</summary>
    public static void RequireEmpty(XmlPiece piece)
    {
        if (!string.IsNullOrWhiteSpace(Text(piece)))
            throw Refused("holds text where nothing belongs");
    }

    private static AssertionRefusedException Refused(string reason) => new("The assertion " + reason + ".");
}
