using System.Globalization;
using Tributary.Core.Customers;
using Tributary.Core.Transactions;

namespace Tributary.Core.Categories;

/// <summary>The id of a customer's rule.</summary>
/// <param name="Value">Positive and below 2^53.</param>
public readonly record struct CategoryRuleId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a customer said one transaction was for, which holds for others of the same payee and direction too.</summary>
public sealed record CustomerCategoryRule
{
    /// <summary>Whose.</summary>
    public required CustomerId CustomerId { get; init; }

    /// <summary>The id.</summary>
    public required CategoryRuleId Id { get; init; }

    /// <summary>The transaction that was corrected; the rule outlives it.</summary>
    public required TransactionId TransactionId { get; init; }

    /// <summary>The payee's name, as it was then.</summary>
    public required string Payee { get; init; }

    /// <summary>The payee's name as it is compared; null where the transaction names nobody, and the rule is for it alone.</summary>
    public string? PayeeKey { get; init; }

    /// <summary>1 for money that came in, -1 for money that went out.</summary>
    public required int Sign { get; init; }

    /// <summary>What it is for.</summary>
    public required TransactionCategory Category { get; init; }

    /// <summary>When it was said.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A customer whose history is to be categorized anew.</summary>
/// <param name="CustomerId">Who.</param>
/// <param name="After">The last transaction that was; 0 for none.</param>
public sealed record Recategorization(CustomerId CustomerId, TransactionId After);
