using System.Text;

namespace Tributary.Statements.Tests;

public sealed class StatementFileTests
{
    [Theory]
    [InlineData("", StatementProblemCode.FileEmpty, "empty")]
    [InlineData(" \r\n\t ", StatementProblemCode.FileEmpty, "empty")]
    [InlineData("%PDF-1.7 …", StatementProblemCode.NotAStatement, "a PDF document")]
    [InlineData("PK\u0003\u0004zip", StatementProblemCode.NotAStatement, "a ZIP archive")]
    [InlineData("<!DOCTYPE html><html><body>Please sign in</body></html>", StatementProblemCode.NotAStatement, "an HTML page")]
    [InlineData("<div><html>", StatementProblemCode.NotAStatement, "an HTML page")]
    [InlineData("{\"accounts\": []}", StatementProblemCode.NotAStatement, "JSON")]
    [InlineData("Date,Amount,Memo\n2024-01-01,-1.00,x\n", StatementProblemCode.NotAStatement, "a CSV table")]
    [InlineData("Datum;Betrag\n01.01.2024;-1,00\n02.01.2024;-2,00\n", StatementProblemCode.NotAStatement, "a CSV table")]
    [InlineData("!Type:Bank\nD01/02/2024\nT-1.00\n^\n", StatementProblemCode.NotAStatement, "a QIF file")]
    [InlineData("{1:F01X}{4:\n:20:S\n:61:2401020102D1,00N\n-}", StatementProblemCode.NotAStatement, "a SWIFT MT940")]
    [InlineData("<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"/>", StatementProblemCode.NotAStatement, "a CAMT statement")]
    [InlineData("<?xml version=\"1.0\"?><rss/>", StatementProblemCode.NotAStatement, "an XML document of another kind")]
    [InlineData("Dear customer, your statement is ready.", StatementProblemCode.NotAStatement, "plain text")]
    [InlineData("\u0001\u0002\u0003", StatementProblemCode.NotAStatement, "binary data")]
    public void FileThatIsNoStatement_GivesOneProblemThatSaysWhatItLooksLike(string text, string code, string looksLike)
    {
        var result = OfxText.Read(text);

        Assert.Null(result.Format);
        Assert.Empty(result.Statements);
        var problem = Assert.Single(result.Problems);
        Assert.Equal((code, StatementProblemSeverity.Error), (problem.Code, problem.Severity));
        Assert.Contains(looksLike, problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_AreNamed()
    {
        Assert.Contains("a PNG image", StatementFile.Read(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A }).Problems[0].Text, StringComparison.Ordinal);
        Assert.Contains("a JPEG image", StatementFile.Read(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }).Problems[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Streams_GiveWhatBytesGive(int atOnce)
    {
        var bytes = Encoding.ASCII.GetBytes(OfxText.Bank(string.Concat(Enumerable.Repeat(OfxText.Transaction(), 2000))));

        var fromStream = StatementFile.Read(new Trickle(bytes, atOnce));
        var fromStreamAsync = await StatementFile.ReadAsync(new Trickle(bytes, atOnce));

        var expected = StatementFile.Read(bytes).Statements[0].Transactions;
        Assert.Equal(2000, expected.Count);
        Assert.Equal(expected, fromStream.Statements[0].Transactions);
        Assert.Equal(expected, fromStreamAsync.Statements[0].Transactions);
    }

    [Fact]
    public async Task FileOverTheLimit_IsAProblemAndIsNotReadToItsEnd()
    {
        var options = new StatementReadOptions { MaxBytes = 1000 };
        var endless = new Trickle(new byte[1_000_000], 100);

        Assert.Equal([StatementProblemCode.FileTooLarge], StatementFile.Read(new byte[1001], options).Codes());
        Assert.Equal([StatementProblemCode.FileTooLarge], StatementFile.Read(endless, options).Codes());
        Assert.InRange(endless.Position, 1001, 1200);
        Assert.Equal([StatementProblemCode.FileTooLarge], (await StatementFile.ReadAsync(new MemoryStream(new byte[1001]), options)).Codes());
    }

    [Fact]
    public void FileAtTheLimit_IsRead()
    {
        var bytes = Vectors.Bytes("bank-sgml-102.ofx");
        var options = new StatementReadOptions { MaxBytes = bytes.Length };

        Assert.Equal(3, StatementFile.Read(new MemoryStream(bytes), options).Statements[0].Transactions.Count);
    }

    [Fact]
    public void Cancellation_EndsTheReading()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => StatementFile.Read(Vectors.Bytes("bank-sgml-102.ofx"), cancellationToken: source.Token));
    }

    [Fact]
    public void Texts_OfAccountsAndTransactions_GiveNothingAway()
    {
        var statement = Vectors.Read("bank-sgml-102.ofx").Statements[0];

        Assert.Equal("Bank CHECKING …6543, 3 transactions, 0 pending", statement.ToString());
        Assert.Equal("2024-03-04 -200.00 (line 44)", statement.Transactions[0].ToString());
        Assert.Equal("Bank", new StatementAccount { Kind = StatementAccountKind.Bank, Number = "1234" }.ToString());
    }

    [Fact]
    public void ProblemCodes_AreDistinctAndKebab()
    {
        var codes = typeof(StatementProblemCode).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, c => Assert.Matches("^[a-z]+(-[a-z]+)*$", c));
    }

    /// <summary>A stream that gives a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, atOnce));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, atOnce)], cancellationToken);
    }
}
