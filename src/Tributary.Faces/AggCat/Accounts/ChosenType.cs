using Tributary.Core.Accounts;
using Tributary.Core.Errors;
using Tributary.Faces.Wire;

namespace Tributary.Faces.AggCat.Accounts;

/// <summary>
/// The type that a program gives to an account. Programs spell the same thing in many ways, so names are matched without namespace and without
/// regard to letters' case (AggCat, 3.3).
/// </summary>
internal static class ChosenType
{
    // The shorter name of each kind, with which all its spellings begin.
    private static readonly (string Name, AccountKind Kind)[] Kinds =
    [
        ("banking", AccountKind.Banking),
        ("credit", AccountKind.Credit),
        ("loan", AccountKind.Loan),
        ("investment", AccountKind.Investment),
        ("reward", AccountKind.Rewards),
    ];

    /// <exception cref="TributaryException"><c>request.parameter-missing</c>, <c>account.type-invalid</c> with the types there are.</exception>
    public static AccountType Read(WireNode body)
    {
        var (kindName, fields) = body.Word("type") is { } inJson
            ? (inJson, body.Children)
            : body.Children is [{ Name: { } root } element] ? (root, element.Children) : throw Missing("The account's kind");
        var (name, kind) = Array.Find(Kinds, known => kindName.StartsWith(known.Name, StringComparison.OrdinalIgnoreCase));
        if (name is null)
            throw new TributaryException(ErrorCatalogue.AccountTypeInvalid, $"kinds are banking, credit, loan, investment and rewards, not {kindName}");
        var field = fields.FirstOrDefault(field => IsTypeOf(name, field.Name)) ?? throw Missing($"The type of the {name} account");
        var word = field.Text;
        if (string.IsNullOrWhiteSpace(word))
        {
            // One program names the type of no rewards account, whatever it was told.
            return kind == AccountKind.Rewards ? AccountType.OtherRewards : throw Missing($"The type of the {name} account");
        }

        return AccountTypeWords.Find(kind, word)
            ?? throw new TributaryException(ErrorCatalogue.AccountTypeInvalid, $"{word}; a {name} account is one of {string.Join(", ", AccountTypeWords.Of(kind))}");
    }

    // One program calls a loan's type "loan".
    private static bool IsTypeOf(string kind, string? field) =>
        field is not null && field.StartsWith(kind, StringComparison.OrdinalIgnoreCase)
        && (field.EndsWith("type", StringComparison.OrdinalIgnoreCase) || field.Equals("loan", StringComparison.OrdinalIgnoreCase));

    private static TributaryException Missing(string what) => new(ErrorCatalogue.ParameterMissing, what);
}
