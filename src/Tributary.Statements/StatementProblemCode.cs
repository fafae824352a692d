namespace Tributary.Statements;

/// <summary>The stable names of problems, for programs.</summary>
public static class StatementProblemCode
{
    /// <summary>The file has no bytes, or only blanks.</summary>
    public const string FileEmpty = "file-empty";

    /// <summary>The file is longer than <see cref="StatementReadOptions.MaxBytes"/>.</summary>
    public const string FileTooLarge = "file-too-large";

    /// <summary>The file is of no statement format that is read; the text says what it looks like.</summary>
    public const string NotAStatement = "not-a-statement";

    /// <summary>The format is right but there is no statement in it; the text says what there is instead.</summary>
    public const string NoStatement = "no-statement";

    /// <summary>The institution answered with an error status instead of a statement.</summary>
    public const string StatusError = "status-error";

    /// <summary>There is a statement of a kind that is not read yet.</summary>
    public const string StatementNotRead = "statement-not-read";

    /// <summary>The file ends before it is complete.</summary>
    public const string FileTruncated = "file-truncated";

    /// <summary>A transaction has no amount and was left out.</summary>
    public const string AmountMissing = "amount-missing";

    /// <summary>An amount cannot be read; its transaction or balance was left out.</summary>
    public const string AmountUnreadable = "amount-unreadable";

    /// <summary>An amount has more digits than can be kept; its transaction or balance was left out.</summary>
    public const string AmountTooLarge = "amount-too-large";

    /// <summary>An amount has more decimals than can be kept (28 digits); the last ones were rounded.</summary>
    public const string AmountRounded = "amount-rounded";

    /// <summary>An amount such as <c>1,234</c> was read with a decimal comma, though a thousands mark is possible.</summary>
    public const string AmountAmbiguous = "amount-ambiguous";

    /// <summary>A transaction has no date and was left out.</summary>
    public const string DateMissing = "date-missing";

    /// <summary>A date cannot be read; a transaction without another one was left out.</summary>
    public const string DateUnreadable = "date-unreadable";

    /// <summary>The posting date is missing or unreadable; another date of the transaction took its place.</summary>
    public const string DateSubstituted = "date-substituted";

    /// <summary>Posted transactions have no id.</summary>
    public const string IdMissing = "id-missing";

    /// <summary>The statement does not say, or not readably, which currency it is in.</summary>
    public const string CurrencyMissing = "currency-missing";

    /// <summary>The statement does not name its account.</summary>
    public const string AccountMissing = "account-missing";

    /// <summary>One statement names a second account; what follows was made a statement of its own.</summary>
    public const string AccountChanged = "account-changed";

    /// <summary>A balance has no amount.</summary>
    public const string BalanceMissing = "balance-missing";

    /// <summary>Transactions were ended by what follows them instead of their end tag.</summary>
    public const string EndTagMissing = "end-tag-missing";

    /// <summary>A text is not in the encoding the file declares; it was read as the likeliest other one.</summary>
    public const string EncodingWrong = "encoding-wrong";

    /// <summary>The declared character set is unknown; Windows-1252 was taken.</summary>
    public const string CharsetUnknown = "charset-unknown";

    /// <summary>The file has NUL bytes; they were left out.</summary>
    public const string NulBytes = "nul-bytes";

    /// <summary>The file has a document type definition; it was ignored and its entities stay unexpanded.</summary>
    public const string DocumentTypeIgnored = "document-type-ignored";

    /// <summary>A text was too long and was cut.</summary>
    public const string TextTooLong = "text-too-long";

    /// <summary>There are more statements than are read from one file.</summary>
    public const string TooManyStatements = "too-many-statements";

    /// <summary>More problems were met than are listed.</summary>
    public const string TooManyProblems = "too-many-problems";
}
