using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Positions;
using Tributary.Faces.AggCat.Format;

namespace Tributary.Faces.AggCat.Positions;

/// <summary>What an investment account holds (AggCat, 3, operation 9). An account without holdings answers an empty list.</summary>
internal static class PositionEndpoints
{
    private static readonly DocumentShape Shape = new(Ns.InvPosition, "InvestmentPositions", Ns.InvPosition, Ns.SecurityInfo);

    public static void Map(IEndpointRouteBuilder calls) => calls.MapGet("/accounts/{accountId}/positions", ListAsync);

    private static async Task<IResult> ListAsync(AggCatCall call)
    {
        var positions = await call.ReadAsync(async reader =>
        {
            var account = await call.AccountAsync(reader);
            return await reader.ListPositionsAsync(account.CustomerId, account.Id);
        });
        return AggCatAnswer.Ok(Shape, writer =>
        {
            writer.BeginList("position");
            foreach (var position in positions)
                Write(writer, position);
            writer.EndList();
        });
    }

    private static void Write(AnswerWriter writer, Position position)
    {
        const Ns ns = Ns.InvPosition;
        var (kind, info) = SecurityWords.Of(position.Kind);
        writer.BeginItem(ns, "position");
        writer.Number(ns, "investmentPositionId", position.Id.Value);
        writer.NumberIfAny(ns, "costBasis", position.CostBasis);
        writer.Text(ns, "currencyCode", position.Currency.Code);
        writer.NumberIfAny(ns, "unitPrice", position.UnitPrice);
        writer.DayIfAny(ns, "priceAsOfDate", position.PriceDate);
        writer.TextIfAny(ns, "cusip", position.SecurityIdType == "CUSIP" ? position.SecurityId : null);
        writer.NumberIfAny(ns, "marketValue", position.MarketValue);
        writer.Number(ns, "units", position.Units);
        writer.Text(ns, "invSecurityType", kind);
        writer.BeginRecord(ns, info);
        WriteSecurity(writer, position);
        writer.EndRecord();
        writer.EndRecord();
    }

    private static void WriteSecurity(AnswerWriter writer, Position position)
    {
        const Ns ns = Ns.SecurityInfo;
        writer.TextIfAny(ns, "ticker", position.Symbol);
        writer.TextIfAny(ns, "uniqueId", position.SecurityId);
        writer.TextIfAny(ns, "uniqueIdType", position.SecurityIdType);
        writer.Text(ns, "name", position.Name);
        writer.NumberIfAny(ns, "unitPrice", position.UnitPrice);
    }
}
