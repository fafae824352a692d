using System.Text.Json;
using Tributary.Faces.Finicity;

namespace Tributary.Server.Tests.OpenApi;

/// <summary>
/// The OpenAPI document of the Finicity face as a yardstick: every answer in these tests is held against it. A status that is not described, a
/// member nobody wrote of and a body where none is meant are all failures.
/// </summary>
internal static class FinicityDescription
{
    private static readonly string[] Methods = ["get", "put", "post", "delete"];

    private static readonly string[] Prefixes = ["/aggregation", "/institution", "/decisioning", "/connect"];

    // Nothing of the document covers an address or a method that is not served.
    private static readonly int[] Unserved = [404, 405, 413];

    public static byte[] Bytes { get; } = Read();

    public static JsonElement Document { get; } = JsonDocument.Parse(Bytes).RootElement;

    public static SchemaCheck Schemas { get; } = new(Document);

    /// <summary>Every operation: its method, its address as the document writes it, and what it says.</summary>
    public static IReadOnlyList<(string Method, string Path, JsonElement Operation)> Operations { get; } =
    [
        .. from path in Document.GetProperty("paths").EnumerateObject()
           from member in path.Value.EnumerateObject()
           where Methods.Contains(member.Name, StringComparer.Ordinal)
           select (member.Name.ToUpperInvariant(), path.Name, member.Value),
    ];

    // An address with its own words goes before one with a parameter in their place, from left to right.
    private static readonly (string Method, string Path, JsonElement Operation)[] MostPreciseFirst =
        [.. Operations.OrderBy(one => one.Path.Replace("{", "\uffff", StringComparison.Ordinal), StringComparer.Ordinal)];

    /// <summary>Fails where an answer of the face is not as the document says.</summary>
    public static void Require(HttpResponseMessage response, string body)
    {
        var request = response.RequestMessage!;
        var path = request.RequestUri!.AbsolutePath;
        if (!Array.Exists(Prefixes, prefix => path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            return;
        var problem = Problem(request.Method.Method, path, response, body);
        Assert.True(problem is null, $"{request.Method} {request.RequestUri.PathAndQuery}: {problem}");
    }

    private static string? Problem(string method, string path, HttpResponseMessage response, string body)
    {
        var status = (int)response.StatusCode;
        var operation = Array.Find(MostPreciseFirst, one => one.Method == method && IsOf(one.Path, path)).Operation;
        if (operation.ValueKind == JsonValueKind.Undefined)
            return Unserved.Contains(status) ? Problem(response, body, ErrorContent) : $"{status} from an address that is not described.";
        if (!operation.GetProperty("responses").TryGetProperty($"{status}", out var described))
            return $"{status} is not described. {body}";
        described = Schemas.Resolve(described);
        if (described.TryGetProperty("headers", out var headers))
        {
            foreach (var header in headers.EnumerateObject().Where(header => !response.Headers.Contains(header.Name)))
                return $"The header {header.Name} is missing.";
        }

        return described.TryGetProperty("content", out var content)
            ? Problem(response, body, content)
            : body.Length == 0 ? null : $"{status} has a body, of which nothing is said.";
    }

    private static string? Problem(HttpResponseMessage response, string body, JsonElement content)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        // The document is of the JSON form; in XML the same answers are compared with vectors.
        if (type == "application/xml")
            return null;
        if (type is null || !content.TryGetProperty(type, out var media))
            return $"An answer of type {type}, of which nothing is said.";
        if (type != "application/json")
            return null;
        var problems = Schemas.Problems(media.GetProperty("schema"), JsonDocument.Parse(body).RootElement);
        return problems.Count == 0 ? null : string.Join("; ", problems);
    }

    private static JsonElement ErrorContent { get; } =
        JsonDocument.Parse("""{"application/json":{"schema":{"$ref":"#/components/schemas/Error"}}}""").RootElement;

    private static bool IsOf(string template, string path)
    {
        var words = template.Split('/');
        var given = path.TrimEnd('/').Split('/');
        // Whatever stands under the address of the reports is one.
        if (words[1] == "decisioning")
            return given.Length >= words.Length && given[1] == words[1];
        return words.Length == given.Length && words.Zip(given).All(pair => IsWord(pair.First, pair.Second));
    }

    private static bool IsWord(string word, string given) => word.StartsWith('{')
        ? given.EndsWith(word[(word.IndexOf('}', StringComparison.Ordinal) + 1)..], StringComparison.OrdinalIgnoreCase)
        : string.Equals(word, given, StringComparison.OrdinalIgnoreCase);

    private static byte[] Read()
    {
        using var resource = typeof(FinicityFace).Assembly.GetManifestResourceStream("finicity.json")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
