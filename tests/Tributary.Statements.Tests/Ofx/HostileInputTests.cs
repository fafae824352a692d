using System.Text;

namespace Tributary.Statements.Tests.Ofx;

/// <summary>Inputs made to hurt: each must give a result, in time that grows with its length alone.</summary>
public sealed class HostileInputTests
{
    private const int Many = 100_000;

    private static readonly string Good = OfxText.Transaction();

    [Theory]
    [InlineData("<X.A>")]
    [InlineData("<PAYEE>")]
    [InlineData("<STATUS>")]
    [InlineData("<BANKTRANLIST>")]
    public void DeepNesting_LosesNoTransactionAfterIt(string tag)
    {
        var result = OfxText.Read(OfxText.Bank(Repeat(tag, Many) + Good));

        Assert.Single(result.Statements.SelectMany(s => s.Transactions));
    }

    [Theory]
    [InlineData("<X.A>")]
    [InlineData("<![CDATA[x]]>")]
    [InlineData("<!-- x -->")]
    [InlineData("<")]
    [InlineData("</")]
    [InlineData("<!DOCTYPE x [ ]>")]
    [InlineData("<A B=\"c\" ")]
    [InlineData("&amp;")]
    public void Repetition_WithinATransaction_KeepsTheTransaction(string piece)
    {
        var result = OfxText.Read(OfxText.Bank(OfxText.Transaction("<MEMO>" + Repeat(piece, Many)) + Good));

        Assert.Equal(2, result.Statements[0].Transactions.Count);
    }

    [Theory]
    [InlineData("<!--")]
    [InlineData("<![CDATA[")]
    [InlineData("<!DOCTYPE [ ]")]
    [InlineData("<!DOCTYPE [")]
    public void WhatNeverEnds_EndsWithTheFile(string opening)
    {
        var result = OfxText.Read(OfxText.Bank(Good + Repeat(opening, Many) + Good));

        Assert.Single(Assert.Single(result.Statements).Transactions);
        Assert.Contains(StatementProblemCode.FileTruncated, result.Codes());
    }

    [Fact]
    public void HugeValue_IsCutAndTold()
    {
        var result = OfxText.Read(OfxText.Bank(OfxText.Transaction("<MEMO>" + new string('m', 5_000_000)) + Good));

        Assert.Equal(64 * 1024, result.Statements[0].Transactions[0].Memo?.Length);
        Assert.Equal(2, result.Statements[0].Transactions.Count);
        Assert.Equal([StatementProblemCode.TextTooLong], result.Codes());
    }

    [Fact]
    public void HugeAmountAndDate_AreUnreadableWithoutBeingShown()
    {
        var digits = new string('4', 1_000_000);
        var result = OfxText.Read(OfxText.Bank(OfxText.Transaction(amount: digits) + OfxText.Transaction(date: digits) + Good));

        Assert.Single(result.Statements[0].Transactions);
        Assert.DoesNotContain(result.Problems, p => p.Text.Length > 200);
    }

    [Fact]
    public void ManyBadTransactions_AreCountedBeyondTheLimit()
    {
        var text = OfxText.Bank(Repeat("<STMTTRN><FITID>x</STMTTRN>", Many) + Good);
        var result = StatementFile.Read(Encoding.ASCII.GetBytes(text), new StatementReadOptions { MaxProblems = 10 });

        Assert.Single(result.Statements[0].Transactions);
        Assert.Equal(11, result.Problems.Count);
        Assert.Equal((StatementProblemCode.TooManyProblems, $"{Many - 10} more problems are not listed."), (result.Problems[^1].Code, result.Problems[^1].Text));
    }

    [Fact]
    public void ManyEmptyStatements_AreNotKept()
    {
        var result = OfxText.Read("<OFX>" + Repeat("<STMTRS>", Many) + "</OFX>");

        Assert.Empty(result.Statements);
    }

    [Fact]
    public void MoreStatementsThanAnyoneHas_AreLeftOutAndTold()
    {
        var result = OfxText.Read("<OFX>" + Repeat("<STMTRS><BANKACCTFROM><ACCTID>1</STMTRS>", 10_001) + "</OFX>");

        Assert.Equal(10_000, result.Statements.Count);
        Assert.Contains(StatementProblemCode.TooManyStatements, result.Codes());
    }

    [Fact]
    public void ValuesInTheWrongPlace_AreNotShown()
    {
        var result = OfxText.Read(OfxText.Bank(
            OfxText.Transaction(amount: "JOHN Q PUBLIC") + OfxText.Transaction(amount: "4111-1111-1111-1111") + OfxText.Transaction(date: "4111111111111111")));

        Assert.Equal(3, result.Problems.Count);
        Assert.DoesNotContain(result.Problems, p => p.Text.Contains("PUBLIC", StringComparison.Ordinal) || p.Text.Contains("1111", StringComparison.Ordinal));
    }

    private static string Repeat(string piece, int count) => new StringBuilder(piece.Length * count).Insert(0, piece, count).ToString();
}
