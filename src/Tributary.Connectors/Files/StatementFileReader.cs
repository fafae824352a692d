using Tributary.Core.Imports;
using Tributary.Statements;

namespace Tributary.Connectors.Files;

/// <summary>
/// Reads the statement files that Tributary.Statements knows, and tells of them in the words of institutions: which bank a file comes
/// from, which accounts it is about, what moved on them. Holds no state; safe for concurrent use.
/// </summary>
public sealed class StatementFileReader : IStatementFileReader
{
    /// <inheritdoc/>
    public async Task<Core.Imports.StatementFile> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        var read = await Statements.StatementFile.ReadAsync(content, cancellationToken: cancellationToken);
        var isWhole = read.Problems.All(problem => problem.Severity != StatementProblemSeverity.Error);
        var anyBankId = read.Statements.Select(statement => statement.Account.BankId).FirstOrDefault(id => id is not null);
        return new Core.Imports.StatementFile(
            read.Format,
            [.. read.Statements.Select(statement => FileStatementOf(read.Institution, statement, anyBankId, isWhole))],
            [.. read.Problems.Select(ProblemOf)]);
    }

    private static FileStatement FileStatementOf(StatementInstitution institution, Statement statement, string? anyBankId, bool isWhole)
    {
        var (source, name) = SourceOf(institution, statement.Account.BankId ?? anyBankId);
        return new FileStatement(source, name, FileAccount.Of(statement, isWhole));
    }

    /// <summary>
    /// Where a file comes from, by the first thing it tells that names a bank: OFX's ORG and FID, Quicken's INTU.BID, the account's
    /// BANKID; cards have none and borrow that of an account beside them. Letter case does not count, since banks change it between
    /// their programs.
    /// </summary>
    private static (string Source, string Name) SourceOf(StatementInstitution institution, string? bankId) => institution switch
    {
        { Organization: { } organization } => (Source("org", $"{organization}/{institution.Id}"), organization),
        { Id: { } id } => (Source("fid", id), $"Institution {id}"),
        { IntuitBankId: { } id } => (Source("intu.bid", id), $"Institution {id}"),
        _ when bankId is not null => (Source("bankid", bankId), $"Bank {bankId}"),
        _ => ("unnamed", "Statement file"),
    };

    private static string Source(string kind, string id) => $"{kind}:{id.ToLowerInvariant()}";

    private static FileProblem ProblemOf(StatementProblem problem) => new(
        problem.Line ?? 1,
        problem.Column ?? 1,
        problem.Severity == StatementProblemSeverity.Error,
        problem.Code,
        problem.Code == StatementProblemCode.CurrencyMissing ? $"{problem.Text} {FileAccount.FallbackCurrency} was taken." : problem.Text);
}
