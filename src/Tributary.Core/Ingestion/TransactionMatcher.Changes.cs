namespace Tributary.Core.Ingestion;

/// <summary>
/// What is left on both sides after everything certain: a pending record that posted as another, and a booked one that was edited. Each possible pair
/// has a cost, the less alike the more, and the cheapest go first; so that a good guess is not spoilt by a bad one made before it.
/// </summary>
internal sealed partial class TransactionMatcher
{
    // A pending record posts within two weeks, one of another amount within a week; a day or two before its own day where time zones differ.
    private const int PostingDays = 14;
    private const int TipDays = 8;
    private const int EarlyDays = 2;
    private const int MovedDays = 5;
    private const int LateDays = 7;
    private const decimal LargestTip = 0.5m;
    private const decimal LargestNamelessDifference = 0.4m;

    // How many of the nearest in time are looked at, so that a hostile file of equal records stays linear.
    private const int Nearest = 12;

    private void MatchChanged()
    {
        if (_open.Count == 0)
            return;
        var left = _stored.Where(s => !s.IsTaken).OrderBy(s => s.Date).ToArray();
        if (left.Length == 0)
            return;
        var pairs = PairsOfOneAmount(left).Concat(PairsOfOnePayee(left)).OrderBy(p => p.Cost).ToArray();
        foreach (var (report, stored, _) in pairs)
        {
            if (!report.IsTaken && !stored.IsTaken)
                Pair(report, stored);
        }

        Sweep();
    }

    private IEnumerable<(ReportedRecord Report, StoredRecord Stored, decimal Cost)> PairsOfOneAmount(StoredRecord[] left)
    {
        var stored = new Dictionary<decimal, List<StoredRecord>>();
        foreach (var record in left)
            Bucket(stored, record.Amount).Add(record);
        return
            from report in _open
            where stored.ContainsKey(report.Amount)
            from candidate in NearestTo(report.Date, stored[report.Amount])
            let cost = report.IsPending == candidate.WasPending ? CostOfEdit(report, candidate) : CostOfPosting(report, candidate)
            where cost is not null
            select (report, candidate, cost.Value);
    }

    /// <summary>Pending records by the words of their payees, and those that name none: what they became shows only by elimination.</summary>
    private IEnumerable<(ReportedRecord Report, StoredRecord Stored, decimal Cost)> PairsOfOnePayee(StoredRecord[] left)
    {
        var pending = new Dictionary<(int Sign, string Word), List<StoredRecord>>();
        foreach (var record in left.Where(s => s.WasPending))
        {
            var words = PayeeText.TellingWords(record.Text).Select(PayeeText.Beginning).Distinct();
            foreach (var word in words.DefaultIfEmpty(""))
                Bucket(pending, (Math.Sign(record.Amount), word)).Add(record);
        }

        return
            from report in pending.Count == 0 ? [] : _open
            where !report.IsPending
            from word in new[] { PayeeText.Beginning(PayeeText.TellingWord(report.Text) ?? ""), "" }.Distinct()
            where pending.ContainsKey((Math.Sign(report.Amount), word))
            from candidate in NearestTo(report.Date, pending[(Math.Sign(report.Amount), word)])
            where candidate.Amount != report.Amount
            let cost = CostOfSettling(report, candidate, namesNobody: word.Length == 0)
            where cost is not null
            select (report, candidate, cost.Value);
    }

    /// <summary>A pending record that posted with its amount; in an outdated statement, what a posted one was before we knew it.</summary>
    private decimal? CostOfPosting(ReportedRecord report, StoredRecord stored)
    {
        if (report.IsPending && _standing != StatementStanding.Outdated)
            return null;
        if (!IsInTime(report, stored, PostingDays) || !MayPostAs(report, stored))
            return null;
        var cost = Distance(report, stored);
        if (report.Text == stored.Text)
            return cost;
        if (PayeeText.AreAlike(report.Text, stored.Text))
            return cost + 3;
        return ShowsPending ? cost + 14 : null;
    }

