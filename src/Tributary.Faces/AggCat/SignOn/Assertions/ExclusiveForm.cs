using System.Text;

namespace Tributary.Faces.AggCat.SignOn.Assertions;

/// <summary>
/// The bytes that digest and signature are made of: Exclusive XML Canonicalization 1.0 without comments, of what <see cref="StrictXml"/>
/// lets through. There attributes have no prefixes and every element is in a namespace, so that an element's own prefix is the only one
/// it visibly uses.
/// </summary>
internal static class ExclusiveForm
{
    /// <summary>Writes an element as if it stood alone.</summary>
    /// <param name="piece">The element.</param>
    /// <param name="omitted">A child that is left out: the enveloped signature.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] Of(XmlPiece piece, XmlPiece? omitted = null)
    {
        var text = new StringBuilder(2048);
        Write(text, piece, omitted, new Dictionary<string, string>(StringComparer.Ordinal));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, XmlPiece piece, XmlPiece? omitted, Dictionary<string, string> written)
    {
        var name = piece.Prefix.Length == 0 ? piece.Name : piece.Prefix + ":" + piece.Name;
        text.Append('<').Append(name);
        var hid = written.TryGetValue(piece.Prefix, out var outer) ? outer : null;
        if (outer != piece.Namespace)
        {
            text.Append(piece.Prefix.Length == 0 ? " xmlns" : " xmlns:" + piece.Prefix).Append("=\"");
            Escape(text, piece.Namespace, isAttribute: true);
            text.Append('"');
            written[piece.Prefix] = piece.Namespace;
        }

        foreach (var (attribute, value) in piece.Attributes.OrderBy(a => a.Name, StringComparer.Ordinal))
        {
            text.Append(' ').Append(attribute).Append("=\"");
            Escape(text, value, isAttribute: true);
            text.Append('"');
        }

        text.Append('>');
        foreach (var inner in piece.Content)
        {
            if (inner is string characters)
                Escape(text, characters, isAttribute: false);
            else if (inner != omitted)
                Write(text, (XmlPiece)inner, omitted: null, written);
        }

        text.Append("</").Append(name).Append('>');
        if (hid is null)
            written.Remove(piece.Prefix);
        else
            written[piece.Prefix] = hid;
    }

    private static void Escape(StringBuilder text, string value, bool isAttribute)
    {
        foreach (var sign in value)
        {
            _ = sign switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '\r' => text.Append("&#xD;"),
                '>' when !isAttribute => text.Append("&gt;"),
                '"' when isAttribute => text.Append("&quot;"),
                '\t' when isAttribute => text.Append("&#x9;"),
                '\n' when isAttribute => text.Append("&#xA;"),
                _ => text.Append(sign),
            };
        }
    }
}
