namespace Tributary.Core.Tests.Recognition;

/// <summary>The twelve ways in which banks spoil what a transaction could be known by, and the one in which they put it right.</summary>
[Flags]
internal enum Misbehaviour
{
    None = 0,

    /// <summary>Every answer has new ids: made up afresh, or the record's place in the answer.</summary>
    ReissuesIds = 1 << 0,

    /// <summary>A short counter begins again, and an old id comes back for another transaction.</summary>
    ReusesIds = 1 << 1,

    /// <summary>Several records of one answer have one id: the day, or the kind of movement.</summary>
    RepeatsIds = 1 << 2,

    /// <summary>Ids are missing: all of them, those of pending records, or some.</summary>
    OmitsIds = 1 << 3,

    /// <summary>An id's last digits tell the state of the record, and change with it.</summary>
    ChangesLastDigits = 1 << 4,

    /// <summary>People buy the same thing twice, and the bank gives both one id, none, or one each.</summary>
    BooksTwins = 1 << 5,

    /// <summary>The words of booked records are made prettier days later.</summary>
    EditsWords = 1 << 6,

    /// <summary>Booked records move to another day.</summary>
    EditsDays = 1 << 7,

    /// <summary>What was pending posts under another id and in other words.</summary>
    RenamesPending = 1 << 8,

    /// <summary>What was pending posts with another amount: with a tip, below a hold, instead of a fuel pump's one unit.</summary>
    ChangesHeldAmounts = 1 << 9,

    /// <summary>What was pending never posts.</summary>
    DropsPending = 1 << 10,

    /// <summary>Answers are empty, cut off at an end, of more or fewer days than before, or yesterday's once more.</summary>
    AnswersOddly = 1 << 11,

    /// <summary>Booked records are replaced or deleted by a later one that names them, as OFX's CORRECTFITID does.</summary>
    Corrects = 1 << 12,
}
