namespace Tributary.Core.Tests.Recognition;

/// <summary>Decides, when something is bought, what the bank will do with it until it is old.</summary>
internal sealed class PurchaseMaker(Misbehaviour habits, Random random)
{
    private int _labels;

    public IEnumerable<Purchase> MadeOn(DateOnly day)
    {
        foreach (var spending in Household.Of(day, random))
        {
            var purchase = Make(spending, day);
            yield return purchase;
            if (habits.HasFlag(Misbehaviour.BooksTwins) && Happens(0.2))
                yield return purchase with { Label = ++_labels };
            if (purchase.DroppedOn is not null && Happens(0.4))
                yield return TriedAgain(spending, day, purchase);
        }
    }

    private Purchase Make(Spending spending, DateOnly day)
    {
        var isAnnounced = spending.IsCard && Happens(0.8);
        var bookedOn = day.AddDays(isAnnounced ? random.Next(1, 5) : 0);
        var words = Words(spending.Payee);
        var amount = isAnnounced && habits.HasFlag(Misbehaviour.ChangesHeldAmounts) ? Settle(spending) : (Held: spending.Amount, Booked: spending.Amount);
        var purchase = new Purchase
        {
            Label = ++_labels,
            MadeOn = day,
            Payee = spending.Payee,
            Kind = spending.Kind,
            AnnouncedOn = isAnnounced ? day : null,
            BookedDay = bookedOn,
            // Some movements are told of a day or two after the day they are booked for.
            BookedOn = isAnnounced || Happens(0.9) ? bookedOn : bookedOn.AddDays(random.Next(1, 3)),
            Held = amount.Held,
            Booked = amount.Booked,
            HeldWords = isAnnounced && habits.HasFlag(Misbehaviour.RenamesPending) ? WordsWhilePending(spending.Payee) : words,
            BookedWords = words,
        };
        return habits.HasFlag(Misbehaviour.DropsPending) && isAnnounced && Happens(0.05)
            ? purchase with { DroppedOn = day.AddDays(random.Next(1, 8)), BookedOn = DateOnly.MaxValue, Booked = purchase.Held }
            : WithEdits(purchase, spending);
    }

    /// <summary>The card was refused or swiped twice: the same again, and this time it counts.</summary>
    private Purchase TriedAgain(Spending spending, DateOnly day, Purchase dropped) => dropped with
    {
        Label = ++_labels,
        DroppedOn = null,
        BookedDay = day.AddDays(2),
        BookedOn = day.AddDays(2),
        Booked = spending.Amount,
    };

    private Purchase WithEdits(Purchase purchase, Spending spending)
    {
        if (habits.HasFlag(Misbehaviour.EditsWords) && Happens(0.4))
            purchase = purchase with { WordsEditedOn = purchase.BookedOn.AddDays(random.Next(1, 10)), EditedWords = Pretty(spending.Payee) };
        if (habits.HasFlag(Misbehaviour.EditsDays) && Happens(0.3))
            purchase = purchase with { DayEditedOn = purchase.BookedOn.AddDays(random.Next(1, 6)), EditedDay = purchase.BookedDay.AddDays(OneOf(-2, -1, 1, 2, 3)) };
        if (habits.HasFlag(Misbehaviour.Corrects) && Happens(0.06))
        {
            purchase = purchase with
            {
                CorrectedOn = purchase.BookedOn.AddDays(random.Next(1, 9)),
                CorrectedAmount = Happens(0.3) ? null : purchase.Booked + OneOf(0.09m, -0.90m, 10m, -10m, 0.01m),
            };
        }

        return purchase;
    }

    /// <summary>What is held while pending, and what is booked.</summary>
    private (decimal Held, decimal Booked) Settle(Spending spending) => spending.Kind switch
    {
        "DINNER" when Happens(0.8) => (spending.Amount, decimal.Round(spending.Amount * (100 + random.Next(8, 31)) / 100, 2)),
        "CAFE" when Happens(0.2) => (spending.Amount, spending.Amount - OneOf(0.50m, 1.00m)),
        "FUEL" when Happens(0.7) => (OneOf(-1m, -75m, -100m, -125m), spending.Amount),
        "HOTEL" when Happens(0.7) => (decimal.Round(spending.Amount * (100 + random.Next(5, 31)) / 100, 2), spending.Amount),
        "ONLINE" when spending.Amount < -20 && Happens(0.2) => (spending.Amount, spending.Amount + random.Next(1, 1000) / 100m),
        _ => (spending.Amount, spending.Amount),
    };

    private string Words(string payee) => random.Next(4) switch
    {
        0 => $"{payee} {random.Next(1000, 9999)} NEW YORK NY",
        1 => $"{payee} #{random.Next(10, 99)}",
        _ => payee,
    };

    private string WordsWhilePending(string payee) => random.Next(12) switch
    {
        0 => $"PENDING - {payee}",
        1 => $"POS DEBIT {payee}",
        2 => $"CHECKCARD {random.Next(101, 1231):D4} {payee}",
        3 => $"SQ *{payee}",
        4 => payee[..Math.Min(payee.Length, 9)],
        5 => $"DBT PURCHASE {random.Next(100000, 999999)}",
        6 => "",
        _ => payee,
    };

    private static string Pretty(string payee) => string.Join(' ', payee.ToLowerInvariant().Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private bool Happens(double probability) => random.NextDouble() < probability;

    private T OneOf<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
