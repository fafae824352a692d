using Tributary.Core.Imports;

namespace Tributary.TestKit;

/// <summary>A reader that finds in every file what a test says.</summary>
public sealed class ScriptedFileReader : IStatementFileReader
{
    public IReadOnlyList<FileStatement> Statements { get; set; } = [];

    public Task<StatementFile> ReadAsync(Stream content, CancellationToken cancellationToken) =>
        Task.FromResult(new StatementFile("Scripted", Statements, []));
}
