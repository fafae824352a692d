namespace Tributary.Core.Categories;

/// <summary>Whom a transaction was with and what it was for, as told by its words.</summary>
/// <param name="Payee">A clean name; never empty.</param>
/// <param name="Category">What it was for.</param>
public sealed record Categorization(string Payee, TransactionCategory Category)
{
    /// <summary>The institution's words without what is no name: kinds of payment, numbers, dates.</summary>
    public string? Words { get; init; }

    /// <summary>Where the payee is, as far as the words tell plainly.</summary>
    public PayeePlace? Place { get; init; }
}

/// <summary>Where a payee is. What the words do not tell is null.</summary>
/// <param name="City">The city.</param>
/// <param name="State">The state or province, as two letters.</param>
/// <param name="PostalCode">The postal code.</param>
/// <param name="Country">The country, as three letters of ISO 3166.</param>
public sealed record PayeePlace(string? City, string? State, string? PostalCode, string? Country);
