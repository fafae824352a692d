using System.Text.Json;

namespace Tributary.Client.Wire;

/// <summary>
/// Reads what a server says about a refusal, in every shape met: <c>{"code","message"}</c> with the code as number or text, problem
/// details, the gateway's <c>{"Errors":{"Error":[…]}}</c>, XML, plain text, nothing.
/// </summary>
internal static class ServerErrors
{
    private const int LongestText = 300;

    public static async Task<ServerException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var (text, code, requestId) = TryReadJson(body) ?? (OneLine(body), null, null);
        if (string.IsNullOrWhiteSpace(text))
            text = $"The server answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd() + ".";
        return new ServerException(text, response.StatusCode, code, requestId);
    }

    private static (string? Text, string? Code, string? RequestId)? TryReadJson(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = Innermost(document.RootElement);
            if (error.ValueKind != JsonValueKind.Object)
                return null;
            var text = Member(error, "message") ?? Problem(error) ?? Member(error, "Description");
            return (text, Member(error, "code") ?? Member(error, "ReasonCode"), Member(error, "requestId"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement Innermost(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("Errors", out var errors) && errors.ValueKind == JsonValueKind.Object
        && errors.TryGetProperty("Error", out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
            ? list[0]
            : root;

    /// <summary>The text of a problem document: what it is, and of what.</summary>
    private static string? Problem(JsonElement error) => (Member(error, "title"), Member(error, "detail")) switch
    {
        ({ } title, { } detail) => $"{title.TrimEnd('.')}: {detail}",
        (var title, var detail) => title ?? detail,
    };

    private static string? Member(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    private static string OneLine(string body)
    {
        var line = string.Join(' ', body.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestText ? line : line[..LongestText] + "…";
    }
}
