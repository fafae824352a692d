using Tributary.Core.Imports;

namespace Tributary.Core.Institutions.Importing;

/// <summary>What an import of institutions found and did. With an error among the problems it did nothing.</summary>
public sealed record InstitutionImportReport
{
    /// <summary>What the file is, for people: <c>CSV</c> or <c>FedACH</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The list the file was imported as.</summary>
    public required string Source { get; init; }

    /// <summary>Institutions that were not known.</summary>
    public int Added { get; init; }

    /// <summary>Institutions that were known, and are otherwise now or are back.</summary>
    public int Changed { get; init; }

    /// <summary>Institutions known just so.</summary>
    public int Unchanged { get; init; }

    /// <summary>Institutions of the list that the file no longer has; they are not listed any more.</summary>
    public int Vanished { get; init; }

    /// <summary>What is wrong with the file, in its order, a hundred at most.</summary>
    public IReadOnlyList<FileProblem> Problems { get; init; } = [];

    /// <summary>Whether the file was taken.</summary>
    public bool IsDone => !Problems.Any(problem => problem.IsError);
}
