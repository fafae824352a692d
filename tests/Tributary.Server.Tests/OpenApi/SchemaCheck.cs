using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tributary.Server.Tests.OpenApi;

/// <summary>
/// Checks JSON against the JSON Schemas of one OpenAPI document. It knows the keywords our documents use and refuses any other, so that nothing
/// written in a schema goes unchecked.
/// </summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private static readonly string[] SaysNothing = ["description", "examples", "default", "title", "contentMediaType"];

    /// <summary>What is wrong with a value, each with its place; nothing where it is as the schema says.</summary>
    public IReadOnlyList<string> Problems(JsonElement schema, JsonElement value)
    {
        var problems = new List<string>();
        Check(schema, value, "$", problems);
        return problems;
    }

    /// <summary>What a reference refers to; anything else is itself.</summary>
    public JsonElement Resolve(JsonElement element)
    {
        while (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference))
        {
            var target = document;
            foreach (var part in reference.GetString()!["#/".Length..].Split('/'))
                target = target.GetProperty(part);
            element = target;
        }

        return element;
    }

    private void Check(JsonElement schema, JsonElement value, string place, List<string> problems)
    {
        schema = Resolve(schema);
        foreach (var keyword in schema.EnumerateObject())
        {
            if (Problem(schema, keyword.Name, keyword.Value, value, place, problems) is { } problem)
                problems.Add($"{place}: {problem} ({Excerpt(value)})");
        }
    }

    private string? Problem(JsonElement schema, string keyword, JsonElement rule, JsonElement value, string place, List<string> problems)
    {
        switch (keyword)
        {
            case "type":
                return Names(rule).Any(name => IsOf(name, value)) ? null : $"not of type {rule}";
            case "enum":
                return rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)) ? null : $"none of {rule}";
            case "anyOf":
                return rule.EnumerateArray().Any(one => Problems(one, value).Count == 0)
                    ? null
                    : string.Join(" or ", rule.EnumerateArray().Select(one => string.Join(", ", Problems(one, value))));
            case "properties" or "additionalProperties" or "required":
                return value.ValueKind == JsonValueKind.Object ? MemberProblem(schema, keyword, rule, value, place, problems) : null;
            case "items" or "minItems" or "maxItems":
                return value.ValueKind == JsonValueKind.Array ? ItemProblem(keyword, rule, value, place, problems) : null;
            case "pattern" or "format" or "minLength" or "maxLength":
                return value.ValueKind == JsonValueKind.String ? TextProblem(keyword, rule, value.GetString()!) : null;
            case "minimum":
                return value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= rule.GetDecimal() ? null : $"below {rule}";
            case "maximum":
                return value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= rule.GetDecimal() ? null : $"above {rule}";
            default:
                return SaysNothing.Contains(keyword, StringComparer.Ordinal) ? null : $"the schema says {keyword}, which nobody checks";
        }
    }

    private string? MemberProblem(JsonElement schema, string keyword, JsonElement rule, JsonElement value, string place, List<string> problems)
    {
        switch (keyword)
        {
            case "required":
                var missing = Names(rule).Where(name => !value.TryGetProperty(name, out _)).ToArray();
                return missing.Length == 0 ? null : $"lacks {string.Join(' ', missing)}";
            case "properties":
                foreach (var member in rule.EnumerateObject())
                {
                    if (value.TryGetProperty(member.Name, out var inside))
                        Check(member.Value, inside, $"{place}.{member.Name}", problems);
                }

                return null;
            default:
                var known = schema.TryGetProperty("properties", out var all) ? all.EnumerateObject().Select(member => member.Name).ToArray() : [];
                var unknown = value.EnumerateObject().Select(member => member.Name).Except(known, StringComparer.Ordinal).ToArray();
                return rule.ValueKind != JsonValueKind.False || unknown.Length == 0 ? null : $"has {string.Join(' ', unknown)}, of which nothing is said";
        }
    }

    private string? ItemProblem(string keyword, JsonElement rule, JsonElement value, string place, List<string> problems)
    {
        if (keyword == "minItems")
            return value.GetArrayLength() >= rule.GetInt32() ? null : $"fewer than {rule}";
        if (keyword == "maxItems")
            return value.GetArrayLength() <= rule.GetInt32() ? null : $"more than {rule}";
        var at = 0;
        foreach (var item in value.EnumerateArray())
            Check(rule, item, $"{place}[{at++}]", problems);
        return null;
    }

    private static string? TextProblem(string keyword, JsonElement rule, string text) => keyword switch
    {
        "minLength" => text.Length >= rule.GetInt32() ? null : $"shorter than {rule}",
        "maxLength" => text.Length <= rule.GetInt32() ? null : $"longer than {rule}",
        "pattern" => Regex.IsMatch(text, rule.GetString()!, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1)) ? null : $"not like {rule}",
        _ => IsOfFormat(rule.GetString()!, text) ? null : $"no {rule}",
    };

    private static bool IsOfFormat(string format, string text) => format switch
    {
        "date-time" => text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "password" => true,
        _ => throw new InvalidOperationException($"Nobody checks the format {format}."),
    };

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => string.Equals(type, value.ValueKind.ToString(), StringComparison.OrdinalIgnoreCase),
    };

    private static IEnumerable<string> Names(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Select(name => name.GetString()!) : [rule.GetString()!];

    private static string Excerpt(JsonElement value) => value.GetRawText() is { Length: > 120 } text ? $"{text[..120]}…" : value.GetRawText();
}
