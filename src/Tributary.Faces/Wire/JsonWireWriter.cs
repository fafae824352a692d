using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tributary.Faces.Wire;

/// <summary>
/// The JSON form: compact, because a published shell script finds tokens and ids by pattern. Letters stand as they are; answers are
/// never part of an HTML page.
/// </summary>
internal sealed class JsonWireWriter(IBufferWriter<byte> buffer) : WireWriter, IDisposable
{
    // What this class writes is balanced by itself, so that the writer need not watch it.
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Utf8JsonWriter _json = new(buffer, Form);

    public override bool IsXml => false;

    public override void Document(string root, Action members) => Object(members);

    public override void ListDocument<T>(
        string root, string item, IEnumerable<T> items, Action<T> members, Action? figures = null, Action? more = null) =>
        Object(() =>
        {
            figures?.Invoke();
            List(root, item, items, members);
            more?.Invoke();
        });

    public override void Record(string name, Action members)
    {
        _json.WritePropertyName(name);
        Object(members);
    }

    public override void List<T>(string name, string item, IEnumerable<T> items, Action<T> members)
    {
        _json.WriteStartArray(name);
        foreach (var one in items)
        {
            _json.WriteStartObject();
            members(one);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    public override void Words(string name, string item, IEnumerable<string> words)
    {
        _json.WriteStartArray(name);
        foreach (var word in words)
            _json.WriteStringValue(word);
        _json.WriteEndArray();
    }

    public override void Choices(string name, IEnumerable<(string Value, string Shown)> choices) =>
        List(name + "s", name, choices, choice =>
        {
            Text(name, choice.Shown);
            Text("value", choice.Value);
        });

    public override void Text(string name, string value) => _json.WriteString(name, value);

    public override void Number(string name, long value) => _json.WriteNumber(name, value);

    public override void Number(string name, decimal value) => _json.WriteNumber(name, value);

    public override void Flag(string name, bool value) => _json.WriteBoolean(name, value);

    public void Dispose() => _json.Dispose();

    private void Object(Action members)
    {
        _json.WriteStartObject();
        members();
        _json.WriteEndObject();
    }
}
