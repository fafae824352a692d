using System.Collections.Concurrent;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>An account that begins every year at the same level; a year's postings are written in one go.</summary>
internal abstract class YearlyAccount(AccountPlate plate) : DemoAccount(plate)
{
    private readonly ConcurrentDictionary<int, IReadOnlyList<Posting>> _years = new();

    protected abstract decimal YearOpening { get; }

    public sealed override decimal OpeningBalance(Month month) =>
        YearOpening + PostingsOf(month.Year).Where(p => p.Posted < month.First).Sum(p => p.Amount);

    protected IReadOnlyList<Posting> PostingsOf(int year) => _years.GetOrAdd(year, y => [.. WriteYear(y)]);

    /// <summary>Writes a year's postings by day; they must sum to zero.</summary>
    protected abstract IEnumerable<Posting> WriteYear(int year);

    protected sealed override IEnumerable<Posting> Write(Month month) =>
        PostingsOf(month.Year).Where(p => p.Posted.Month == month.Number);
}
