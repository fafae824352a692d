namespace Tributary.Statements;

/// <summary>Gathers a reading's problems, at most so many, each at its line.</summary>
internal sealed class ProblemLog(SourceBytes source, int limit)
{
    private readonly List<StatementProblem> _problems = [];
    private readonly HashSet<string> _toldOnce = new(StringComparer.Ordinal);
    private int _unlisted;

    public void Error(string code, int position, string text) => At(StatementProblemSeverity.Error, code, position, text);

    public void Warn(string code, int position, string text) => At(StatementProblemSeverity.Warning, code, position, text);

    /// <summary>Warns of something that would otherwise be told for every value of a file.</summary>
    public void WarnOnce(string code, int position, string text)
    {
        if (_toldOnce.Add(code))
            Warn(code, position, text);
    }

    /// <summary>Tells what became of the file as a whole, however many problems were told before.</summary>
    public void ErrorForFile(string code, string text, int? position = null) =>
        _problems.Add(Problem(StatementProblemSeverity.Error, code, position, text));

    public IReadOnlyList<StatementProblem> Finish()
    {
        // What is found at the end of a statement may stand at its start: put all in the order of the file.
        var ordered = _problems.OrderBy(p => p.Line ?? int.MaxValue).ToList();
        if (_unlisted > 0)
        {
            ordered.Add(new StatementProblem
            {
                Severity = StatementProblemSeverity.Warning,
                Code = StatementProblemCode.TooManyProblems,
                Text = $"{_unlisted} more problems are not listed.",
            });
        }
        return ordered;
    }

    private void At(StatementProblemSeverity severity, string code, int position, string text)
    {
        if (_problems.Count < limit)
            _problems.Add(Problem(severity, code, position, text));
        else
            _unlisted++;
    }

    private StatementProblem Problem(StatementProblemSeverity severity, string code, int? position, string text)
    {
        (int Line, int Column)? place = position is { } known ? source.Locate(known) : null;
        return new StatementProblem { Line = place?.Line, Column = place?.Column, Severity = severity, Code = code, Text = text };
    }
}
