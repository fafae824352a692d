using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Positions;
using Tributary.Storage.Sql;

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

    public decimal Units { get; init; }

    public decimal? UnitPrice { get; init; }

    public DateOnly? PriceDate { get; init; }

    public decimal? MarketValue { get; init; }

    public decimal? CostBasis { get; init; }

    public string Currency { get; init; } = "";

    public static PositionRow Of(Position position) => new()
    {
        CustomerId = position.CustomerId.Value,
        AccountId = position.AccountId.Value,
        Id = position.Id.Value,
        InstitutionKey = StoredForm.Text(position.Key),
        Name = StoredForm.Text(position.Name),
        Kind = StoredName<SecurityKind>.Of(position.Kind),
        Symbol = StoredForm.TextOrNull(position.Symbol),
        SecurityId = StoredForm.TextOrNull(position.SecurityId),
        SecurityIdType = StoredForm.TextOrNull(position.SecurityIdType),
        Units = position.Units,
        UnitPrice = position.UnitPrice,
        PriceDate = position.PriceDate,
        MarketValue = position.MarketValue,
        CostBasis = position.CostBasis,
        Currency = position.Currency.Code,
    };

    public static Position Read(SqlRow row) => new()
    {
        CustomerId = new CustomerId(row.Int64(0)),
        AccountId = new AccountId(row.Int64(1)),
        Id = new PositionId(row.Int64(2)),
        Key = row.Text(3),
        Name = row.Text(4),
        Kind = row.Word<SecurityKind>(5),
        Symbol = row.TextOrNull(6),
        SecurityId = row.TextOrNull(7),
        SecurityIdType = row.TextOrNull(8),
        Units = row.Decimal(9),
        UnitPrice = row.DecimalOrNull(10),
        PriceDate = row.DateOrNull(11),
        MarketValue = row.DecimalOrNull(12),
        CostBasis = row.DecimalOrNull(13),
        Currency = StoredForm.Currency(row.Text(14)),
    };
}
