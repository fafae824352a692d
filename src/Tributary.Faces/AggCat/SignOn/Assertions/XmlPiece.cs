namespace Tributary.Faces.AggCat.SignOn.Assertions;

/// <summary>An element as it was received: its name with prefix and namespace, its attributes, and its texts and elements in order.</summary>
internal sealed class XmlPiece
{
    public required string Prefix { get; init; }

    public required string Name { get; init; }

    public required string Namespace { get; init; }

    /// <summary>All but namespace declarations; none of them has a prefix.</summary>
    public required IReadOnlyList<(string Name, string Value)> Attributes { get; init; }

    /// <summary>What lies in it: <see cref="string"/> or <see cref="XmlPiece"/>.</summary>
    public List<object> Content { get; } = [];
}
