using Tributary.Core.Connectors;

namespace Tributary.Core.Imports;

/// <summary>Reads a statement file into what an institution would have reported. The formats are known to its implementation alone.</summary>
public interface IStatementFileReader
{
    /// <summary>Reads a file. Nothing in a file makes this throw: what cannot be read is told as a problem.</summary>
    /// <param name="content">The file's bytes, read to the end.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>What was found, which may be nothing.</returns>
    Task<StatementFile> ReadAsync(Stream content, CancellationToken cancellationToken);
}

/// <summary>A statement file, read.</summary>
/// <param name="Format">What it is, for people: <c>OFX 1.02 (SGML)</c>. Null where it is no statement file.</param>
/// <param name="Statements">The accounts it tells of.</param>
/// <param name="Problems">What could not be read, in the order of the file.</param>
public sealed record StatementFile(string? Format, IReadOnlyList<FileStatement> Statements, IReadOnlyList<FileProblem> Problems);

/// <summary>One account's statement in a file.</summary>
/// <param name="Source">Which institution the file says it comes from; accounts of one source share an institution login.</param>
/// <param name="SourceName">That institution's name, for people.</param>
/// <param name="Account">The account with its transactions.</param>
public sealed record FileStatement(string Source, string SourceName, ReportedAccount Account);

/// <summary>Something in a file that could not be read or looks wrong.</summary>
/// <param name="Line">Where, counted from 1.</param>
/// <param name="Column">Where in the line, counted from 1.</param>
/// <param name="IsError">True where something was left out for it; false for a warning.</param>
/// <param name="Code">Stable short name of the kind of problem.</param>
/// <param name="Text">What is wrong, for people.</param>
public sealed record FileProblem(int Line, int Column, bool IsError, string Code, string Text);
