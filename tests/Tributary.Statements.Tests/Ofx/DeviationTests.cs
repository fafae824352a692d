namespace Tributary.Statements.Tests.Ofx;

/// <summary>What institutions do to the format, and what the reader makes of it.</summary>
public sealed class DeviationTests
{
    [Fact]
    public void ListLeftOpenWithBalanceInside_GivesTransactionsAndBalance()
    {
        var result = Vectors.Read("card-list-left-open.ofx");

        Assert.Empty(result.Problems);
        var statement = Assert.Single(result.Statements);
        Assert.Equal(["f1", "f2"], statement.Transactions.Select(t => t.Id));
        Assert.Equal(-175.90m, statement.LedgerBalance?.Amount);
        Assert.Equal(StatementAccountKind.CreditCard, statement.Account.Kind);
    }

    [Fact]
    public void AmountsWithCommas_AreReadByEvidence()
    {
        var result = Vectors.Read("amounts-with-commas.ofx");

        var statement = Assert.Single(result.Statements);
        Assert.Equal([-11.76m, 1234.56m, -12.00m, 1.234m], statement.Transactions.Select(t => t.Amount));
        Assert.Equal(["TARIFA MANUTENÇÃO", "depósito", "estorno", "só uma vírgula"], statement.Transactions.Select(t => t.Memo));
        Assert.Equal(new StatementBalance { Amount = 5326.43m, AsOf = new DateOnly(2024, 2, 29) }, statement.LedgerBalance);
        Assert.Null(statement.From);
        Assert.Equal("0341234567890", statement.Account.BankId);
        var problem = Assert.Single(result.Problems);
        Assert.Equal((StatementProblemCode.AmountAmbiguous, 20, 40), (problem.Code, problem.Line, problem.Column));
    }

    [Fact]
    public void HeaderInComment_IsReadAndCommentedTransactionIsNot()
    {
        var result = Vectors.Read("header-in-comment.ofx");

        Assert.Equal("OFX 1.0.2 SGML", result.Format);
        var statement = Assert.Single(result.Statements);
        var transaction = Assert.Single(statement.Transactions);
        Assert.Equal(("Compra en tienda", "MXN"), (transaction.Memo, transaction.AmountCurrency));
        Assert.Null(statement.Currency);
        Assert.Null(statement.Account.Number);
        Assert.Null(statement.LedgerBalance);
        Assert.Equal(
            [StatementProblemCode.CurrencyMissing, StatementProblemCode.AccountMissing, StatementProblemCode.BalanceMissing], result.Codes());
    }

    [Theory]
    [InlineData("header-on-one-line.ofx", "OFX 1.5.1 SGML", 2)]
    [InlineData("header-as-elements.ofx", "OFX 1.0.2 SGML", 2)]
    [InlineData("cr-line-ends.ofx", "OFX 1.0.2 SGML", 1)]
    [InlineData("utf-16.ofx", "OFX 2.0.3 XML", 1)]
    [InlineData("two-documents.ofx", "OFX 1.0.2 SGML", 2)]
    public void OddHeaders_AreReadWithoutProblems(string vector, string format, int transactions)
    {
        var result = Vectors.Read(vector);

        Assert.Empty(result.Problems);
        Assert.Equal(format, result.Format);
        Assert.Equal(transactions, result.Statements.Sum(s => s.Transactions.Count));
    }

    [Theory]
    [InlineData("", "OFX")]
    [InlineData("\r\n\n  \t\n", "OFX")]
    [InlineData("OFXHEADER:101\nDATA:OFXSGML\nVERSION: 160\n", "OFX 1.6.0 SGML")]
    [InlineData("<?xml version='1.0' encoding='iso-8859-1'?><?OFX OFXHEADER='200' VERSION='211' SECURITY='NONE'?>", "OFX 2.1.1 XML")]
    [InlineData("<?xml version=\"1.0\"?>", "OFX XML")]
    [InlineData("\uFEFF<?OFX OFXHEADER=\"200\" VERSION=\"230\"?>", "OFX 2.3.0 XML")]
    [InlineData("OFXHEADER:100 DATA:OFXSGML VERSION:103 SECURITY:NONE ENCODING:UTF-8 CHARSET:CSUNICODE ", "OFX 1.0.3 SGML")]
    public void Header_InAnyShapeOrNone_LeavesTheBodyReadable(string header, string format)
    {
        var result = OfxText.Read(OfxText.Bank(OfxText.Transaction("<NAME>Café"), header));

        Assert.Empty(result.Problems);
        Assert.Equal(format, result.Format);
        Assert.Equal("Café", result.Statements[0].Transactions[0].Name);
    }

