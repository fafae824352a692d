using Tributary.Core.Errors;
using Tributary.Core.Institutions;
using Tributary.Core.Secrets;
using Tributary.Faces.Wire;

namespace Tributary.Faces.AggCat.Logins;

/// <summary>
/// What programs send to sign in: credentials by the names of the institution's keys, or answers in the order they were asked for, matched by local name
/// whatever the prefixes (AggCat, 3.1).
/// </summary>
internal static class LoginRequest
{
    /// <summary>The credentials, by login field id; empty where there are none.</summary>
    /// <exception cref="TributaryException"><c>request.parameter-missing</c>, <c>request.parameter-invalid</c> naming a key that the institution does not have.</exception>
    public static IReadOnlyDictionary<string, Secret> Credentials(WireNode body, Institution institution)
    {
        var credentials = new Dictionary<string, Secret>(StringComparer.Ordinal);
        foreach (var credential in ItemsOf(body.Find("credentials"), "credential"))
        {
            var name = credential.Word("name") ?? throw new TributaryException(ErrorCatalogue.ParameterMissing, "credential/name");
            var value = credential.Value("value") ?? throw new TributaryException(ErrorCatalogue.ParameterMissing, $"The value of {name}");
            var field = institution.LoginForm.FirstOrDefault(f => f.Name == name)
                ?? throw new TributaryException(ErrorCatalogue.ParameterInvalid, $"The credential {name}; the institution has {NamesOf(institution)}, so it");
            if (!credentials.TryAdd(field.Id, new Secret(value)))
                throw new TributaryException(ErrorCatalogue.ParameterInvalid, $"The credential {name}, which is there twice,");
        }

        return credentials;
    }

    /// <summary>Demands a value for every key of the institution.</summary>
    /// <exception cref="TributaryException"><c>request.parameter-missing</c>, naming the key.</exception>
    public static void RequireAll(IReadOnlyDictionary<string, Secret> credentials, Institution institution)
    {
        if (institution.LoginForm.FirstOrDefault(field => !credentials.ContainsKey(field.Id)) is { } missing)
            throw new TributaryException(ErrorCatalogue.ParameterMissing, $"The credential {missing.Name}");
    }

    /// <summary>The answers, in order.</summary>
    public static Secret[] Answers(WireNode body) =>
        [.. ItemsOf(body.Find("challengeResponses"), "response").Select(response => new Secret(response.Text ?? ""))];

    // In XML the items lie in the list itself; in JSON in a member of their name.
    private static IEnumerable<WireNode> ItemsOf(WireNode? list, string item) =>
        list is null ? [] : list.Items(item).SelectMany(node => node.Items("").ToArray() is { Length: > 0 } inner ? inner : [node]);

    private static string NamesOf(Institution institution) => string.Join(" and ", institution.LoginForm.Select(field => field.Name));
}
