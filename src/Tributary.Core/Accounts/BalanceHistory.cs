using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Core.Accounts;

/// <summary>What an account held at the beginning and at the end of a day.</summary>
/// <param name="Date">The day.</param>
/// <param name="Beginning">Before the day's first transaction, in the account's currency.</param>
/// <param name="Ending">After its last.</param>
public sealed record DayOfBalance(DateOnly Date, decimal Beginning, decimal Ending);

/// <summary>
/// Balances day by day, worked out backwards from the last balance the institution told: a day ends with what the next one begins with, and
/// begins with what it ends with less what was booked on it. Where a balance of a day is known, that one counts, so that the figures follow
/// the institution and not the sum of what was seen.
/// </summary>
public static class BalanceHistory
{
    /// <summary>Reads the days of a range for which there is a balance to begin from, newest first.</summary>
    /// <param name="reader">The store.</param>
    /// <param name="account">The account.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <returns>One entry a day from the later end of the range and of the known balances back to the earlier of <paramref name="from"/> and the
    /// first transaction; nothing where the institution never told a balance.</returns>
    public static async Task<IReadOnlyList<DayOfBalance>> ReadAsync(IStoreReader reader, Account account, DateOnly from, DateOnly to)
    {
        var known = (await reader.ListDailyBalancesAsync(account.CustomerId, account.Id)).ToDictionary(b => b.Date, b => b.Amount);
        if (account is { Balance: { } balance, BalanceDate: { } balanceDate })
            known[balanceDate] = balance;
        if (known.Count == 0)
            return [];

        var last = known.Keys.Max();
        var first = account.OldestTransactionDate is { } oldest && oldest > from ? oldest : from;
        var booked = await ReadBookedAsync(reader, account, first, last);
        return [.. Work(known, booked, first, last).Where(day => day.Date <= to)];
    }

    private static IEnumerable<DayOfBalance> Work(
        Dictionary<DateOnly, decimal> known, Dictionary<DateOnly, decimal> booked, DateOnly first, DateOnly last)
    {
        var ending = known[last];
        for (var day = last; day >= first; day = day.AddDays(-1))
        {
            if (known.TryGetValue(day, out var told))
                ending = told;
            var beginning = ending - booked.GetValueOrDefault(day);
            yield return new DayOfBalance(day, beginning, ending);
            ending = beginning;
        }
    }

    private static async Task<Dictionary<DateOnly, decimal>> ReadBookedAsync(IStoreReader reader, Account account, DateOnly from, DateOnly to)
    {
        if (from > to)
            return [];
        var query = new TransactionQuery { AccountId = account.Id, From = from, To = to, Take = int.MaxValue };
        var page = await reader.ListTransactionsAsync(account.CustomerId, query);
        return page.Items
            .Where(t => t.State == TransactionState.Posted && t.Currency == account.Currency)
            .GroupBy(t => t.EffectiveDate)
            .ToDictionary(day => day.Key, day => day.Sum(t => t.Amount));
    }
}
