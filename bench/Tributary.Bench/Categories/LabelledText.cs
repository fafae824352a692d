using Tributary.Core.Accounts;
using Tributary.Core.Categories;
using Tributary.Core.Transactions;

namespace Tributary.Bench.Categories;

/// <summary>A description with the category a person gave it. A line of a file: text, sign, type as OFX has it (with <c>SIC</c> and a code, perhaps), category.</summary>
internal sealed record LabelledText(CategoryFacts Facts, string Category)
{
    private static readonly Dictionary<string, TransactionType> Types = new(StringComparer.Ordinal)
    {
        ["ATM"] = TransactionType.Atm,
        ["CASH"] = TransactionType.Cash,
        ["CHECK"] = TransactionType.Check,
        ["CREDIT"] = TransactionType.Credit,
        ["DEBIT"] = TransactionType.Debit,
        ["DEP"] = TransactionType.Deposit,
        ["DIRECTDEBIT"] = TransactionType.DirectDebit,
        ["DIRECTDEP"] = TransactionType.DirectDeposit,
        ["DIV"] = TransactionType.Dividend,
        ["FEE"] = TransactionType.Fee,
        ["INT"] = TransactionType.Interest,
        ["PAYMENT"] = TransactionType.Payment,
        ["POS"] = TransactionType.PointOfSale,
        ["REPEATPMT"] = TransactionType.RepeatPayment,
        ["SRVCHG"] = TransactionType.ServiceCharge,
        ["XFER"] = TransactionType.Transfer,
        ["OTHER"] = TransactionType.Other,
    };

    public static IReadOnlyList<LabelledText> Read(string name)
    {
        using var stream = typeof(LabelledText).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(Of)];
    }

    private static LabelledText Of(string line)
    {
        var columns = line.TrimEnd('\r').Split('\t');
        var words = columns[2].Split(' ');
        var facts = new CategoryFacts(
            columns[0],
            null,
            columns[1] == "-" ? -10 : 10,
            Types.GetValueOrDefault(words[0]),
            AccountKind.Banking,
            words is [.., "SIC", var code] ? code : null,
            null);
        return new LabelledText(facts, columns[3]);
    }
}
