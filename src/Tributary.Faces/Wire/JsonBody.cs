using System.Text;
using System.Text.Json;
using Tributary.Core.Errors;

namespace Tributary.Faces.Wire;

/// <summary>
/// Reads JSON as people write it by hand: trailing commas and comments are let pass, null is no value. Finicity's own printed
/// example of modifying credentials has a trailing comma.
/// </summary>
internal static class JsonBody
{
    private static readonly JsonReaderOptions Tolerant = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = WireBody.MostDepth,
    };

    /// <exception cref="TributaryException"><c>request.body-malformed</c>, with the place.</exception>
    public static WireNode Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Tolerant);
        try
        {
            return Parse(ref reader);
        }
        catch (JsonException malformed)
        {
            var place = $"JSON, line {malformed.LineNumber + 1}, column {malformed.BytePositionInLine + 1}";
            throw new TributaryException(ErrorCatalogue.BodyMalformed, place, malformed);
        }
        catch (InvalidOperationException notText)
        {
            // Half a surrogate pair, or bytes that are no UTF-8, inside a string.
            throw new TributaryException(ErrorCatalogue.BodyMalformed, $"JSON, byte {reader.TokenStartIndex + 1}", notText);
        }
    }

    private static WireNode Parse(ref Utf8JsonReader reader)
    {
        var document = new WireNode(null);
        var open = new Stack<WireNode>();
        string? name = null;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString();
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push(Place(document, open, name));
                    name = null;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                case JsonTokenType.Null:
                    name = null;
                    break;
                default:
                    Place(document, open, name).AddText(TextOf(ref reader));
                    name = null;
                    break;
            }
        }

        return document;
    }

    // The outermost value is the document itself.
    private static WireNode Place(WireNode document, Stack<WireNode> open, string? name)
    {
        if (!open.TryPeek(out var parent))
            return document;
        var node = new WireNode(name);
        parent.Add(node);
        return node;
    }

    // Numbers keep their digits: an id must not pass through floating point.
    private static string TextOf(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
}
