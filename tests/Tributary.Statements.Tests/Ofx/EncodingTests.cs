using System.Text;

namespace Tributary.Statements.Tests.Ofx;

public sealed class EncodingTests
{
    [Fact]
    public void Utf8LabelledAsWindows1252_IsReadAsUtf8()
    {
        var transaction = Vectors.Read("utf8-labelled-1252.ofx").Statements[0].Transactions[0];

        Assert.Equal(("Bäckerei Größmann", "Brötchen – 12 €"), (transaction.Name, transaction.Memo));
    }

    [Fact]
    public void Utf16_IsRead() => Assert.Equal("Żabka 12 zł", Vectors.Read("utf-16.ofx").Statements[0].Transactions[0].Name);

    [Fact]
    public void TwoDocuments_EachHaveTheirOwnCharacterSet() =>
        Assert.Equal(["café", "café"], Vectors.Read("two-documents.ofx").Statements.Select(s => s.Transactions[0].Name));

    [Theory]
    [InlineData("USASCII", "1252", 0x80, "€")]
    [InlineData("USASCII", "NONE", 0xE9, "é")]
    [InlineData("USASCII", "CP1252", 0x93, "“")]
    [InlineData("USASCII", "ISO-8859-1", 0xE9, "é")]
    [InlineData("USASCII", "8859-1", 0xFC, "ü")]
    [InlineData("USASCII", "8859-2", 0xB3, "ł")]
    [InlineData("USASCII", "1251", 0xC6, "Ж")]
    public void DeclaredCharset_IsUsed(string encoding, string charset, byte letter, string expected)
    {
        var result = StatementFile.Read(FileWith(encoding, charset, [letter]));

        Assert.Empty(result.Problems);
        Assert.Equal(expected, result.Statements[0].Transactions[0].Name);
    }

    [Fact]
    public void WrongBytesUnderAUtf8Label_AreReadAsWindows1252AndTold()
    {
        var result = StatementFile.Read(FileWith("UTF-8", "NONE", [(byte)'x', 0xE9]));

        Assert.Equal("xé", result.Statements[0].Transactions[0].Name);
        Assert.Equal([StatementProblemCode.EncodingWrong], result.Codes());
    }

    [Fact]
    public void OneBrokenValue_DoesNotSpoilTheOthers()
    {
        var bytes = new List<byte>(FileWith("USASCII", "1252", "Größe"u8.ToArray()));
        var second = Encoding.Latin1.GetBytes("<STMTTRN><DTPOSTED>20240101<TRNAMT>1<FITID>2<NAME>Gr\u00F6\u00DFe</STMTTRN>");
        bytes.InsertRange(Encoding.Latin1.GetString([.. bytes]).IndexOf("</BANKTRANLIST>", StringComparison.Ordinal), second);

        Assert.Equal(["Größe", "Größe"], StatementFile.Read(bytes.ToArray()).Statements[0].Transactions.Select(t => t.Name));
    }

    [Theory]
    [InlineData("KLINGON")]
    [InlineData("99999999")]
    [InlineData("0")]
    public void UnknownCharset_IsToldAndReadAsWindows1252(string charset)
    {
        var result = StatementFile.Read(FileWith("USASCII", charset, [0xE9]));

        Assert.Equal("é", result.Statements[0].Transactions[0].Name);
        Assert.Equal([StatementProblemCode.CharsetUnknown], result.Codes());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Utf16WithoutMark_IsFoundByItsZeros(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: false);
        var result = StatementFile.Read(encoding.GetBytes(OfxText.Bank(OfxText.Transaction("<NAME>Łódź"))));

        Assert.Empty(result.Problems);
        Assert.Equal("Łódź", result.Statements[0].Transactions[0].Name);
    }

    private static byte[] FileWith(string encoding, string charset, byte[] name)
    {
        var header = OfxText.Header.Replace("USASCII", encoding, StringComparison.Ordinal).Replace("CHARSET:1252", "CHARSET:" + charset, StringComparison.Ordinal);
        var halves = OfxText.Bank(OfxText.Transaction("<NAME>|"), header).Split('|');
        return [.. Encoding.ASCII.GetBytes(halves[0]), .. name, .. Encoding.ASCII.GetBytes(halves[1])];
    }
}
