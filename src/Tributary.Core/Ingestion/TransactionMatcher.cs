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
internal sealed class TransactionMatcher
{
    // A record a bank edits moves by days, not weeks; a pending one posts within two weeks.
    private const int EditDays = 10;
    private const int PostingDays = 14;
    private const int TipDays = 7;
    private const decimal LargestTip = 0.5m;

    // Bounds the search among records equal in a step's key, so that a hostile file of equal records stays linear.
    private const int MostTries = 100;

    private readonly StoredRecord[] _stored;
    private readonly List<ReportedRecord> _open = [];
    private readonly Coverage? _coverage;
    private readonly HashSet<string> _reportedIds;
    private readonly MatchResult _result = new();

    private TransactionMatcher(IReadOnlyList<MatchCandidate> stored, IReadOnlyList<ReportedTransaction> reported, Coverage? coverage)
    {
        _stored = [.. stored.Select(c => new StoredRecord(c))];
        _coverage = coverage;
        _open.AddRange(reported.Select(r => new ReportedRecord(r)));
        _reportedIds = [.. reported.Select(r => r.InstitutionTransactionId).OfType<string>()];
    }

    /// <summary>Matches a statement's records to the stored ones of its account.</summary>
    /// <param name="stored">What <see cref="IStoreReader.ListMatchCandidatesAsync"/> found for it.</param>
    /// <param name="reported">The statement's records, in its order.</param>
    /// <param name="coverage">What the statement is complete for.</param>
    /// <param name="isLive">Whether the institution shows it now, so that what it lacks may be gone.</param>
    public static MatchResult Match(
        IReadOnlyList<MatchCandidate> stored, IReadOnlyList<ReportedTransaction> reported, Coverage? coverage, bool isLive)
    {
        var matcher = new TransactionMatcher(stored, reported, coverage);
        matcher.ApplyCorrections();
        matcher.MatchById();
        matcher.RecognizeFormerVersions();
        matcher.MatchByContent();
        matcher.MatchPendingToPosted();
        matcher.MatchPendingToPostedWithTip();
        matcher.MatchEdited();
        matcher._result.New.AddRange(matcher._open.Select(r => r.Report));
        if (isLive)
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
            // The wrong record may come in the same file, and come again in every later one.
            if (reported[wrongId].FirstOrDefault(r => r != corrector && !r.IsTaken) is { } wrong)
                Ignore(wrong);
            var target = stored[wrongId].FirstOrDefault(s => !s.IsTaken);
            if (deletes)
            {
                Ignore(corrector);
                if (target is { Transaction.State: not TransactionState.Vanished })
                    Vanish(target);
            }
            else if (target is not null)
            {
                Pair(corrector, target);
            }
        }

