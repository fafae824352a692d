using Tributary.Core.Connectors;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Core.Ingestion;

/// <summary>
/// Decides which reported transactions are ones we know. A bank's id should be unique and permanent and is neither: ids are
/// reissued, reused, missing, or shared by two genuine purchases; records are edited after posting; pending ones change everything
/// when they post. So evidence is taken in steps, the surest first, and each record on either side is used once: equal records are
/// told apart by their count, and two stay two. A step looks records up by key, so that time stays linear in their number.
/// </summary>
internal sealed partial class TransactionMatcher
{
    // A record a bank edits moves by days, not weeks.
    private const int EditDays = 10;

    // Bounds the search among records equal in a step's key, so that a hostile file of equal records stays linear.
    private const int MostTries = 100;

    private readonly StoredRecord[] _stored;
    private readonly List<ReportedRecord> _open;
    private readonly Coverage? _coverage;
    private readonly StatementStanding _standing;
    private readonly IdHabit _ids;
    private readonly PostingHabit _posting;
    private readonly MatchResult _result = new();

    private TransactionMatcher(
        IReadOnlyList<MatchCandidate> stored, IReadOnlyList<ReportedTransaction> reported, Coverage? coverage, StatementStanding standing)
    {
        _stored = [.. stored.Select(c => new StoredRecord(c))];
        _open = [.. reported.Select(r => new ReportedRecord(r))];
        _coverage = coverage;
        _standing = standing;
        _ids = IdHabit.Of(_stored, _open);
        _posting = PostingHabit.Of(_stored);
    }

    /// <summary>Matches a statement's records to the stored ones of its account.</summary>
    /// <param name="stored">What <see cref="IStoreReader.ListMatchCandidatesAsync"/> found for it.</param>
    /// <param name="reported">The statement's records, in its order.</param>
    /// <param name="coverage">What the statement is complete for.</param>
    /// <param name="standing">How new it is, and whether what it lacks may be gone.</param>
    public static MatchResult Match(
        IReadOnlyList<MatchCandidate> stored, IReadOnlyList<ReportedTransaction> reported, Coverage? coverage, StatementStanding standing)
    {
        var matcher = new TransactionMatcher(stored, reported, coverage, standing);
        matcher.ApplyCorrections();
        matcher.MatchUnchanged();
        matcher.MatchById();
        matcher.RecognizeFormerVersions();
        matcher.MatchByContent();
        matcher.MatchChanged();
        matcher.TakeNew();
        if (standing == StatementStanding.Live)
            matcher.FindVanished(reported);
        return matcher._result;
    }

    /// <summary>OFX's CORRECTFITID: the record named is replaced by this one, or goes.</summary>
    private void ApplyCorrections()
    {
        var correctors = _open.Where(r => r.Report.Correction is not null).ToArray();
        if (correctors.Length == 0)
            return;
        var reported = _open.Where(r => r.Id is not null).ToLookup(r => r.Id!, StringComparer.Ordinal);
        var stored = _stored.Where(s => s.Id is not null).ToLookup(s => s.Id!, StringComparer.Ordinal);
        foreach (var corrector in correctors)
        {
            var (wrongId, deletes) = corrector.Report.Correction!;
            // It comes again in every later answer.
            if (!deletes && stored[corrector.Id ?? ""].FirstOrDefault(s => !s.IsTaken && s.Amount == corrector.Amount) is { } corrected)
            {
                Pair(corrector, corrected);
                continue;
            }

            // The wrong record may come beside it.
            if (reported[wrongId].FirstOrDefault(r => r != corrector && !r.IsTaken) is { } wrong && _ids.Names(wrongId))
                Ignore(wrong);
            var target = stored[wrongId].OrderByDescending(s => s.IsVanished == deletes).FirstOrDefault(s => !s.IsTaken);
            if (deletes)
                Delete(corrector, target);
            else if (target is not null)
                Pair(corrector, target);
        }

        Sweep();
    }

    private void Delete(ReportedRecord corrector, StoredRecord? target)
    {
        Ignore(corrector);
        if (target is null)
            return;
        target.IsTaken = true;
        if (!target.IsVanished)
            _result.Vanished.Add(target.Transaction);
    }

