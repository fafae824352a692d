using System.Collections.Concurrent;
using Tributary.Core.Accounts;
using Tributary.Core.Positions;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>
/// One account and its book, for any day of any year. A month's postings depend on the month alone, and every account returns to a
/// level that is known beforehand (a month's end, a year's end, a loan's schedule). So a book can be opened at any month
/// without replaying the decades before it, says the same whenever it is asked, and its balance stays plausible for ever.
/// </summary>
internal abstract class DemoAccount(AccountPlate plate)
{
    private readonly ConcurrentDictionary<Month, IReadOnlyList<Posting>> _book = new();

    public string Name => plate.Name;

    public string Number => plate.Number;

    public int Seed => plate.Seed;

    public abstract AccountType Type { get; }

    /// <summary>
    /// The book balance at the beginning of a month: of an investment account its cash, of a debt what is owed, negative.
    /// </summary>
    public abstract decimal OpeningBalance(Month month);

    /// <summary>What is special to the account's kind, at the end of a day.</summary>
    public abstract AccountDetail Describe(DateOnly day);

    /// <summary>What the account is worth at the end of a day.</summary>
    public virtual decimal BalanceAt(DateOnly day) => BookBalanceAt(day);

    /// <summary>Everything held at the end of a day; null for accounts that hold no securities.</summary>
    public virtual IReadOnlyList<Holding>? HoldingsAt(DateOnly day) => null;

    /// <summary>A month's postings by day; those of one day in the order they are booked in.</summary>
    public IReadOnlyList<Posting> PostingsIn(Month month) => _book.GetOrAdd(month, Bind);

    /// <summary>Postings booked from one day to another, both included.</summary>
    public IEnumerable<Posting> PostingsBetween(DateOnly from, DateOnly to)
    {
        for (var month = Month.Of(from); month.First <= to; month = month.Next)
        {
            foreach (var posting in PostingsIn(month))
            {
                if (posting.Posted >= from && posting.Posted <= to)
                    yield return posting;
            }
        }
    }

    /// <summary>Card payments made up to a day and not booked by then.</summary>
    public IEnumerable<Posting> PendingAt(DateOnly day) =>
        PostingsBetween(day.AddDays(1), day.AddDays(CardSpending.DaysToPost)).Where(p => p.AuthorizedAmount is not null && p.Acted <= day);

    /// <summary>The opening balance plus everything booked up to the end of a day.</summary>
    protected decimal BookBalanceAt(DateOnly day) =>
        OpeningBalance(Month.Of(day)) + PostingsIn(Month.Of(day)).Where(p => p.Posted <= day).Sum(p => p.Amount);

    /// <summary>Writes a month's postings, in any order of days.</summary>
    protected abstract IEnumerable<Posting> Write(Month month);

    protected decimal PendingTotal(DateOnly day) => PendingAt(day).Sum(p => p.AuthorizedAmount ?? 0);

    protected Dice DiceFor(string purpose, int number) => Dice.For(Seed, $"{Number}/{purpose}", number);

    private IReadOnlyList<Posting> Bind(Month month) =>
    [
        .. Write(month).GroupBy(posting => posting.Posted).OrderBy(day => day.Key)
            .SelectMany(day => day.Select((posting, index) => posting with { Ordinal = index + 1 })),
    ];
}

/// <summary>What is printed on an account, and the seed its figures come from.</summary>
/// <param name="Name">The account's name.</param>
/// <param name="Number">The whole account number, as demo banks show it.</param>
/// <param name="Seed">The demo bank's seed.</param>
internal sealed record AccountPlate(string Name, string Number, int Seed)
{
    public string Masked => $"...{Number[^4..]}";
}
