using Tributary.Core.Positions;

namespace Tributary.Faces.AggCat.Positions;

/// <summary>The protocol's words for kinds of securities, and the element that describes one of that kind (AggCat, 6 and 7).</summary>
internal static class SecurityWords
{
    public static (string Kind, string Element) Of(SecurityKind kind) => kind switch
    {
        SecurityKind.Stock => ("STOCKINFO", "stockInfo"),
        SecurityKind.MutualFund => ("MFINFO", "mfInfo"),
        SecurityKind.Debt => ("DEBTINFO", "debtInfo"),
        SecurityKind.Option => ("OPTINFO", "optionInfo"),
        _ => ("OTHERINFO", "otherInfo"),
    };
}