    [Fact]
    public void DocumentWithoutOfxTag_IsRead()
    {
        var result = OfxText.Read(OfxText.Header + OfxText.BankMessages(OfxText.Transaction()));

        Assert.Empty(result.Problems);
        Assert.Single(Assert.Single(result.Statements).Transactions);
    }

    [Fact]
    public void MisspeltEndTags_LoseNothing()
    {
        var result = Vectors.Read("end-tags-misspelt.ofx");

        var statement = Assert.Single(result.Statements);
        Assert.Equal(["AT&T store #7 < the mall", "JOHN <SMITH> JR"], statement.Transactions.Select(t => t.Name));
        Assert.Equal("A <b> & &amp; c", statement.Transactions[1].Memo);
        Assert.Equal(["1", "2"], statement.Transactions.Select(t => t.Id));
        Assert.Equal(("USD", "CHECKING", 1.00m), (statement.Currency, statement.Account.Type, statement.LedgerBalance?.Amount));
        var problem = Assert.Single(result.Problems);
        Assert.Equal((StatementProblemCode.EndTagMissing, 10), (problem.Code, problem.Line));
    }

    [Fact]
    public void BadRowsAmongGood_KeepsTheGoodAndTellsEachBadOneWithItsLine()
    {
        var result = Vectors.Read("bad-rows-among-good.ofx");

        Assert.Equal([-1.00m, -7.00m, -8.00m], Assert.Single(result.Statements).Transactions.Select(t => t.Amount));
        Assert.Equal(new DateOnly(2024, 1, 7), result.Statements[0].Transactions[1].Posted);
        Assert.Equal(
        [
            (13, StatementProblemCode.DateUnreadable, StatementProblemSeverity.Error),
            (14, StatementProblemCode.AmountMissing, StatementProblemSeverity.Error),
            (15, StatementProblemCode.DateMissing, StatementProblemSeverity.Error),
            (16, StatementProblemCode.AmountUnreadable, StatementProblemSeverity.Error),
            (17, StatementProblemCode.AmountTooLarge, StatementProblemSeverity.Error),
            (18, StatementProblemCode.DateSubstituted, StatementProblemSeverity.Warning),
            (19, StatementProblemCode.IdMissing, StatementProblemSeverity.Warning),
        ],
        result.Problems.Select(p => (p.Line!.Value, p.Code, p.Severity)));
    }

    [Fact]
    public void TransactionWithoutEndTagBeforeABalance_IsKeptAndSoIsTheBalance()
    {
        var result = OfxText.Read(OfxText.Bank("<STMTTRN><DTPOSTED>20240102<TRNAMT>-1<FITID>1\n<LEDGERBAL><BALAMT>7<DTASOF>20240131</LEDGERBAL>"));

        var statement = Assert.Single(result.Statements);
        Assert.Single(statement.Transactions);
        Assert.Equal(7m, statement.LedgerBalance?.Amount);
        Assert.Equal([StatementProblemCode.EndTagMissing], result.Codes());
    }

    [Fact]
    public void HeaderWordsInAValue_AreNotTheNextDocumentsHeader()
    {
        var result = OfxText.Read(OfxText.Bank(OfxText.Transaction("<MEMO>CHARSET:KLINGON")) + OfxText.Bank(OfxText.Transaction()));

        Assert.Empty(result.Problems);
        Assert.Equal(2, result.Statements.Count);
    }

