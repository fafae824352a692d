namespace Tributary.Faces.AggCat.Transactions;

/// <summary>What a trade did, in the protocol's words, of which at most one applies (AggCat, 7).</summary>
internal sealed record TradeWords(string? BuyType = null, string? IncomeType = null, string? SellType = null)
{
    private static readonly TradeWords None = new();
    private static readonly TradeWords Buy = new(BuyType: "BUY");
    private static readonly TradeWords Sell = new(SellType: "SELL");
    private static readonly TradeWords Dividend = new(IncomeType: "DIV");
    private static readonly TradeWords Interest = new(IncomeType: "INTEREST");

    /// <summary>The words for what the institution calls it.</summary>
    public static TradeWords Of(string? action) => action?.ToUpperInvariant() switch
    {
        "BUY" or "PURCHASE" or "PURCHASED" or "REINVEST" or "REINVESTMENT" => Buy,
        "SELL" or "SALE" or "SOLD" => Sell,
        "DIVIDEND" => Dividend,
        "INTEREST" => Interest,
        _ => None,
    };
}
