namespace Tributary.Statements;

/// <summary>What a file turned out to be, what was read from it, and what was not.</summary>
public sealed record StatementReadResult
{
    /// <summary>The format found, such as <c>OFX 1.0.2 SGML</c> or <c>OFX 2.2.0 XML</c>; null when it is none that is read.</summary>
    public string? Format { get; init; }

    /// <summary>Who made the file, as far as it says.</summary>
    public StatementInstitution Institution { get; init; } = new();

    /// <summary>The statements in file order. Empty when the file holds none; then <see cref="Problems"/> says why.</summary>
    public IReadOnlyList<Statement> Statements { get; init; } = [];

    /// <summary>What was wrong, in file order as far as it has a place in the file.</summary>
    public IReadOnlyList<StatementProblem> Problems { get; init; } = [];
}

/// <summary>The institution as a file names it. Any part may be missing.</summary>
public sealed record StatementInstitution
{
    /// <summary>The organization's name or domain (OFX ORG).</summary>
    public string? Organization { get; init; }

    /// <summary>The institution's id within that organization's naming (OFX FID).</summary>
    public string? Id { get; init; }

    /// <summary>The bank id that QFX files carry for Quicken (INTU.BID).</summary>
    public string? IntuitBankId { get; init; }
}
