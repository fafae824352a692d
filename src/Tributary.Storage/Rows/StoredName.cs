using System.Collections.Frozen;
using System.Text.Json;

namespace Tributary.Storage.Rows;

/// <summary>
/// The words by which a closed list's members are stored: their names in camelCase, never their numbers, so that members may be
/// added anywhere. Renaming a stored member needs a migration; a test pins the words.
/// </summary>
internal static class StoredName<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Names =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, T> Values =
        Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static IEnumerable<string> All => Enum.GetValues<T>().Select(Of);

    public static string Of(T value) => Names[value];

    public static T Parse(string stored) =>
        Values.TryGetValue(stored, out var value) ? value : throw new FormatException($"The store has an unknown {typeof(T).Name} '{stored}'.");
}
