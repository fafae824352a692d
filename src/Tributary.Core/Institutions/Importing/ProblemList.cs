using Tributary.Core.Imports;

namespace Tributary.Core.Institutions.Importing;

/// <summary>The problems of one file; a file of another kind would have one in each of its lines, so only the first are kept.</summary>
internal sealed class ProblemList
{
    private const int Most = 100;

    private readonly List<FileProblem> _problems = [];

    public IReadOnlyList<FileProblem> Problems => _problems;

    public bool HasErrors { get; private set; }

    public void Error(int line, int column, string code, string text) => Add(new FileProblem(line, column, IsError: true, code, text));

    public void Warn(int line, int column, string code, string text) => Add(new FileProblem(line, column, IsError: false, code, text));

    private void Add(FileProblem problem)
    {
        // An error is told even where a hundred warnings came before it: without one the import would have been done.
        if (_problems.Count < Most)
            _problems.Add(problem);
        else if (problem.IsError && !HasErrors)
            _problems[^1] = problem;
        HasErrors |= problem.IsError;
    }
}
