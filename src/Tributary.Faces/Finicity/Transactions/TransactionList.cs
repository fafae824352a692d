using System.Globalization;
using Tributary.Core.Accounts;
using Tributary.Core.Transactions;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Transactions;

/// <summary>
/// A page of transactions. Later versions quote their figures, but on an empty page <c>moreAvailable</c> is a plain <c>false</c>: a
/// Python program asks for pages until it is falsy, and any text is truthy there.
/// </summary>
internal sealed record TransactionList(
    Page<Transaction> Page, bool HasMore, DateRange Range, bool Ascending, TransactionVersion Version, IReadOnlyList<DayOfBalance>? DailyBalances = null)
{
    public FinicityAnswer Answer() => FinicityAnswer.Ok(wire => wire.ListDocument(
        "transactions",
        "transaction",
        Page.Items,
        transaction => TransactionRecord.Write(wire, transaction, Version.HasUniqueIds),
        () => WriteFigures(wire),
        () => WriteDailyBalances(wire)));

    private void WriteFigures(WireWriter wire)
    {
        // The lists of 2014 had none, and their XML readers look for none.
        if (!Version.IsPaged && wire.IsXml)
            return;
        wire.Number("found", Page.Total);
        wire.Number("displaying", Page.Items.Count);
        if (Version.QuotesFigures && Page.Items.Count > 0)
            wire.Text("moreAvailable", HasMore ? "true" : "false");
        else
            wire.Flag("moreAvailable", HasMore);
        WriteDate(wire, "fromDate", Range.From);
        WriteDate(wire, "toDate", Range.To);
        wire.Text("sort", Ascending ? "asc" : "desc");
    }

    private void WriteDailyBalances(WireWriter wire)
    {
        if (DailyBalances is null)
            return;
        wire.List("dailyBalances", "dailyBalance", DailyBalances, day =>
        {
            wire.Number("date", EpochTime.Of(day.Date));
            wire.Number("beginning", day.Beginning);
            wire.Number("ending", day.Ending);
        });
    }

    private void WriteDate(WireWriter wire, string name, long seconds)
    {
        if (Version.QuotesFigures)
            wire.Text(name, seconds.ToString(CultureInfo.InvariantCulture));
        else
            wire.Number(name, seconds);
    }
}
