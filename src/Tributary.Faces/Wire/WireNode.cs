namespace Tributary.Faces.Wire;

/// <summary>
/// A request's body without its format: an XML element, a JSON member, or an item of a JSON array (which has no name). The root is
/// the document itself: its children are the root element in XML, the members of the outermost object in JSON. Whoever reads asks
/// for names and gets the same from both formats; what nobody asks for is ignored. Bodies hold passwords, so nothing here prints.
/// </summary>
internal sealed class WireNode(string? name)
{
    private readonly List<WireNode> _children = [];

    public string? Name => name;

    /// <summary>The text of a leaf exactly as sent, null where there is none. Numbers and booleans are texts like any other.</summary>
    public string? Text { get; private set; }

    /// <summary>The elements or members in it, in order.</summary>
    public IReadOnlyList<WireNode> Children => _children;

    public bool IsEmpty => Text is null && _children.Count == 0;

    /// <summary>The nearest descendant of a name, whatever wraps it: programs wrap one request in different ways.</summary>
    public WireNode? Find(string wanted)
    {
        var level = new Queue<WireNode>(_children);
        while (level.TryDequeue(out var node))
        {
            if (node.Name == wanted)
                return node;
            foreach (var child in node._children)
                level.Enqueue(child);
        }

        return null;
    }

    /// <summary>The records of a list: <c>&lt;names&gt;&lt;name/&gt;&lt;name/&gt;&lt;/names&gt;</c> or <c>"names":[{},{}]</c>.</summary>
    public IEnumerable<WireNode> Items(string itemName) => _children.Where(child => child.Name is null || child.Name == itemName);

    /// <summary>A member's text exactly as sent; null where it is missing or blank, which no protocol here tells apart.</summary>
    public string? Value(string member)
    {
        var text = _children.Find(child => child.Name == member)?.Text;
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>The same without blanks around it: ids, numbers and words, which people indent.</summary>
    public string? Word(string member) => Value(member)?.Trim();

    internal void Add(WireNode child) => _children.Add(child);

    internal void AddText(string text) => Text += text;
}
