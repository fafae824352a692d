using Tributary.Core.Transactions;

namespace Tributary.Core.Tests.Recognition;

/// <summary>
/// How well a history was recognized. Each purchase must end as one row, its own for life, that says what the bank said last. Of equal purchases that
/// nothing in any answer tells apart (<see cref="MisbehavingBank.LikenessOf"/>) there must be as many rows as purchases, saying the same together.
/// </summary>
internal sealed record Score
{
    /// <summary>Records in all answers, and those that were found in a row of their own after theirs.</summary>
    public (int Count, int AsLabelled) Records { get; private init; }

    /// <summary>Purchases that some answer told of.</summary>
    public int Purchases { get; private init; }

    /// <summary>Those that ended as they should.</summary>
    public int AsLabelled { get; private init; }

    /// <summary>Those that ended as they should and whose row never told of another purchase, not even an equal one.</summary>
    public int Alone { get; private init; }

    /// <summary>Those that the bank booked and no row tells of.</summary>
    public int Lost { get; private init; }

    /// <summary>Rows beyond the number of purchases.</summary>
    public int Doubled { get; private init; }

    /// <summary>Purchases that posted with the amount they were pending with, and those of them that kept their row.</summary>
    public (int Count, int Kept) SameAmount { get; private init; }

    /// <summary>Purchases that posted with another amount than they were pending with, and those of them that kept their row.</summary>
    public (int Count, int Kept) OtherAmount { get; private init; }

    /// <summary>What went wrong, for people.</summary>
    public IReadOnlyList<string> Complaints { get; private init; } = [];

    public double ShareOfRecords => (double)Records.AsLabelled / Records.Count;

    public double ShareOfPurchases => (double)AsLabelled / Purchases;

    public static Score operator +(Score one, Score other) => new()
    {
        Records = (one.Records.Count + other.Records.Count, one.Records.AsLabelled + other.Records.AsLabelled),
        Purchases = one.Purchases + other.Purchases,
        AsLabelled = one.AsLabelled + other.AsLabelled,
        Alone = one.Alone + other.Alone,
        Lost = one.Lost + other.Lost,
        Doubled = one.Doubled + other.Doubled,
        SameAmount = (one.SameAmount.Count + other.SameAmount.Count, one.SameAmount.Kept + other.SameAmount.Kept),
        OtherAmount = (one.OtherAmount.Count + other.OtherAmount.Count, one.OtherAmount.Kept + other.OtherAmount.Kept),
        Complaints = [.. one.Complaints, .. other.Complaints],
    };

    public static Score Of(MisbehavingBank bank, IReadOnlyList<Transaction> rows, RowLives lives, bool isLive, DateOnly today)
    {
        var rowsOf = rows.ToLookup(row => bank.LikenessOf(bank.Purchases[RowLives.LabelOf(row) - 1]));
        var score = new Score { Records = lives.Records };
        foreach (var equals in bank.Told.Values.GroupBy(t => bank.LikenessOf(t.Purchase)))
            score += OfEquals(bank.Name, [.. equals], [.. rowsOf[equals.Key]], lives, isLive, today);
        return score;
    }

    private static Score OfEquals(
        string bank, IReadOnlyList<ToldPurchase> told, IReadOnlyList<Transaction> rows, RowLives lives, bool isLive, DateOnly today)
    {
        var left = rows.Where(row => !lives.IsConfused(row)).ToList();
        var right = new HashSet<ToldPurchase>();
        // Its own row first, then any that says the same.
        foreach (var isOwn in new[] { true, false })
        {
            foreach (var purchase in told.Where(t => !right.Contains(t)))
            {
                var index = left.FindIndex(row => isOwn == (RowLives.LabelOf(row) == purchase.Purchase.Label) && IsRight(purchase, row, isLive, today));
                if (index < 0)
                    continue;
                left.RemoveAt(index);
                right.Add(purchase);
            }
        }

        var alone = rows.Count(row => lives.Of(row).Count == 1 && right.Any(t => t.Purchase.Label == RowLives.LabelOf(row) && IsRight(t, row, isLive, today)));
        var booked = told.Count(t => t is { Record.IsPending: false, IsTakenBack: false });
        var doubled = Math.Max(0, rows.Count - told.Count);
        var wrong = told.Where(t => !right.Contains(t)).ToArray();
        return new Score
        {
            Purchases = told.Count,
            AsLabelled = Math.Max(0, right.Count - doubled),
            Alone = Math.Min(alone, told.Count),
            Lost = Math.Max(0, booked - rows.Count(r => r.State == TransactionState.Posted)),
            Doubled = doubled,
            SameAmount = Posted(told, right, doubled, p => p.Held == p.Booked),
            OtherAmount = Posted(told, right, doubled, p => p.Held != p.Booked),
            Complaints = wrong.Length == 0 && doubled == 0 ? [] : [Complaint(bank, wrong, rows.Where(r => lives.IsConfused(r) || left.Contains(r)), lives)],
        };
    }

    private static (int Count, int Kept) Posted(IEnumerable<ToldPurchase> told, HashSet<ToldPurchase> right, int doubled, Func<Purchase, bool> which)
    {
        var posted = told.Where(t => t is { WasPending: true, Record.IsPending: false } && which(t.Purchase)).ToArray();
        return (posted.Length, Math.Max(0, posted.Count(right.Contains) - (posted.Length == 0 ? 0 : doubled)));
    }

    private static bool IsRight(ToldPurchase told, Transaction row, bool isLive, DateOnly today)
    {
        var record = told.Record;
        if ((row.Amount, row.PostedDate, row.Description) != (record.Amount, record.PostedDate, record.Description))
            return false;
        var isGone = told.IsTakenBack || (record.IsPending && told.Purchase.IsDroppedBy(today));
        return row.State switch
        {
            TransactionState.Vanished => isGone,
            TransactionState.Posted => !isGone && !record.IsPending,
            // A file never proves that something is gone.
            _ => record.IsPending && !(isLive && isGone),
        };
    }

    private static string Complaint(string bank, IEnumerable<ToldPurchase> wrong, IEnumerable<Transaction> rows, RowLives lives)
    {
        var should = wrong.Select(t => $"   {t.Record.Amount} on {t.Record.PostedDate:O}, pending {t.Record.IsPending}, was {t.WasPending}, told {t.On:O}: {t.Purchase}");
        var are = rows.Select(r => $"   is {r.State} {r.Amount} on {r.PostedDate:O} '{r.Description}' id {r.InstitutionTransactionId}, of {string.Join(',', lives.Of(r).Select(p => p.Label))}");
        return $"{bank}\n{string.Join('\n', should.Concat(are))}";
    }
}
