namespace Tributary.Statements.Tests.Ofx;

public sealed class TruncationTests
{
    [Fact]
    public void CutWithinATransaction_KeepsTheWholeOnesAndTellsWhere()
    {
        var result = Vectors.Read("truncated.ofx");

        Assert.Equal(["20240304-1", "20240329-1"], Assert.Single(result.Statements).Transactions.Select(t => t.Id));
        var problem = Assert.Single(result.Problems);
        Assert.Equal((StatementProblemCode.FileTruncated, StatementProblemSeverity.Error, 70), (problem.Code, problem.Severity, problem.Line));
        Assert.Contains("line 67", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void CutBetweenTransactions_IsToldToo()
    {
        var text = OfxText.Bank(OfxText.Transaction());
        var result = OfxText.Read(text[..(text.IndexOf("</STMTTRN>", StringComparison.Ordinal) + "</STMTTRN>".Length)]);

        Assert.Single(result.Statements[0].Transactions);
        Assert.Equal([StatementProblemCode.FileTruncated], result.Codes());
    }

    public static TheoryData<string> AllVectors => [.. Vectors.Names];

    [Theory]
    [MemberData(nameof(AllVectors))]
    public void CutAtAnyByte_GivesTheTransactionsBeforeTheCut(string vector)
    {
        var whole = Vectors.Bytes(vector);
        var full = StatementFile.Read(whole).Statements;
        for (var length = 0; length < whole.Length; length++)
        {
            var result = StatementFile.Read(whole.AsMemory(0, length));
            AssertPrefix(full.SelectMany(s => s.Transactions), result.Statements.SelectMany(s => s.Transactions), vector, length);
            AssertPrefix(full.SelectMany(s => s.PendingTransactions), result.Statements.SelectMany(s => s.PendingTransactions), vector, length);
            Assert.True(result.Statements.Count > 0 || result.Problems.Count > 0, $"{vector} cut at {length}: no statement and no problem");
        }
    }

    private static void AssertPrefix(
        IEnumerable<StatementTransaction> all, IEnumerable<StatementTransaction> some, string vector, int length)
    {
        var kept = some.ToList();
        Assert.True(kept.SequenceEqual(all.Take(kept.Count)), $"{vector} cut at {length}: not a prefix");
    }
}