    /// <summary>The same id and nothing else changed that matters.</summary>
    private void MatchUnchanged()
    {
        if (_ids.AreReissued)
            return;
        Step<(string, decimal, DateOnly, string, bool)>(
            s => s.Id is { } id ? (id, s.Amount, s.Date, s.Text, s.WasPending) : null,
            r => r.Id is { } id ? (id, r.Amount, r.Date, r.Text, r.IsPending) : null,
            (_, _) => true);
        Step<(string, decimal, DateOnly)>(
            s => s.Id is { } id ? (id, s.Amount, s.Date) : null,
            r => r.Id is { } id ? (id, r.Amount, r.Date) : null,
            (r, s) => _ids.Names(r.Id!) || r.IsPending == s.WasPending);
    }

    /// <summary>The same id where that is enough, with less and less else the same; then an id of which only the last digits changed.</summary>
    private void MatchById()
    {
        Step<(string, decimal)>(
            s => NameOf(s) is { } id ? (id, s.Amount) : null, r => NameOf(r) is { } id ? (id, r.Amount) : null, (r, s) => Days(r, s) <= EditDays);
        Step<ValueTuple<string>>(
            s => s.WasPending && NameOf(s) is { } id ? new(id) : null,
            r => !r.IsPending && NameOf(r) is { } id ? new(id) : null,
            (r, s) => Days(r, s) <= PostingDays && PayeeText.AreAlike(r.Text, s.Text));
        // A corrected amount.
        Step<(string, DateOnly, string, bool)>(
            s => NameOf(s) is { } id ? (id, s.Date, s.Text, s.WasPending) : null,
            r => NameOf(r) is { } id ? (id, r.Date, r.Text, r.IsPending) : null,
            (_, _) => true,
            onlyIfUnique: true);
        Step<ValueTuple<string>>(
            s => IdHabit.Stem(NameOf(s)) is { } stem ? new(stem) : null,
            r => IdHabit.Stem(NameOf(r)) is { } stem ? new(stem) : null,
            (r, s) => !_ids.IsShown(s.Id!) && Days(r, s) <= PostingDays && (r.Amount == s.Amount || (s.WasPending && !r.IsPending && IsSettled(r, s))),
            onlyIfUnique: true);

        string? NameOf(object record) => record switch
        {
            StoredRecord { Id: { } id } when _ids.Names(id) => id,
            ReportedRecord { Id: { } id } when _ids.Names(id) => id,
            _ => null,
        };
    }

    /// <summary>
    /// What a record was before it posted or was corrected: recognized by a lasting id, and in an outdated statement by its content, and left as it is.
    /// </summary>
    private void RecognizeFormerVersions()
    {
        var former = new Dictionary<decimal, List<(StoredRecord Stored, FormerVersion Version)>>();
        foreach (var stored in _stored)
        {
            foreach (var version in stored.Former)
                Bucket(former, version.Amount).Add((stored, version));
        }

        foreach (var report in former.Count == 0 ? [] : _open)
        {
            if (!former.TryGetValue(report.Amount, out var versions))
                continue;
            var match = versions.Take(MostTries).FirstOrDefault(v => IsFormer(report, v.Stored, v.Version));
            if (match.Stored is null)
                continue;
            match.Stored.IsTaken = true;
            Ignore(report);
        }

        Sweep();
    }

    private bool IsFormer(ReportedRecord report, StoredRecord stored, FormerVersion version)
    {
        var days = Math.Abs(version.PostedDate.DayNumber - report.Date.DayNumber);
        // What is booked is news where only its announcement was known.
        if (version.State == TransactionState.Pending && !report.IsPending)
            return false;
        // A bank may show a record beside the one that corrects it.
        if (report.Id is { } id && id == version.InstitutionTransactionId && _ids.Names(id))
            return days <= EditDays;
        return !stored.IsTaken && _standing == StatementStanding.Outdated && days == 0 && report.IsPending == (version.State == TransactionState.Pending);
    }

    /// <summary>No id, or a reissued one: the same amount, day and words, told apart by their number.</summary>
    private void MatchByContent() => Step<(decimal, DateOnly, string, bool)>(
        s => (s.Amount, s.Date, s.Text, s.WasPending),
        r => (r.Amount, r.Date, r.Text, r.IsPending),
        MayBeReissued);

    /// <summary>What nobody knows is new; but what an old statement announced has long been booked or dropped.</summary>
    private void TakeNew()
    {
        foreach (var report in _open)
            (_standing == StatementStanding.Outdated && report.IsPending ? _result.Past : _result.New).Add(report.Report);
    }

