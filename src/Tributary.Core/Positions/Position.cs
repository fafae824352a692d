using System.Globalization;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Money;

namespace Tributary.Core.Positions;

/// <summary>A position's id.</summary>
/// <param name="Value">Positive and below 2^53.</param>
public readonly record struct PositionId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What sort of security a position holds; AggCat's five.</summary>
public enum SecurityKind
{
    /// <summary>Something else, cash among it.</summary>
    Other,

    /// <summary>Stock or exchange-traded fund.</summary>
    Stock,

    /// <summary>Mutual fund.</summary>
    MutualFund,

    /// <summary>Bond or other debt; priced in per cent of par.</summary>
    Debt,

    /// <summary>Option.</summary>
    Option,
}

/// <summary>A security held: what it is and what it is worth. Its identity within an account is <see cref="Key"/>.</summary>
public record Holding
{
    /// <summary>How the institution tells it from the account's other holdings; usually the security's id.</summary>
    public required string Key { get; init; }

    /// <summary>The security's name.</summary>
    public required string Name { get; init; }

    /// <summary>What sort of security it is.</summary>
    public required SecurityKind Kind { get; init; }

    /// <summary>Ticker symbol.</summary>
    public string? Symbol { get; init; }

    /// <summary>The security's id, with <see cref="SecurityIdType"/>.</summary>
    public string? SecurityId { get; init; }

    /// <summary>CUSIP, ISIN, SEDOL…</summary>
    public string? SecurityIdType { get; init; }

    /// <summary>Units held; negative when short.</summary>
    public required decimal Units { get; init; }

    /// <summary>Price of a unit; for debt in per cent of par.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>The day of the price.</summary>
    public DateOnly? PriceDate { get; init; }

    /// <summary>What the holding is worth.</summary>
    public decimal? MarketValue { get; init; }

    /// <summary>What was paid for it.</summary>
    public decimal? CostBasis { get; init; }

    /// <summary>The currency of price, value and cost.</summary>
    public required Currency Currency { get; init; }
}

/// <summary>One holding of an investment account, as stored.</summary>
public sealed record Position : Holding
{
    /// <summary>Whose.</summary>
    public required CustomerId CustomerId { get; init; }

    /// <summary>On which account.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>The id; the same as long as the account holds the security.</summary>
    public required PositionId Id { get; init; }

    /// <summary>A holding as this server stores it.</summary>
    /// <param name="holding">What is held.</param>
    /// <param name="customer">Whose.</param>
    /// <param name="account">On which account.</param>
    /// <param name="id">The position's id.</param>
    /// <returns>The position.</returns>
    public static Position Of(Holding holding, CustomerId customer, AccountId account, PositionId id) => new()
    {
        CustomerId = customer,
        AccountId = account,
        Id = id,
        Key = holding.Key,
        Name = holding.Name,
        Kind = holding.Kind,
        Symbol = holding.Symbol,
        SecurityId = holding.SecurityId,
        SecurityIdType = holding.SecurityIdType,
        Units = holding.Units,
        UnitPrice = holding.UnitPrice,
        PriceDate = holding.PriceDate,
        MarketValue = holding.MarketValue,
        CostBasis = holding.CostBasis,
        Currency = holding.Currency,
    };
}
