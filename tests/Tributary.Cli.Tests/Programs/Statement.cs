using System.Globalization;
using System.Text;

namespace Tributary.Cli.Tests.Programs;

/// <summary>Writes OFX 1.02 bank statements, one line an element, so that tests can name lines.</summary>
internal static class Statement
{
    /// <summary>A statement of the account <paramref name="account"/> with so many transactions, one a day, of 1.00, 2.00, 3.00…</summary>
    public static string With(int transactions, string account = "1000001111", string currency = "USD")
    {
        var text = new StringBuilder(
            $"""
            OFXHEADER:100
            DATA:OFXSGML
            VERSION:102
            SECURITY:NONE
            ENCODING:USASCII
            CHARSET:1252
            COMPRESSION:NONE
            OLDFILEUID:NONE
            NEWFILEUID:NONE

            <OFX>
            <SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260301<LANGUAGE>ENG<FI><ORG>River Bank<FID>77</FI></SONRS></SIGNONMSGSRSV1>
            <BANKMSGSRSV1><STMTTRNRS><TRNUID>0<STATUS><CODE>0<SEVERITY>INFO</STATUS>
            <STMTRS><CURDEF>{currency}
            <BANKACCTFROM><BANKID>121000000<ACCTID>{account}<ACCTTYPE>CHECKING</BANKACCTFROM>
            <BANKTRANLIST><DTSTART>20200101<DTEND>20260228

            """);
        for (var i = 1; i <= transactions; i++)
            text.AppendLine(Transaction(i));
        text.AppendLine("</BANKTRANLIST>");
        text.AppendLine("<LEDGERBAL><BALAMT>1310.27<DTASOF>20260228</LEDGERBAL>");
        text.AppendLine("</STMTRS></STMTTRNRS></BANKMSGSRSV1>");
        text.AppendLine("</OFX>");
        return text.ToString().ReplaceLineEndings("\n");
    }

    public static string Transaction(int number, string? name = null, string? amount = null)
    {
        var day = new DateOnly(2020, 1, 1).AddDays(number % 2000).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return $"<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>{day}<TRNAMT>{amount ?? $"{number}.00"}<FITID>F{number}<NAME>{name ?? $"Payment {number}"}</STMTTRN>";
    }
}
