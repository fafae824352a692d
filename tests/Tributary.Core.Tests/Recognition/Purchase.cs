namespace Tributary.Core.Tests.Recognition;

/// <summary>One movement of the household's money as it truly is, from the day it was made to how it ended at the bank.</summary>
internal sealed record Purchase
{
    /// <summary>What nobody but the test sees: which movement a record tells of.</summary>
    public required int Label { get; init; }

    /// <summary>The day the household made it.</summary>
    public required DateOnly MadeOn { get; init; }

    public required string Payee { get; init; }

    /// <summary>From when it is pending; null where the bank tells of it when it is booked.</summary>
    public DateOnly? AnnouncedOn { get; init; }

    /// <summary>The bank's day for it when it is booked.</summary>
    public required DateOnly BookedDay { get; init; }

    /// <summary>From when the bank shows it booked.</summary>
    public required DateOnly BookedOn { get; init; }

    /// <summary>From when it is gone without having been booked.</summary>
    public DateOnly? DroppedOn { get; init; }

    public required decimal Held { get; init; }

    public required decimal Booked { get; init; }

    public required string HeldWords { get; init; }

    public required string BookedWords { get; init; }

    /// <summary>The kind of movement, for banks that make an id of it.</summary>
    public required string Kind { get; init; }

    /// <summary>From when it has prettier words.</summary>
    public DateOnly? WordsEditedOn { get; init; }

    public string EditedWords { get; init; } = "";

    /// <summary>From when it has another day.</summary>
    public DateOnly? DayEditedOn { get; init; }

    public DateOnly EditedDay { get; init; }

    /// <summary>From when another record corrects it.</summary>
    public DateOnly? CorrectedOn { get; init; }

    /// <summary>The right amount; null where the bank takes the movement back.</summary>
    public decimal? CorrectedAmount { get; init; }

    public bool IsDroppedBy(DateOnly today) => DroppedOn <= today;
}
