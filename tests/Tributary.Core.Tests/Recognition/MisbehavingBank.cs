using Tributary.Core.Connectors;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Recognition;

/// <summary>
/// One account of a household at a bank that misbehaves in its own ways. It tells what a real one would: records, and with each, in a
/// field that no matching looks at, the label of the purchase it tells of.
/// </summary>
internal sealed class MisbehavingBank
{
    private readonly Random _random;
    private readonly PurchaseMaker _maker;
    private readonly IdsOfBank _ids;
    private readonly List<Purchase> _purchases = [];
    private readonly List<ReportedAccount> _earlierAnswers = [];

    public MisbehavingBank(string name, Misbehaviour habits, int seed)
    {
        (Name, Habits) = (name, habits);
        _random = new Random(seed);
        _maker = new PurchaseMaker(habits, _random);
        _ids = new IdsOfBank(habits, _random);
    }

    public string Name { get; }

    public Misbehaviour Habits { get; }

    public IReadOnlyList<Purchase> Purchases => _purchases;

    /// <summary>Purchases some record has told of, with what the latest view of the bank says.</summary>
    public Dictionary<int, ToldPurchase> Told { get; } = [];

    /// <summary>
    /// What purchases share that nothing tells apart: the payee and the amounts, and the day they were made, unless the bank's ids do not help to tell
    /// today's equal purchase from tomorrow's.
    /// </summary>
    public string LikenessOf(Purchase purchase)
    {
        var equals = $"{purchase.Payee} {purchase.Held} {purchase.Booked}";
        return _ids.TellEqualsApart ? $"{equals} {purchase.MadeOn:O}" : equals;
    }

    /// <summary>The records of the latest answer.</summary>
    public IReadOnlyList<ReportedTransaction> LastTold { get; private set; } = [];

    public void LiveThrough(DateOnly day) => _purchases.AddRange(_maker.MadeOn(day));

    /// <summary>What the bank answers to a sign-in.</summary>
    public ReportedAccount Answer(DateOnly from, DateOnly today)
    {
        var answer = View(from, today, isOrderly: false);
        if (!Habits.HasFlag(Misbehaviour.AnswersOddly))
            return Tell(answer);
        var odd = _random.Next(14) switch
        {
            0 => answer with { Transactions = [] },
            1 => answer with { Transactions = [.. answer.Transactions.Skip(answer.Transactions.Count / 3)] },
            2 => answer with { Transactions = [.. answer.Transactions.SkipLast(_random.Next(1, 12))] },
            3 or 4 => View(today.AddDays(-_random.Next(5, 90)), today, isOrderly: false),
            5 or 6 when _earlierAnswers.Count > 0 => _earlierAnswers[^_random.Next(1, Math.Min(4, _earlierAnswers.Count + 1))],
            _ => answer,
        };
        _earlierAnswers.Add(answer);
        return Tell(odd);
    }

    /// <summary>The last answer of a history, with nothing odd about it.</summary>
    public ReportedAccount AnswerPlainly(DateOnly from, DateOnly today) => Tell(View(from, today, isOrderly: false));

    /// <summary>A file of some days up to one; now and then one that was downloaded, and perhaps imported, before.</summary>
    public ReportedAccount MakeFile(DateOnly today)
    {
        var file = View(today.AddDays(-_random.Next(12, 45)), today, isOrderly: true);
        if (!Habits.HasFlag(Misbehaviour.AnswersOddly))
            return Tell(file);
        _earlierAnswers.Add(file);
        return Tell(_random.Next(3) == 0 ? _earlierAnswers[_random.Next(_earlierAnswers.Count)] : file);
    }

    /// <summary>Remembers what the newest view said of each purchase: an old one shown again tells nothing.</summary>
    private ReportedAccount Tell(ReportedAccount answer)
    {
        LastTold = answer.Transactions;
        var on = answer.Coverage!.To;
        foreach (var record in answer.Transactions)
        {
            var label = int.Parse(record.Sic!);
            var isTold = Told.TryGetValue(label, out var told);
            if (isTold && told!.On > on)
                continue;
            if (record.Correction?.Deletes != true)
                Told[label] = new ToldPurchase(_purchases[label - 1], record, on, WasPending: record.IsPending || told?.WasPending == true, IsTakenBack: false);
            else if (isTold)
                Told[label] = told! with { On = on, IsTakenBack = true };
        }

        return answer;
    }

    private ReportedAccount View(DateOnly from, DateOnly today, bool isOrderly)
    {
        _ids.BeginAnswer();
        var records = _purchases
            .OrderBy(p => today >= p.BookedOn ? p.BookedDay : DateOnly.MaxValue)
            .ThenBy(p => isOrderly ? p.Label : p.Label * 7919 % 1009)
            .SelectMany(p => Records(p, from, today))
            .ToArray();
        return Reports.Account(Name, records) with
        {
            Balance = _purchases.Where(p => p.BookedOn <= today).Sum(p => p.Booked),
            BalanceDate = today,
            Coverage = new Coverage(from, today, IncludesPending: true),
        };
    }

    private IEnumerable<ReportedTransaction> Records(Purchase purchase, DateOnly from, DateOnly today)
    {
        if (purchase.BookedOn > today)
        {
            if (purchase.AnnouncedOn >= from && purchase.AnnouncedOn <= today && !purchase.IsDroppedBy(today))
                yield return Record(purchase, _ids.Of(purchase, isPending: true, today), purchase.Held, purchase.AnnouncedOn.Value, purchase.HeldWords) with { IsPending = true };
            yield break;
        }

        var day = purchase.DayEditedOn <= today ? purchase.EditedDay : purchase.BookedDay;
        if (day < from)
            yield break;
        var id = _ids.Of(purchase, isPending: false, today);
        var words = purchase.WordsEditedOn <= today ? purchase.EditedWords : purchase.BookedWords;
        var record = Record(purchase, id, purchase.Booked, day, words);
        if (purchase.CorrectedOn is not { } corrected || corrected > today || id is null)
            yield return record;
        else
            yield return record with
            {
                InstitutionTransactionId = id + "C",
                Amount = purchase.CorrectedAmount ?? 0,
                Correction = new Correction(id, Deletes: purchase.CorrectedAmount is null),
            };
    }

    private static ReportedTransaction Record(Purchase purchase, string? id, decimal amount, DateOnly day, string words) =>
        Reports.Transaction(id, amount, day, words) with { Sic = $"{purchase.Label}" };
}

/// <summary>A purchase the bank has told of.</summary>
/// <param name="Purchase">The purchase.</param>
/// <param name="Record">What the bank said of it last.</param>
/// <param name="On">As of which day.</param>
/// <param name="WasPending">Whether it was pending in some answer.</param>
/// <param name="IsTakenBack">Whether the bank then deleted it.</param>
internal sealed record ToldPurchase(Purchase Purchase, ReportedTransaction Record, DateOnly On, bool WasPending, bool IsTakenBack);
