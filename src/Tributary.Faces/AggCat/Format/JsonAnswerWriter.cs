using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tributary.Faces.AggCat.Format;

/// <summary>The JSON form.</summary>
internal sealed class JsonAnswerWriter(IBufferWriter<byte> output) : AnswerWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Utf8JsonWriter _json = new(output, Options);

    public override void Begin(DocumentShape shape, (string Name, string Value)? attribute = null)
    {
        _json.WriteStartObject();
        if (attribute is { } there)
            _json.WriteString(there.Name, there.Value);
    }

    public override void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Dispose();
    }

    public override void BeginList(string jsonName) => _json.WriteStartArray(jsonName);

    public override void EndList() => _json.WriteEndArray();

    public override void BeginItem(Ns ns, string name) => _json.WriteStartObject();

    public override void BeginRecord(Ns ns, string name) => _json.WriteStartObject(name);

    public override void EndRecord()
    {
        _json.WriteEndObject();
        // Handed on, so that what a long list has written can leave.
        if (_json.CurrentDepth <= 2)
            _json.Flush();
    }

    public override void ItemText(Ns ns, string name, string value) => _json.WriteStringValue(value);

    public override void Text(Ns ns, string name, string value) => _json.WriteString(name, value);

    public override void Number(Ns ns, string name, long value) => _json.WriteNumber(name, value);

    public override void Number(Ns ns, string name, decimal value) => _json.WriteNumber(name, value);

    public override void Flag(Ns ns, string name, bool value) => _json.WriteBoolean(name, value);

    public override void Instant(Ns ns, string name, DateTimeOffset value) => _json.WriteNumber(name, value.ToUnixTimeMilliseconds());

    public override void JsonType(string type) => _json.WriteString("type", type);
}
