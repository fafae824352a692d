using System.Text;

namespace Tributary.Statements.Tests;

/// <summary>Makes small OFX files of which a test says only what matters to it.</summary>
internal static class OfxText
{
    public const string Header = """
        OFXHEADER:100
        DATA:OFXSGML
        VERSION:102
        SECURITY:NONE
        ENCODING:USASCII
        CHARSET:1252
        COMPRESSION:NONE
        OLDFILEUID:NONE
        NEWFILEUID:NONE


        """;

    public const string Account = "<BANKACCTFROM><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM>";

    public static string Bank(string transactions, string header = Header) => header + "<OFX>" + BankMessages(transactions) + "</OFX>\n";

    public static string BankMessages(string transactions) =>
        $"<BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD{Account}<BANKTRANLIST>{transactions}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1>";

    public static string Transaction(string fields = "", string id = "id1", string amount = "-1.00", string date = "20240102") =>
        $"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{date}<TRNAMT>{amount}<FITID>{id}{fields}</STMTTRN>\n";

    public static StatementReadResult Read(string text) => StatementFile.Read(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a file with one transaction and gives that one.</summary>
    public static StatementTransaction ReadOne(string fields = "", string amount = "-1.00", string date = "20240102") =>
        Assert.Single(Assert.Single(Read(Bank(Transaction(fields, amount: amount, date: date))).Statements).Transactions);

    public static IEnumerable<string> Codes(this StatementReadResult result) => result.Problems.Select(p => p.Code);
}
