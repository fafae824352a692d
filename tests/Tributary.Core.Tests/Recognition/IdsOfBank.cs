namespace Tributary.Core.Tests.Recognition;

/// <summary>Which id a bank puts on a record.</summary>
internal sealed class IdsOfBank(Misbehaviour habits, Random random)
{
    private readonly int _variant = random.Next(3);
    private readonly Dictionary<(int Month, int Label), int> _numbersOfMonth = [];
    private int _reissues;

    /// <summary>Whether two equal records can be followed from one answer to the next.</summary>
    public bool TellEqualsApart => (habits & Nameless) == Misbehaviour.None && !(habits.HasFlag(Misbehaviour.BooksTwins) && _variant == 2);

    private const Misbehaviour Nameless = Misbehaviour.ReissuesIds | Misbehaviour.RepeatsIds | Misbehaviour.OmitsIds | Misbehaviour.RenamesPending;

    /// <summary>An answer begins; its <see cref="Of"/> calls follow in the order of its records.</summary>
    public void BeginAnswer()
    {
        _reissues++;
        PlaceInAnswer = 0;
    }

    private int PlaceInAnswer { get; set; }

    public string? Of(Purchase purchase, bool isPending, DateOnly today)
    {
        PlaceInAnswer++;
        var own = Own(purchase, isPending, today);
        if (habits.HasFlag(Misbehaviour.OmitsIds) && IsOmitted(purchase, isPending))
            return null;
        if (habits.HasFlag(Misbehaviour.BooksTwins))
            return OfTwin(purchase, own);
        return own;
    }

    private string Own(Purchase purchase, bool isPending, DateOnly today)
    {
        // What does not look alike in the number does not look alike in the id.
        var number = purchase.Label * 7919L % 1_000_003;
        if (habits.HasFlag(Misbehaviour.ReissuesIds))
            return _variant == 0 ? $"{PlaceInAnswer}" : $"{today:yyyyMMdd}-{_reissues}-{PlaceInAnswer}";
        if (habits.HasFlag(Misbehaviour.ReusesIds))
            return _variant == 0 ? $"{purchase.Label % 60}" : $"{NumberOfMonth(purchase):D4}";
        if (habits.HasFlag(Misbehaviour.RepeatsIds))
            return _variant switch { 0 => purchase.Kind, 1 => $"{purchase.BookedDay:yyyyMMdd}", _ => "0000" };
        if (habits.HasFlag(Misbehaviour.ChangesLastDigits))
            return $"{number}{(isPending ? "00" : today < purchase.BookedOn.AddDays(3) ? "01" : "02")}";
        return isPending && habits.HasFlag(Misbehaviour.RenamesPending) ? $"P{number}" : $"{number}";
    }

    private int NumberOfMonth(Purchase purchase)
    {
        var month = purchase.BookedDay.Month;
        if (!_numbersOfMonth.TryGetValue((month, purchase.Label), out var number))
            _numbersOfMonth.Add((month, purchase.Label), number = _numbersOfMonth.Keys.Count(k => k.Month == month) + 1);
        return number;
    }

    private bool IsOmitted(Purchase purchase, bool isPending) => _variant switch { 0 => true, 1 => isPending, _ => purchase.Label % 3 == 0 };

    private string? OfTwin(Purchase purchase, string own) => _variant switch { 0 => own, 1 => $"{StableHash($"{purchase.Payee} {purchase.Booked} {purchase.MadeOn:O}")}", _ => null };

    private static uint StableHash(string text) => text.Aggregate(2166136261u, (hash, character) => unchecked((hash ^ character) * 16777619u));
}
