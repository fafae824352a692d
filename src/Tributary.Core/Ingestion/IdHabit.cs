using Tributary.Core.Transactions;

namespace Tributary.Core.Ingestion;

/// <summary>
/// What the ids of an account's bank are worth, judged by what is stored and what is reported now. A bank keeps to its habit, so that
/// what its ids did to records that are beyond doubt tells what they say about the others.
/// </summary>
internal sealed class IdHabit
{
    private const int LastDigits = 2;
    private const int ShortestStem = 4;

    // So many records must speak for a habit; fewer may be chance.
    private const int FewestWitnesses = 3;

    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shared;
    private readonly bool _areShared;

    private IdHabit(IReadOnlyList<StoredRecord> stored, IReadOnlyList<ReportedRecord> reported)
    {
        _shared = SharedIds(reported.Select(r => r.Id));
        _shared.UnionWith(SharedIds(stored.Where(s => !s.IsVanished).Select(s => s.Id)));
        _reported.UnionWith(reported.Select(r => r.Id).OfType<string>());
        _areShared = reported.Count(r => IsShared(r.Id)) * 10 > reported.Count;
        AreReissued = JudgeReissued(stored, reported);
    }

    /// <summary>Every answer has other ids: they say nothing, not even that two records differ.</summary>
    public bool AreReissued { get; }

    /// <summary>Judges by the records of one account.</summary>
    public static IdHabit Of(IReadOnlyList<StoredRecord> stored, IReadOnlyList<ReportedRecord> reported) => new(stored, reported);

    /// <summary>Whether the same id is enough to be the same transaction.</summary>
    public bool Names(string id) => !AreReissued && !_areShared && !IsShared(id);

    /// <summary>Whether the statement shows the id, on whatever record.</summary>
    public bool IsShown(string id) => _reported.Contains(id);

    /// <summary>An id without the last digits, which some banks change with a record's state; null for ids that are too short to have some.</summary>
    public static string? Stem(string? id) => id is { Length: >= LastDigits + ShortestStem } && char.IsAsciiDigit(id[^1]) && char.IsAsciiDigit(id[^2])
        ? id[..^LastDigits]
        : null;

    /// <summary>Whether two ids are one, but for last digits that tell a record's state.</summary>
    public static bool AreKin(string one, string other) => one == other || (Stem(one) is { } stem && stem == Stem(other));

    private bool IsShared(string? id) => id is not null && _shared.Contains(id);

    private static HashSet<string> SharedIds(IEnumerable<string?> ids)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return ids.OfType<string>().Where(id => !seen.Add(id)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>
    /// Looks at records that are the only ones of their state, amount, day and words on both sides. Most have another id than before, or have changed it
    /// before now; or an id has moved from one of them to another record, as places in a list do.
    /// </summary>
    private bool JudgeReissued(IReadOnlyList<StoredRecord> stored, IReadOnlyList<ReportedRecord> reported)
    {
        var changedBefore = stored.Count(HasChangedId);
        if (changedBefore >= FewestWitnesses && changedBefore * 4 > stored.Count)
            return true;
        // The common case, and the quick one: nothing is new, and every id is where it was.
        var places = stored.Where(s => s.Id is not null).Select(s => (s.Id!, s.Amount, s.Date)).ToHashSet();
        if (reported.All(r => r.Id is null || places.Contains((r.Id, r.Amount, r.Date))))
            return false;
        var before = OnlyOnes(stored.Where(s => s.Id is not null), s => (s.Amount, s.Date, s.Text, s.WasPending), s => s.Id!);
        var now = OnlyOnes(reported.Where(r => r.Id is not null), r => (r.Amount, r.Date, r.Text, r.IsPending), r => r.Id!);
        var shown = reported.Where(r => r.Id is not null).ToLookup(r => r.Id!, StringComparer.Ordinal);
        var (kept, changed) = (0, 0);
        foreach (var (content, id) in now)
        {
            if (!before.TryGetValue(content, out var known))
                continue;
            if (id == known)
                kept++;
            else if (IsShown(known) && shown[known].All(r => IsAnother(r, content.Amount, content.Text)))
                return true;
            else if (!AreKin(id, known))
                changed++;
        }

        return changed >= FewestWitnesses && changed > kept;
    }

    /// <summary>Whether a record cannot be an edited one of that amount and those words.</summary>
    private static bool IsAnother(ReportedRecord report, decimal amount, string text) => report.Amount != amount && !PayeeText.AreAlike(report.Text, text);

    private static bool HasChangedId(StoredRecord record) => record.Former is [.., { State: TransactionState.Posted, InstitutionTransactionId: { } before }]
        && record.Id is { } now && now != before && !AreKin(now, before);

    private static Dictionary<TContent, string> OnlyOnes<TRecord, TContent>(
        IEnumerable<TRecord> records, Func<TRecord, TContent> content, Func<TRecord, string> id)
        where TContent : notnull
    {
        var ids = new Dictionary<TContent, string>();
        var several = new HashSet<TContent>();
        foreach (var record in records)
        {
            if (!ids.TryAdd(content(record), id(record)))
                several.Add(content(record));
        }

        foreach (var ambiguous in several)
            ids.Remove(ambiguous);
        return ids;
    }
}
