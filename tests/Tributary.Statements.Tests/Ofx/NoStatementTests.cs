namespace Tributary.Statements.Tests.Ofx;

public sealed class NoStatementTests
{
    [Theory]
    [InlineData("sign-on-refused.ofx", StatementProblemCode.StatusError, "refused the sign-on: status 15500 (Your id or password is not right.)")]
    [InlineData("statement-refused.ofx", StatementProblemCode.StatusError, "gave no statement: status 2003 (Account not found)")]
    [InlineData("accounts-only.ofx", StatementProblemCode.NoStatement, "list of accounts")]
    [InlineData("profile-only.ofx", StatementProblemCode.NoStatement, "profile")]
    [InlineData("investment-only.ofx", StatementProblemCode.StatementNotRead, "holds investment statements, which are not read yet")]
    public void OfxWithoutStatement_SaysWhatItHolds(string vector, string code, string text)
    {
        var result = Vectors.Read(vector);

        Assert.Empty(result.Statements);
        Assert.StartsWith("OFX ", result.Format, StringComparison.Ordinal);
        var problem = Assert.Single(result.Problems);
        Assert.Equal((code, StatementProblemSeverity.Error), (problem.Code, problem.Severity));
        Assert.Contains(text, problem.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS></SIGNONMSGSRSV1></OFX>", "answer to a sign-on")]
    [InlineData("<OFX><BANKMSGSRQV1><STMTTRNRQ><STMTRQ><BANKACCTFROM><BANKID>1<ACCTID>2</BANKACCTFROM></STMTRQ></STMTTRNRQ></BANKMSGSRQV1></OFX>", "no statement in it")]
    [InlineData("<OFX><LOANMSGSRSV1><LOANSTMTTRNRS><LOANSTMTRS><CURDEF>USD</LOANSTMTRS></LOANSTMTTRNRS></LOANMSGSRSV1></OFX>", "loan statements")]
    [InlineData("<OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>", "no statement in it")]
    [InlineData("<OFX></OFX>", "no statement in it")]
    public void OfxWithoutStatement_GivesOneProblem(string text, string says)
    {
        var result = OfxText.Read(text);

        Assert.Empty(result.Statements);
        Assert.Contains(says, Assert.Single(result.Problems).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void StatementWithoutTransactions_IsAStatement()
    {
        var result = OfxText.Read(OfxText.Bank(""));

        Assert.Empty(result.Problems);
        Assert.Empty(Assert.Single(result.Statements).Transactions);
    }

    [Fact]
    public void StatementOfWhichNothingCouldBeKept_IsStillAStatement()
    {
        var result = OfxText.Read("<OFX><STMTRS><CURDEF>USD<BANKTRANLIST><STMTTRN><NAME>x</STMTTRN></BANKTRANLIST></STMTRS></OFX>");

        Assert.Empty(Assert.Single(result.Statements).Transactions);
        Assert.Contains(StatementProblemCode.AmountMissing, result.Codes());
    }
}