        Sweep();
    }

    /// <summary>The same id, with less and less else the same.</summary>
    private void MatchById()
    {
        Step<(string, decimal, DateOnly, string, bool)>(
            s => s.Id is { } id ? (id, s.Amount, s.Date, s.Text, s.WasPending) : null,
            r => r.Id is { } id ? (id, r.Amount, r.Date, r.Text, r.Report.IsPending) : null,
            (_, _) => true);
        Step<(string, decimal, DateOnly)>(
            s => s.Id is { } id ? (id, s.Amount, s.Date) : null, r => r.Id is { } id ? (id, r.Amount, r.Date) : null, (_, _) => true);
        Step<(string, decimal)>(
            s => s.Id is { } id ? (id, s.Amount) : null, r => r.Id is { } id ? (id, r.Amount) : null, (r, s) => Days(r, s) <= EditDays);
        Step<ValueTuple<string>>(
            s => s is { Id: { } id, WasPending: true } ? new(id) : null,
            r => r is { Id: { } id, Report.IsPending: false } ? new(id) : null,
            (r, s) => Days(r, s) <= PostingDays);
        // A corrected amount, unless the id is one of those that the bank gives to everything.
        Step<(string, DateOnly, string, bool)>(
            s => s.Id is { } id ? (id, s.Date, s.Text, s.WasPending) : null,
            r => r.Id is { } id ? (id, r.Date, r.Text, r.Report.IsPending) : null,
            (_, _) => true,
            onlyIfUnique: true);
    }

    /// <summary>An old file read again shows what a record was before it posted or was corrected: recognized, and left as it is.</summary>
    private void RecognizeFormerVersions()
    {
        var former = new Dictionary<(string, decimal), List<(StoredRecord Stored, FormerVersion Version)>>();
        foreach (var stored in _stored)
        {
            foreach (var version in stored.Former)
            {
                if (version.InstitutionTransactionId is { } id)
                    Bucket(former, (id, version.Amount)).Add((stored, version));
            }
        }

        foreach (var report in _open)
        {
            if (report.Id is null || !former.TryGetValue((report.Id, report.Amount), out var versions))
                continue;
            var match = versions.FirstOrDefault(v => Math.Abs(v.Version.PostedDate.DayNumber - report.Date.DayNumber) <= EditDays);
            if (match.Stored is null)
                continue;
            match.Stored.IsTaken = true;
            Ignore(report);
        }

        Sweep();
    }

    /// <summary>No id, or a reissued one: the same amount, day and words, told apart by their number.</summary>
    private void MatchByContent() => Step<(decimal, DateOnly, string, bool)>(
        s => (s.Amount, s.Date, s.Text, s.WasPending),
        r => (r.Amount, r.Date, r.Text, r.Report.IsPending),
        MayBeReissued);

    /// <summary>A pending record of the same amount: the same words first, then alike ones, then whatever the bank now calls it.</summary>
    private void MatchPendingToPosted()
    {
        StepPending((r, s) => r.Text == s.Text);
        StepPending((r, s) => PayeeText.AreAlike(r.Text, s.Text));
        if (_coverage?.IncludesPending == true)
            StepPending((_, _) => true);

        void StepPending(Func<ReportedRecord, StoredRecord, bool> alike) => Step<decimal>(
            s => s.WasPending ? s.Amount : null,
            r => r.Report.IsPending ? null : r.Amount,
            (r, s) => IsPostingOf(r, s, PostingDays) && alike(r, s));
    }

    /// <summary>A pending record whose amount grew by a tip, or settled below what was held: nearest in time and amount first.</summary>
    private void MatchPendingToPostedWithTip()
    {
        var pending = _stored.Where(s => !s.IsTaken && s.WasPending).ToLookup(s => (Math.Sign(s.Amount), s.TellingWord));
        var pairs =
            from report in _open
            where !report.Report.IsPending
            from stored in pending[(Math.Sign(report.Amount), report.TellingWord)]
            where IsPostingOf(report, stored, TipDays) && IsTipOf(report, stored)
            orderby Days(report, stored), Math.Abs(report.Amount - stored.Amount)
            select (report, stored);
        foreach (var (report, stored) in pairs.ToArray())
        {
            if (!report.IsTaken && !stored.IsTaken)
                Pair(report, stored);
        }

        Sweep();
    }

    /// <summary>Edited without a lasting id: what is left over on both sides and is alone with its amount.</summary>
    private void MatchEdited()
    {
        Step<(decimal, DateOnly, bool)>(
            s => (s.Amount, s.Date, s.WasPending), r => (r.Amount, r.Date, r.Report.IsPending), MayBeReissued, onlyIfUnique: true);
        Step<(decimal, string, bool)>(
            s => (s.Amount, s.Text, s.WasPending),
            r => (r.Amount, r.Text, r.Report.IsPending),
            (r, s) => Days(r, s) <= 3 && MayBeReissued(r, s),
            onlyIfUnique: true);
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
        foreach (var stored in _stored.Where(s => !s.IsTaken))
        {
            var isMissing = stored.Transaction.State switch
            {
                TransactionState.Posted => stored.Date > first && stored.Date < last && Covers(stored.Date),
                TransactionState.Pending => _coverage.IncludesPending && stored.Date <= _coverage.To,
                _ => false,
            };
            if (isMissing)
                Vanish(stored);
        }
    }

    /// <summary>
    /// Whether content alone may match them: one has no id, or the statement covers the day and no longer shows the stored id at all.
    /// Two ids side by side are two transactions, however alike.
    /// </summary>
    private bool MayBeReissued(ReportedRecord report, StoredRecord stored) =>
        report.Id is null || stored.Id is null || (Covers(stored.Date) && !_reportedIds.Contains(stored.Id));

    private bool Covers(DateOnly day) => _coverage is not null && day >= _coverage.From && day <= _coverage.To;

    private static bool IsPostingOf(ReportedRecord report, StoredRecord stored, int within) =>
        !report.Report.IsPending && stored.WasPending
        && report.Date.DayNumber - stored.Date.DayNumber is var days && days >= -2 && days <= within;

    private bool IsTipOf(ReportedRecord report, StoredRecord stored)
    {
        if (!PayeeText.AreAlike(report.Text, stored.Text) || (_coverage?.IncludesPending != true && report.Text != stored.Text))
            return false;
        var (held, booked) = (Math.Abs(stored.Amount), Math.Abs(report.Amount));
        // Fuel pumps hold one unit or a round sum and book what was taken.
        return held <= booked ? booked - held <= held * LargestTip || held <= 1 : report.Text == stored.Text;
    }

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
        // What has posted does not become pending again; an old file shows it so.
        if (report.Report.IsPending && stored.Transaction.State == TransactionState.Posted)
            _result.Recognized++;
        else
            _result.Known.Add((stored.Transaction, report.Report));
    }

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

    private sealed class StoredRecord(MatchCandidate candidate)
    {
        public Transaction Transaction => candidate.Transaction;

        public IReadOnlyList<FormerVersion> Former => candidate.Former;

        public string? Id => Transaction.InstitutionTransactionId;

        public decimal Amount => Transaction.Amount;

        public DateOnly Date => Transaction.PostedDate;

        public string Text { get; } = PayeeText.Normalize(candidate.Transaction.Description);

        /// <summary>Pending now, or when the institution last showed it.</summary>
        public bool WasPending => Transaction.State == TransactionState.Pending
            || (Transaction.State == TransactionState.Vanished && Former.Count > 0 && Former[^1].State == TransactionState.Pending);

        public string TellingWord => PayeeText.TellingWord(Text) ?? Text;

        public bool IsTaken { get; set; }
    }

    private sealed class ReportedRecord(ReportedTransaction report)
    {
        public ReportedTransaction Report => report;

        public string? Id => report.InstitutionTransactionId;

        public decimal Amount => report.Amount;

        public DateOnly Date => report.PostedDate;

        public string Text { get; } = PayeeText.Normalize(report.Description);

        public string TellingWord => PayeeText.TellingWord(Text) ?? Text;

        public bool IsTaken { get; set; }
    }
}
