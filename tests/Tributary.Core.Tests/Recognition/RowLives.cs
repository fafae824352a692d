using Tributary.Core.Transactions;

namespace Tributary.Core.Tests.Recognition;

/// <summary>What an account's stored rows have told of, answer by answer: each of one purchase all its life, where all goes well.</summary>
internal sealed class RowLives(MisbehavingBank bank)
{
    /// <summary>How far apart purchases may be that are taken for one another where no answer tells them apart.</summary>
    private const int DaysOfConfusion = 7;

    private readonly Dictionary<TransactionId, List<Purchase>> _lives = [];

    /// <summary>Records in all answers so far, and those that were found in a row of their own after theirs.</summary>
    public (int Count, int AsLabelled) Records { get; private set; }

    /// <summary>An answer was stored; these are the rows now.</summary>
    public void Note(IReadOnlyList<Transaction> rows)
    {
        foreach (var row in rows)
            Note(row);
        var found = rows.Where(row => !IsConfused(row)).CountBy(LabelOf).ToDictionary();
        var told = bank.LastTold.CountBy(record => int.Parse(record.Sic!)).ToArray();
        Records = (Records.Count + told.Length, Records.AsLabelled + told.Count(t => found.GetValueOrDefault(t.Key) == 1 || IsTakenBack(t.Key)));
    }

    /// <summary>The purchases a row has told of, one after another.</summary>
    public IReadOnlyList<Purchase> Of(Transaction row) => _lives[row.Id];

    /// <summary>Whether a row has told of two purchases that an attentive reader of the answers would have told apart.</summary>
    public bool IsConfused(Transaction row)
    {
        var life = _lives[row.Id];
        return life.Count > 1
            && (life.DistinctBy(bank.LikenessOf).Count() > 1 || life.Max(p => p.MadeOn.DayNumber) - life.Min(p => p.MadeOn.DayNumber) > DaysOfConfusion);
    }

    public static int LabelOf(Transaction row) => int.Parse(row.Sic!);

    private void Note(Transaction row)
    {
        var purchase = bank.Purchases[LabelOf(row) - 1];
        if (!_lives.TryGetValue(row.Id, out var life))
            _lives.Add(row.Id, life = []);
        if (life.Count == 0 || life[^1] != purchase)
            life.Add(purchase);
    }

    private bool IsTakenBack(int label) => !bank.Told.TryGetValue(label, out var told) || told.IsTakenBack;
}
