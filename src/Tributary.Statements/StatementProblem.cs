namespace Tributary.Statements;

/// <summary>Something in a file that was not as it should be, with its place.</summary>
public sealed record StatementProblem
{
    /// <summary>Line of the file, from 1; null when it is about the file as a whole.</summary>
    public int? Line { get; init; }

    /// <summary>Byte within the line, from 1 (of the file's UTF-8 form when it is UTF-16); null when <see cref="Line"/> is.</summary>
    public int? Column { get; init; }

    /// <summary>Whether something was left out because of it.</summary>
    public required StatementProblemSeverity Severity { get; init; }

    /// <summary>A stable short name, one of <see cref="StatementProblemCode"/>.</summary>
    public required string Code { get; init; }

    /// <summary>
    /// What is wrong, for people. Shows tag names, amounts, dates and an institution's own error message; never names, memos, ids
    /// or account numbers.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>The problem on one line.</summary>
    public override string ToString() => Line is { } line ? $"line {line}: {Text} [{Code}]" : $"{Text} [{Code}]";
}

/// <summary>How bad a problem is.</summary>
public enum StatementProblemSeverity
{
    /// <summary>Nothing was left out; something was unusual or had to be taken one way or another.</summary>
    Warning,

    /// <summary>A transaction, a balance, the end of the file or all of it was left out.</summary>
    Error,
}