    /// <summary>A pending record whose amount grew by a tip, or settled below what was held.</summary>
    private decimal? CostOfSettling(ReportedRecord report, StoredRecord stored, bool namesNobody)
    {
        if (!IsInTime(report, stored, TipDays) || !MayPostAs(report, stored) || !IsSettled(report, stored))
            return null;
        var difference = Math.Abs(report.Amount - stored.Amount) / Math.Max(Math.Abs(report.Amount), Math.Abs(stored.Amount));
        var cost = 6 + Distance(report, stored) + (10 * difference);
        if (report.Text == stored.Text)
            return cost;
        if (!ShowsPending)
            return null;
        if (PayeeText.AreAlike(report.Text, stored.Text))
            return cost + 2;
        return namesNobody && difference < LargestNamelessDifference ? cost + 20 : null;
    }

    /// <summary>A record of the same state and amount with another day or other words, which the statement no longer shows as it was.</summary>
    private decimal? CostOfEdit(ReportedRecord report, StoredRecord stored)
    {
        if (!MayBeReissued(report, stored) || Days(report, stored) > MovedDays || stored.IsVanished)
            return null;
        // What is pending under another id than before is rather another purchase.
        if (report.IsPending && !_ids.AreReissued && report.Id != stored.Id)
            return null;
        var cost = 1 + Distance(report, stored) + Days(report, stored);
        if (report.Text == stored.Text)
            return cost;
        return PayeeText.AreAlike(report.Text, stored.Text) ? cost + 1 : Days(report, stored) == 0 ? cost + 10 : null;
    }

    private static bool IsInTime(ReportedRecord report, StoredRecord stored, int within)
    {
        var days = report.Date.DayNumber - stored.Date.DayNumber;
        if (report.IsPending)
            days = -days;
        return days >= -EarlyDays && days <= (stored.IsVanished ? Math.Min(within, LateDays) : within);
    }

    /// <summary>Whether the bank's habits allow it: where ids or words stay when a record posts, others are another transaction's.</summary>
    private bool MayPostAs(ReportedRecord report, StoredRecord stored) =>
        !(_posting.KeepsIds && !_ids.AreReissued && stored.Id is { } before && !(report.Id is { } now && IdHabit.AreKin(now, before))) && !(_posting.KeepsWords && !PayeeText.IsPartOf(report.Text, stored.Text));

    /// <summary>Booked with a tip, or below a hold; fuel pumps hold one unit or a round sum and book what was taken.</summary>
    private static bool IsSettled(ReportedRecord report, StoredRecord stored)
    {
        if (Math.Sign(report.Amount) != Math.Sign(stored.Amount))
            return false;
        var (held, booked) = (Math.Abs(stored.Amount), Math.Abs(report.Amount));
        return booked <= held || held <= 1 || booked - held <= held * LargestTip;
    }

    private bool ShowsPending => _coverage?.IncludesPending == true;

    /// <summary>Days apart; more for what was taken as gone before, and less for one id, even where it is not the only one of its name.</summary>
    private decimal Distance(ReportedRecord report, StoredRecord stored) =>
        (Days(report, stored) * 0.5m) + (stored.IsVanished ? 4 : 0) - (!_ids.AreReissued && report.Id is not null && report.Id == stored.Id ? 5 : 0);

    private static IEnumerable<StoredRecord> NearestTo(DateOnly day, List<StoredRecord> ordered)
    {
        if (ordered.Count <= Nearest)
            return ordered;
        var (low, high) = (0, ordered.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ordered[middle].Date < day)
                low = middle + 1;
            else
                high = middle;
        }

        var first = Math.Clamp(low - (Nearest / 2), 0, ordered.Count - Nearest);
        return ordered.Skip(first).Take(Nearest);
    }
}
