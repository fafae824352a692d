using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Core.Ingestion;

/// <summary>
/// What an account's bank leaves as it is when a pending record posts, learned from those that did. Where ids or words have always stayed, a booked
/// record with others is another transaction, and the pending one was dropped.
/// </summary>
internal sealed class PostingHabit
{
    private const int FewestWitnesses = 4;
    private const int ForOneException = 12;

    private PostingHabit(IReadOnlyList<StoredRecord> stored)
    {
        var posted = stored.Select(s => (Stored: s, Pending: WhilePending(s))).Where(p => p.Pending is not null).ToArray();
        var kept = posted.Count(p => p is { Pending.InstitutionTransactionId: { } before, Stored.Id: { } now } && IdHabit.AreKin(before, now));
        KeepsIds = IsRule(kept, posted.Count(p => p.Pending!.InstitutionTransactionId is not null) - kept);
        KeepsWords = IsRule(
            posted.Count(p => PayeeText.Normalize(p.Pending!.Description) == WordsWhenPosted(p.Stored)),
            posted.Count(p => PayeeText.Normalize(p.Pending!.Description) != WordsWhenPosted(p.Stored)));
    }

    /// <summary>A pending record posts under its own id, but perhaps for the last digits.</summary>
    public bool KeepsIds { get; }

    /// <summary>A pending record posts in its own words.</summary>
    public bool KeepsWords { get; }

    /// <summary>Learns from the records of one account.</summary>
    public static PostingHabit Of(IReadOnlyList<StoredRecord> stored) => new(stored);

    private static bool IsRule(int kept, int changed) => kept >= FewestWitnesses && changed * ForOneException <= kept;

    private static FormerVersion? WhilePending(StoredRecord record) => record.Transaction.State == TransactionState.Posted
        ? record.Former.LastOrDefault(f => f.State == TransactionState.Pending)
        : null;

    private static string WordsWhenPosted(StoredRecord record)
    {
        var later = record.Former.SkipWhile(f => f.State != TransactionState.Pending).FirstOrDefault(f => f.State == TransactionState.Posted);
        return later is null ? record.Text : PayeeText.Normalize(later.Description);
    }
}
