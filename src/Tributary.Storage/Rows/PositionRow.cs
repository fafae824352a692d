using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Positions;

namespace Tributary.Storage.Rows;

/// <summary>A position as it lies in its table.</summary>
internal sealed class PositionRow
{
    public const string Columns =
        "customer_id, account_id, id, institution_key, name, kind, symbol, security_id, security_id_type, units, unit_price, price_date, "
        + "market_value, cost_basis, currency";

    public long CustomerId { get; init; }

    public long AccountId { get; init; }

    public long Id { get; init; }

    public string InstitutionKey { get; init; } = "";

    public string Name { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? Symbol { get; init; }

    public string? SecurityId { get; init; }

    public string? SecurityIdType { get; init; }

    public string Units { get; init; } = "";

    public string? UnitPrice { get; init; }

    public string? PriceDate { get; init; }

    public string? MarketValue { get; init; }

    public string? CostBasis { get; init; }

    public string Currency { get; init; } = "";

    public static PositionRow Of(Position position) => new()
    {
        CustomerId = position.CustomerId.Value,
        AccountId = position.AccountId.Value,
        Id = position.Id.Value,
        InstitutionKey = position.Key,
        Name = position.Name,
        Kind = StoredName<SecurityKind>.Of(position.Kind),
        Symbol = position.Symbol,
        SecurityId = position.SecurityId,
        SecurityIdType = position.SecurityIdType,
        Units = StoredForm.Of(position.Units),
        UnitPrice = StoredForm.Of(position.UnitPrice),
        PriceDate = StoredForm.Of(position.PriceDate),
        MarketValue = StoredForm.Of(position.MarketValue),
        CostBasis = StoredForm.Of(position.CostBasis),
        Currency = position.Currency.Code,
    };

    public Position ToPosition() => new()
    {
        CustomerId = new CustomerId(CustomerId),
        AccountId = new AccountId(AccountId),
        Id = new PositionId(Id),
        Key = InstitutionKey,
        Name = Name,
        Kind = StoredName<SecurityKind>.Parse(Kind),
        Symbol = Symbol,
        SecurityId = SecurityId,
        SecurityIdType = SecurityIdType,
        Units = StoredForm.Decimal(Units),
        UnitPrice = StoredForm.DecimalOrNull(UnitPrice),
        PriceDate = StoredForm.DateOrNull(PriceDate),
        MarketValue = StoredForm.DecimalOrNull(MarketValue),
        CostBasis = StoredForm.DecimalOrNull(CostBasis),
        Currency = StoredForm.Currency(Currency),
    };
}