    [Fact]
    public void SecondAccountInOneStatement_GetsItsOwnTransactions()
    {
        var result = Vectors.Read("second-account-in-one-statement.ofx");

        Assert.Equal(["100", "200"], result.Statements.Select(s => s.Account.Number));
        Assert.Equal([-1.00m, -2.00m], result.Statements[0].Transactions.Select(t => t.Amount));
        Assert.Equal((10.00m, 20.00m), (result.Statements[0].LedgerBalance?.Amount, result.Statements[1].LedgerBalance?.Amount));
        Assert.Equal((new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 31)), (result.Statements[0].From, result.Statements[0].To));
        Assert.Equal(("SAVINGS", "USD"), (result.Statements[1].Account.Type, result.Statements[1].Currency));
        Assert.Equal([StatementProblemCode.AccountChanged], result.Codes());
    }

    [Fact]
    public void SecondAccountWithoutEndTag_GetsItsOwnTransactionsToo()
    {
        var result = OfxText.Read("<OFX><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>1<BANKTRANLIST>" + OfxText.Transaction(id: "a") + "</BANKTRANLIST>"
            + "<CCACCTFROM><ACCTID>2</ACCTI><BANKTRANLIST>" + OfxText.Transaction(id: "b") + "</BANKTRANLIST></CCSTMTRS></OFX>");

        Assert.Equal([("1", "a"), ("2", "b")], result.Statements.Select(s => (s.Account.Number, s.Transactions[0].Id)));
        Assert.All(result.Statements, s => Assert.Equal(StatementAccountKind.CreditCard, s.Account.Kind));
    }

    [Fact]
    public void SameAccountNamedTwice_IsOneStatement()
    {
        var result = OfxText.Read(OfxText.Bank(OfxText.Transaction() + "</BANKTRANLIST>" + OfxText.Account + "<BANKTRANLIST>" + OfxText.Transaction()));

        Assert.Empty(result.Problems);
        Assert.Equal(2, Assert.Single(result.Statements).Transactions.Count);
    }

    [Fact]
    public void AccountWithinATransaction_NeitherEndsItNorMovesIt()
    {
        var result = OfxText.Read(OfxText.Bank(OfxText.Transaction("<BANKACCTFROM><BANKID>9<ACCTID>99</BANKACCTFROM><MEMO>m")));

        Assert.Empty(result.Problems);
        var statement = Assert.Single(result.Statements);
        Assert.Equal(("2", "m"), (statement.Account.Number, statement.Transactions[0].Memo));
    }

    [Fact]
    public void CardStatementWithBankAccount_IsACard()
    {
        var result = OfxText.Read("<OFX><CCSTMTRS><CURDEF>USD" + OfxText.Account + "</CCSTMTRS></OFX>");

        Assert.Equal(StatementAccountKind.CreditCard, Assert.Single(result.Statements).Account.Kind);
    }

    [Fact]
    public void TwoStatementsInOneWrapper_AreTwoStatements()
    {
        const string Statement = "<STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>1<ACCTID>{0}</BANKACCTFROM><BANKTRANLIST>{1}</BANKTRANLIST></STMTRS>";
        var result = OfxText.Read("<OFX><BANKMSGSRSV1><STMTTRNRS>"
            + string.Format(Statement, "A", OfxText.Transaction(id: "1"))
            + string.Format(Statement, "B", OfxText.Transaction(id: "2"))
            + "</STMTTRNRS></BANKMSGSRSV1></OFX>");

        Assert.Equal([("A", "1"), ("B", "2")], result.Statements.Select(s => (s.Account.Number, s.Transactions[0].Id)));
    }

    [Fact]
    public void ElementsOutOfOrder_AreRead()
    {
        var result = OfxText.Read("<OFX><STMTRS><LEDGERBAL><DTASOF>20240131<BALAMT>5</LEDGERBAL><BANKTRANLIST><STMTTRN><FITID>1<MEMO>m"
            + "<TRNAMT>2<DTPOSTED>20240102<TRNTYPE>DEP</STMTTRN></BANKTRANLIST>" + OfxText.Account + "<CURDEF>EUR</STMTRS></OFX>");

        Assert.Empty(result.Problems);
        var statement = Assert.Single(result.Statements);
        Assert.Equal(("EUR", "2", 5m), (statement.Currency, statement.Account.Number, statement.LedgerBalance?.Amount));
        Assert.Equal("m", statement.Transactions[0].Memo);
    }

    [Fact]
    public void PayeeOfPlainText_IsTheName() => Assert.Equal("Joe's shop", OfxText.ReadOne("<PAYEE>Joe's shop").Name);

    [Fact]
    public void PayeeWithoutEndTag_DoesNotSwallowWhatFollows()
    {
        var transaction = OfxText.ReadOne("<PAYEE><NAME>Joe<ADDR1>Street 1<MEMO>lunch<CHECKNUM>7");

        Assert.Equal(("Joe", "lunch", "7"), (transaction.Name, transaction.Memo, transaction.CheckNumber));
    }

    [Fact]
    public void TwoCurrencies_AreToldApart()
    {
        var transaction = OfxText.ReadOne("<CURRENCY><CURRATE>1.5<CURSYM>eur</CURRENCY><ORIGCURRENCY><CURSYM>GBP</ORIGCURRENCY>");

        Assert.Equal(("EUR", "GBP", 1.5m), (transaction.AmountCurrency, transaction.OriginalCurrency, transaction.CurrencyRate));
    }

    [Fact]
    public void OtherAccount_DoesNotChangeTheStatementsOwn()
    {
        var result = OfxText.Read(OfxText.Bank(OfxText.Transaction("<BANKACCTTO><BANKID>9<ACCTID>99</BANKACCTTO>") + OfxText.Transaction()));

        Assert.Equal(("1", "2"), (result.Statements[0].Account.BankId, result.Statements[0].Account.Number));
        Assert.Equal(2, result.Statements[0].Transactions.Count);
    }

    [Fact]
    public void UnknownAggregate_IsPassedOverWithAllItHolds()
    {
        var transaction = OfxText.ReadOne("<X.LIST><X.ITEM><MEMO>theirs</MEMO></X.ITEM></X.LIST><MEMO>ours");

        Assert.Equal("ours", transaction.Memo);
    }

    [Fact]
    public void UnknownEmptyElement_DoesNotSwallowWhatFollows()
    {
        var transaction = OfxText.ReadOne("<X.FLAG><MEMO>ours<X.FLAG><NAME>n");

        Assert.Equal(("ours", "n"), (transaction.Memo, transaction.Name));
    }

    [Theory]
    [InlineData("<MEMO>a & b", "a & b")]
    [InlineData("<MEMO>a &amp; b &lt;c&gt;", "a & b <c>")]
    [InlineData("<MEMO>&nbsp;a&nbsp;b", "a b")]
    [InlineData("<MEMO>caf&eacute; &#8364;5 &#x20AC;6", "café €5 €6")]
    [InlineData("<MEMO>&unknown; &#xD800; &", "&unknown; &#xD800; &")]
    [InlineData("<MEMO>1 < 2 <3 and x<y", "1 < 2 <3 and x<y")]
    [InlineData("<MEMO>see <a@b.example> or <http://b>", "see <a@b.example> or <http://b>")]
    [InlineData("<MEMO>if a <b then c> d", "if a <b then c> d")]
    [InlineData("<MEMO>one<!-- two -->three", "onethree")]
    [InlineData("<MEMO><![CDATA[<b>&amp;</b>]]> tail", "<b>&amp;</b> tail")]
    [InlineData("<MEMO>first\r\n   second\r\n", "first second")]
    [InlineData("<MEMO>two  blanks", "two  blanks")]
    [InlineData("<MEMO>tab\there\u0007bell", "tab herebell")]
    [InlineData("<MEMO >padded tag</MEMO >", "padded tag")]
    [InlineData("<memo>lower</Memo>", "lower")]
    [InlineData("<MEMO xml:lang=\"en\">attribute</MEMO>", "attribute")]
    [InlineData("<MEMO/><MEMO>second", "second")]
    [InlineData("<MEMO><MEMO>second", "second")]
    [InlineData("<MEMO>first<MEMO>second", "first")]
    [InlineData("<MEMO>  ", null)]
    public void Value_IsReadAsAPersonWould(string fields, string? memo) => Assert.Equal(memo, OfxText.ReadOne(fields).Memo);

    [Fact]
    public void DateWithoutUsableDay_LeavesOutOnlyThatTransaction()
    {
        var result = OfxText.Read(OfxText.Bank(OfxText.Transaction(date: "20240230", id: "bad") + OfxText.Transaction(id: "good")));

        Assert.Equal(["good"], result.Statements[0].Transactions.Select(t => t.Id));
    }

    [Fact]
    public void NulBytes_AreLeftOutAndTold()
    {
        var result = OfxText.Read(OfxText.Bank(OfxText.Transaction("<NAME>A\0CME") + "\0\0<STM\0TTRN>\0<DTPOSTED>20240101<TRNAMT>1<FITID>2</STMTTRN>"));

        Assert.Equal(["ACME", null], result.Statements[0].Transactions.Select(t => t.Name));
        Assert.Equal([StatementProblemCode.NulBytes], result.Codes());
    }

    [Fact]
    public void EntityDefinitions_AreNeitherExpandedNorFetched()
    {
        var result = OfxText.Read("""
            <?xml version="1.0"?>
            <!DOCTYPE OFX SYSTEM "file:///etc/passwd" [ <!ENTITY a "aaaaaaaaaa"> <!ENTITY b "&a;&a;&a;"> <!ENTITY c SYSTEM "file:///etc/passwd"> ] >
            """ + OfxText.Bank(OfxText.Transaction("<MEMO>&b; &c;"), header: ""));

        Assert.Equal("&b; &c;", result.Statements[0].Transactions[0].Memo);
        Assert.Equal([StatementProblemCode.DocumentTypeIgnored], result.Codes());
    }

    [Fact]
    public void InvestmentBesideBank_GivesTheBankStatementAndTellsTheRest()
    {
        var result = OfxText.Read("<OFX>" + OfxText.BankMessages(OfxText.Transaction()) + "<INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS>"
            + "<INVTRANLIST><INVBANKTRAN>" + OfxText.Transaction() + "</INVBANKTRAN></INVTRANLIST></INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1></OFX>");

        Assert.Single(Assert.Single(result.Statements).Transactions);
        Assert.Equal([StatementProblemCode.StatementNotRead], result.Codes());
    }
}
