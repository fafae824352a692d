namespace Tributary.Statements.Tests.Ofx;

public sealed class ByTheBookTests
{
    [Fact]
    public void Sgml_GivesFormatInstitutionAccountPeriodAndBalances()
    {
        var result = Vectors.Read("bank-sgml-102.ofx");

        Assert.Empty(result.Problems);
        Assert.Equal("OFX 1.0.2 SGML", result.Format);
        Assert.Equal(new StatementInstitution { Organization = "Harbour Bank", Id = "4711" }, result.Institution);
        var statement = Assert.Single(result.Statements);
        Assert.Equal(
            new StatementAccount
            {
                Kind = StatementAccountKind.Bank, Type = "CHECKING", BankId = "121000248", BranchId = "07", Number = "0009876543",
            },
            statement.Account);
        Assert.Equal("USD", statement.Currency);
        Assert.Equal(new DateOnly(2024, 3, 1), statement.From);
        Assert.Equal(new DateOnly(2024, 3, 31), statement.To);
        Assert.Equal(
            new StatementBalance
            {
                Amount = 4210.56m, AsOf = new DateOnly(2024, 3, 31), AsOfInstant = new DateTimeOffset(2024, 3, 31, 17, 0, 0, TimeSpan.Zero),
            },
            statement.LedgerBalance);
        Assert.Equal(new StatementBalance { Amount = 4010.56m, AsOf = new DateOnly(2024, 3, 31) }, statement.AvailableBalance);
    }

    [Fact]
    public void Sgml_GivesEveryFieldOfTransactions()
    {
        var transactions = Vectors.Read("bank-sgml-102.ofx").Statements[0].Transactions;

        Assert.Equal(
        [
            new StatementTransaction
            {
                Id = "20240304-1", Kind = StatementTransactionKind.Check, TypeText = "CHECK", Posted = new DateOnly(2024, 3, 4),
                PostedText = "20240304", UserDate = new DateOnly(2024, 3, 1), Amount = -200.00m, CheckNumber = "1025", ReferenceNumber = "R-77",
                Name = "CHECK PAID", Line = 44,
            },
            new StatementTransaction
            {
                Id = "20240329-1", Kind = StatementTransactionKind.DirectDeposit, TypeText = "DIRECTDEP", Posted = new DateOnly(2024, 3, 29),
                PostedText = "20240329230000.000[-5:EST]", PostedAt = new DateTimeOffset(2024, 3, 30, 4, 0, 0, TimeSpan.Zero),
                AvailableDate = new DateOnly(2024, 4, 1), Amount = 1523.07m, ServerId = "SRV9", Sic = "6011", PayeeId = "P1",
                Name = "ACME PAYROLL", ExtendedName = "ACME PAYROLL SERVICES OF OHIO, INC.", Memo = "MARCH & BONUS", Line = 54,
            },
            new StatementTransaction
            {
                Id = "20240330-1", Kind = StatementTransactionKind.PointOfSale, TypeText = "POS", Posted = new DateOnly(2024, 3, 30),
                PostedText = "20240330120000", PostedAt = new DateTimeOffset(2024, 3, 30, 12, 0, 0, TimeSpan.Zero), Amount = -18.40m,
                Correction = new StatementCorrection("20240311-4", StatementCorrectionAction.Replace), Name = "CAFE RIO",
                OriginalCurrency = "EUR", CurrencyRate = 1.0842m, Line = 67,
            },
        ],
        transactions);
    }

    [Fact]
    public void Xml_GivesBankAndCardStatementsAndPendingTransactions()
    {
        var result = Vectors.Read("bank-and-card-xml-220.ofx");

        Assert.Empty(result.Problems);
        Assert.Equal("OFX 2.2.0 XML", result.Format);
        Assert.Equal("Caisse de la Côte", result.Institution.Organization);
        Assert.Equal(2, result.Statements.Count);
        var (bank, card) = (result.Statements[0], result.Statements[1]);
        Assert.Equal(("Épicerie \"Chez Zoë\"", "fruits <bio> été"), (bank.Transactions[0].Name, bank.Transactions[0].Memo));
        var pending = Assert.Single(bank.PendingTransactions);
        Assert.Equal((true, null, new DateOnly(2024, 5, 9), -60.00m), (pending.IsPending, pending.Id, pending.Posted, pending.Amount));
        Assert.Equal(StatementTransactionKind.Hold, pending.Kind);
        Assert.Equal((StatementAccountKind.CreditCard, "4500111122223333"), (card.Account.Kind, card.Account.Number));
        Assert.Equal(-562.00m, card.LedgerBalance?.Amount);
        Assert.Equal(["c1", "c2"], card.Transactions.Select(t => t.Id));
        Assert.Equal(("USD", 1.36m), (card.Transactions[1].AmountCurrency, card.Transactions[1].CurrencyRate));
    }

    [Fact]
    public void Qfx_GivesIntuitBankIdAndPassesOverVendorTags()
    {
        var result = Vectors.Read("quicken.qfx");

        Assert.Empty(result.Problems);
        Assert.Equal("03456", result.Institution.IntuitBankId);
        var transaction = Assert.Single(Assert.Single(result.Statements).Transactions);
        Assert.Equal(("SUPER FOOD STO", "70000013255 GROCERY"), (transaction.Name, transaction.Memo));
    }

    [Theory]
    [InlineData("INT", StatementTransactionKind.Interest)]
    [InlineData("SRVCHG", StatementTransactionKind.ServiceCharge)]
    [InlineData("atm", StatementTransactionKind.CashMachine)]
    [InlineData("REPEATPMT", StatementTransactionKind.RepeatingPayment)]
    [InlineData("PIX", StatementTransactionKind.Unknown)]
    public void TransactionType_IsKnownInAnyCaseAndKeptAsWritten(string type, StatementTransactionKind kind)
    {
        var result = OfxText.Read(OfxText.Bank($"<STMTTRN><TRNTYPE>{type}<DTPOSTED>20240101<TRNAMT>1<FITID>1</STMTTRN>"));

        var transaction = result.Statements[0].Transactions[0];
        Assert.Equal((kind, type), (transaction.Kind, transaction.TypeText));
    }

    [Fact]
    public void Sign_ComesFromTheAmountNotFromTheType()
    {
        var result = OfxText.Read(OfxText.Bank("<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240101<TRNAMT>5.00<FITID>1</STMTTRN>"));

        Assert.Equal(5.00m, result.Statements[0].Transactions[0].Amount);
    }

    [Fact]
    public void RepeatedIds_StayAsTheyAre()
    {
        var result = OfxText.Read(OfxText.Bank(OfxText.Transaction(id: "0") + OfxText.Transaction(id: "0") + OfxText.Transaction(id: "0")));

        Assert.Equal(["0", "0", "0"], result.Statements[0].Transactions.Select(t => t.Id));
    }

    [Fact]
    public void Correction_ThatDeletes_IsToldApart()
    {
        var transaction = OfxText.ReadOne("<CORRECTFITID>old<CORRECTACTION>DELETE");

        Assert.Equal(new StatementCorrection("old", StatementCorrectionAction.Delete), transaction.Correction);
    }
}
