using Tributary.Core.Positions;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>One holding of an investment account (Finicity Customer Accounts, <c>position</c>), in JSON alone.</summary>
internal static class PositionRecord
{
    public static void Write(WireWriter wire, Position position)
    {
        wire.Number("id", position.Id.Value);
        wire.Text("description", position.Name);
        wire.Text("securityName", position.Name);
        wire.TextIfAny("symbol", position.Symbol);
        wire.TextIfAny("securityId", position.SecurityId);
        wire.TextIfAny("securityIdType", position.SecurityIdType);
        wire.Number("units", position.Units);
        wire.NumberIfAny("currentPrice", position.UnitPrice);
        wire.NumberIfAny("currentPriceDate", EpochTime.Of(position.PriceDate));
        wire.NumberIfAny("marketValue", position.MarketValue);
        wire.NumberIfAny("costBasis", position.CostBasis);
        wire.Text("securityCurrency", position.Currency.Code);
    }
}
