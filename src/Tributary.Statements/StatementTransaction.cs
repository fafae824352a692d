namespace Tributary.Statements;

/// <summary>One movement on an account, as the institution wrote it. Texts are null when missing or blank.</summary>
public sealed record StatementTransaction
{
    /// <summary>The institution's own id (OFX FITID); null when missing. Institutions do repeat ids, even within a file.</summary>
    public string? Id { get; init; }

    /// <summary>The kind of movement that <see cref="TypeText"/> names. The sign of the amount decides, not this.</summary>
    public StatementTransactionKind Kind { get; init; }

    /// <summary>The kind as written (OFX TRNTYPE).</summary>
    public string? TypeText { get; init; }

    /// <summary>The day of posting as written: never moved across a time zone. For a pending transaction, the day it was made.</summary>
    public required DateOnly Posted { get; init; }

    /// <summary>The text that <see cref="Posted"/> was read from.</summary>
    public required string PostedText { get; init; }

    /// <summary>
    /// The instant (UTC) where the text has a time of day. A time without an offset is UTC by the book (OFX, date and time
    /// values), though many institutions mean their own; null for a bare date or an offset that cannot be read.
    /// </summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>The day the holder made it, as written (OFX DTUSER).</summary>
    public DateOnly? UserDate { get; init; }

    /// <summary>The day the funds are available, as written (OFX DTAVAIL).</summary>
    public DateOnly? AvailableDate { get; init; }

    /// <summary>The signed amount, positive into the account, with as many decimals as written.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The currency of <see cref="Amount"/> where it is not the statement's (OFX CURRENCY): three capital letters.</summary>
    public string? AmountCurrency { get; init; }

    /// <summary>The currency the amount was converted from; <see cref="Amount"/> is in the statement's (OFX ORIGCURRENCY).</summary>
    public string? OriginalCurrency { get; init; }

    /// <summary>
    /// Units of the statement's currency for one unit of <see cref="AmountCurrency"/> or <see cref="OriginalCurrency"/> (OFX CURRATE).
    /// </summary>
    public decimal? CurrencyRate { get; init; }

    /// <summary>Who was paid or who paid (OFX NAME, or the NAME in PAYEE).</summary>
    public string? Name { get; init; }

    /// <summary>The longer form of the name (OFX EXTDNAME).</summary>
    public string? ExtendedName { get; init; }

    /// <summary>What else is said about it (OFX MEMO).</summary>
    public string? Memo { get; init; }

    /// <summary>Check number (OFX CHECKNUM).</summary>
    public string? CheckNumber { get; init; }

    /// <summary>Reference number (OFX REFNUM).</summary>
    public string? ReferenceNumber { get; init; }

    /// <summary>Standard industrial classification (OFX SIC).</summary>
    public string? Sic { get; init; }

    /// <summary>The payee's id in a bill-payment service (OFX PAYEEID).</summary>
    public string? PayeeId { get; init; }

    /// <summary>The server's id of the payment or transfer behind it (OFX SRVRTID).</summary>
    public string? ServerId { get; init; }

    /// <summary>Which earlier transaction this one replaces or deletes (OFX CORRECTFITID); null for an ordinary one.</summary>
    public StatementCorrection? Correction { get; init; }

    /// <summary>Not posted yet: it came from a list of pending transactions.</summary>
    public bool IsPending { get; init; }

    /// <summary>The line of the file it starts on, from 1.</summary>
    public int Line { get; init; }

    /// <summary>Date, amount and line: no names, ids or account numbers.</summary>
    public override string ToString() => $"{Posted:yyyy-MM-dd} {Amount} (line {Line})";
}

/// <summary>A correction of an earlier transaction.</summary>
/// <param name="Id">The id of the transaction corrected.</param>
/// <param name="Action">What becomes of it; replaced when the file does not say.</param>
public sealed record StatementCorrection(string Id, StatementCorrectionAction Action);

/// <summary>What a correction does to the earlier transaction.</summary>
public enum StatementCorrectionAction
{
    /// <summary>The new transaction stands in its place (OFX REPLACE).</summary>
    Replace,

    /// <summary>The earlier transaction never happened (OFX DELETE).</summary>
    Delete,
}
