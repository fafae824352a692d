using System.Runtime.InteropServices;
using System.Xml;
using Tributary.Core.Errors;

namespace Tributary.Faces.Wire;

/// <summary>
/// Reads XML from strangers: no DTD, nothing resolved, limits on characters and depth. Attributes, namespaces, comments and
/// blanks between elements are ignored; old serializers write all of them.
/// </summary>
internal static class XmlBody
{
    private static readonly XmlReaderSettings Careful = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 2 * WireBody.MostBytes,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <exception cref="TributaryException"><c>request.body-malformed</c>, with the place.</exception>
    public static WireNode Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var reader = XmlReader.Create(AsStream(body), Careful);
            return Parse(reader);
        }
        catch (XmlException malformed)
        {
            // The reader gives no place for what it refuses to look at: a document type, an unknown encoding.
            var place = malformed.LineNumber > 0
                ? $"XML, line {malformed.LineNumber}, column {malformed.LinePosition}"
                : "XML, before its first element; document types are not read";
            throw new TributaryException(ErrorCatalogue.BodyMalformed, place, malformed);
        }
    }

    private static WireNode Parse(XmlReader reader)
    {
        var document = new WireNode(null);
        var open = new Stack<WireNode>([document]);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth >= WireBody.MostDepth)
                        throw new XmlException("The elements nest too deeply.", null, LineOf(reader), ColumnOf(reader));
                    var element = new WireNode(reader.LocalName);
                    open.Peek().Add(element);
                    if (!reader.IsEmptyElement)
                        open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    open.Peek().AddText(reader.Value);
                    break;
            }
        }

        return document;
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(body.ToArray(), writable: false);

    private static int LineOf(XmlReader reader) => (reader as IXmlLineInfo)?.LineNumber ?? 0;

    private static int ColumnOf(XmlReader reader) => (reader as IXmlLineInfo)?.LinePosition ?? 0;
}
