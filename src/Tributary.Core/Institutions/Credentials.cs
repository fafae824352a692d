using Tributary.Core.Secrets;

namespace Tributary.Core.Institutions;

/// <summary>A filled login form: values by login field id. Values never show; see <see cref="Secret"/>.</summary>
/// <param name="Values">Login field id to value.</param>
public sealed record Credentials(IReadOnlyDictionary<string, Secret> Values)
{
    /// <summary>The value of a field, or an empty secret where it was not filled.</summary>
    /// <param name="fieldId">The login field's id.</param>
    /// <returns>The value.</returns>
    public Secret this[string fieldId] => Values.TryGetValue(fieldId, out var value) ? value : new Secret("");

    /// <summary>The same credentials with some values replaced; fields not named keep theirs.</summary>
    /// <param name="changes">Login field id to new value.</param>
    /// <returns>The merged credentials.</returns>
    public Credentials With(IReadOnlyDictionary<string, Secret> changes)
    {
        var merged = new Dictionary<string, Secret>(Values, StringComparer.Ordinal);
        foreach (var (field, value) in changes)
            merged[field] = value;
        return new Credentials(merged);
    }

    /// <summary>How many fields are filled; never what with.</summary>
    /// <returns>A text without secrets.</returns>
    public override string ToString() => $"{Values.Count} login fields";
}