    /// <summary>
    /// Known records that a statement should show and does not. Only between its first and last record, because shortened answers
    /// occur and prove nothing; and nothing at all by an empty one.
    /// </summary>
    private void FindVanished(IReadOnlyList<ReportedTransaction> reported)
    {
        if (_coverage is null || reported.Count == 0)
            return;
        var posted = reported.Where(r => !r.IsPending).Select(r => r.PostedDate).DefaultIfEmpty().ToArray();
        var (first, last) = (posted.Min(), posted.Max());
        var isCutOff = _stored.Any(s => s is { IsTaken: false, Transaction.State: TransactionState.Posted } && s.Date > last && Covers(s.Date));
        foreach (var stored in _stored.Where(s => !s.IsTaken))
        {
            var isMissing = stored.Transaction.State switch
            {
                TransactionState.Posted => stored.Date > first && stored.Date < last && Covers(stored.Date),
                TransactionState.Pending => _coverage.IncludesPending && stored.Date <= _coverage.To && !isCutOff,
                _ => false,
            };
            if (isMissing)
                Vanish(stored);
        }
    }

    /// <summary>
    /// Whether content alone may match them: ids say nothing, one has none, or the statement covers the day and no longer shows the stored id
    /// at all. Two ids side by side are two transactions, however alike.
    /// </summary>
    private bool MayBeReissued(ReportedRecord report, StoredRecord stored) =>
        _ids.AreReissued || report.Id is null || stored.Id is null || report.Id == stored.Id || (Covers(stored.Date) && !_ids.IsShown(stored.Id));

    private bool Covers(DateOnly day) => _coverage is not null && day >= _coverage.From && day <= _coverage.To;

    private static int Days(ReportedRecord report, StoredRecord stored) => Math.Abs(report.Date.DayNumber - stored.Date.DayNumber);

    /// <summary>Pairs what is left on both sides by key, first come first served among equals; a null key takes no part.</summary>
    private void Step<TKey>(
        Func<StoredRecord, TKey?> storedKey,
        Func<ReportedRecord, TKey?> reportedKey,
        Func<ReportedRecord, StoredRecord, bool> mayMatch,
        bool onlyIfUnique = false)
        where TKey : struct
    {
        if (_open.Count == 0)
            return;
        var buckets = new Dictionary<TKey, LinkedList<StoredRecord>>();
        foreach (var stored in _stored)
        {
            if (!stored.IsTaken && storedKey(stored) is { } key)
                Bucket(buckets, key).AddLast(stored);
        }

        if (buckets.Count == 0)
            return;
        var reportedCounts = onlyIfUnique ? _open.Select(reportedKey).OfType<TKey>().CountBy(k => k).ToDictionary() : null;
        foreach (var report in _open)
        {
            if (reportedKey(report) is not { } key || !buckets.TryGetValue(key, out var bucket))
                continue;
            if (onlyIfUnique && (bucket.Count != 1 || reportedCounts![key] != 1))
                continue;
            if (FirstThatMayMatch(report, bucket, mayMatch) is not { } match)
                continue;
            bucket.Remove(match);
            Pair(report, match.Value);
        }

        Sweep();
    }

    private static LinkedListNode<StoredRecord>? FirstThatMayMatch(
        ReportedRecord report, LinkedList<StoredRecord> bucket, Func<ReportedRecord, StoredRecord, bool> mayMatch)
    {
        var tries = 0;
        for (var node = bucket.First; node is not null && tries < MostTries; node = node.Next, tries++)
        {
            if (mayMatch(report, node.Value))
                return node;
        }

        return null;
    }

    private void Pair(ReportedRecord report, StoredRecord stored)
    {
        report.IsTaken = true;
        stored.IsTaken = true;
        if (IsPast(report, stored))
            _result.Recognized++;
        else
            _result.Known.Add((stored.Transaction, report.Report));
    }

    /// <summary>What has posted does not become pending again, and an outdated statement knows nothing better than that something posted.</summary>
    private bool IsPast(ReportedRecord report, StoredRecord stored) => _standing == StatementStanding.Outdated
        ? report.IsPending || !stored.WasPending
        : report.IsPending && stored.Transaction.State == TransactionState.Posted;

    private void Ignore(ReportedRecord report)
    {
        report.IsTaken = true;
        _result.Recognized++;
    }

    private void Sweep() => _open.RemoveAll(r => r.IsTaken);

    private void Vanish(StoredRecord stored)
    {
        stored.IsTaken = true;
        _result.Vanished.Add(stored.Transaction);
    }

    private static TBucket Bucket<TKey, TBucket>(Dictionary<TKey, TBucket> buckets, TKey key)
        where TKey : notnull
        where TBucket : new()
    {
        if (!buckets.TryGetValue(key, out var bucket))
            buckets.Add(key, bucket = new TBucket());
        return bucket;
    }
}
