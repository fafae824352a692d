using System.Text;
using Tributary.Connectors.Files;
using Tributary.Core.Accounts;
using Tributary.Core.Connectors;
using Tributary.Core.Imports;
using Tributary.Core.Institutions;
using Tributary.Core.Money;
using Tributary.Core.Secrets;
using Tributary.Core.Transactions;

namespace Tributary.Connectors.Tests.Files;

/// <summary>
/// What a statement file becomes in the words of institutions; how its bytes are read is proved by the reader's own tests.
/// </summary>
public sealed class StatementFileReaderTests
{
    [Fact]
    public async Task BankStatement_KeepsWhatTheFileSays()
    {
        var file = await ReadVectorAsync("bank-sgml-102.ofx");

        var statement = Assert.Single(file.Statements);
        Assert.Empty(file.Problems);
        Assert.Equal("org:harbour bank/4711", statement.Source);
        Assert.Equal("Harbour Bank", statement.SourceName);
        var account = statement.Account;
        Assert.Equal("121000248/0009876543", account.Key);
        Assert.Equal("0009876543", account.Number);
        Assert.Equal("Checking …6543", account.Name);
        Assert.Equal(AccountType.Checking, account.Type);
        Assert.Equal(Currency.Usd, account.Currency);
        Assert.Equal(4210.56m, account.Balance);
        Assert.Equal(new DateOnly(2024, 3, 31), account.BalanceDate);
        Assert.Equal(new DateTimeOffset(2024, 3, 31, 17, 0, 0, TimeSpan.Zero), account.BalanceAt);
        Assert.Equal(new DepositDetail { AvailableBalance = 4010.56m }, account.Detail);
        Assert.Equal(new Coverage(new DateOnly(2024, 3, 1), new DateOnly(2024, 3, 31), IncludesPending: false), account.Coverage);
        Assert.Equal(
            [
                new ReportedTransaction
                {
                    InstitutionTransactionId = "20240304-1",
                    Amount = -200,
                    PostedDate = new DateOnly(2024, 3, 4),
                    TransactionDate = new DateOnly(2024, 3, 1),
                    Description = "CHECK PAID",
                    Type = TransactionType.Check,
                    CheckNumber = "1025",
                    ReferenceNumber = "R-77",
                },
                new ReportedTransaction
                {
                    InstitutionTransactionId = "20240329-1",
                    Amount = 1523.07m,
                    PostedDate = new DateOnly(2024, 3, 29),
                    Description = "ACME PAYROLL",
                    Memo = "MARCH & BONUS",
                    Type = TransactionType.DirectDeposit,
                    Sic = "6011",
                },
                new ReportedTransaction
                {
                    InstitutionTransactionId = "20240330-1",
                    Amount = -18.40m,
                    PostedDate = new DateOnly(2024, 3, 30),
                    Description = "CAFE RIO",
                    Type = TransactionType.PointOfSale,
                    Correction = new Correction("20240311-4", Deletes: false),
                },
            ],
            account.Transactions);
    }

    [Fact]
    public async Task BankAndCardInOneFile_ShareASource()
    {
        var file = await ReadVectorAsync("bank-and-card-xml-220.ofx");

        Assert.Equal(2, file.Statements.Count);
        Assert.Single(file.Statements.Select(statement => statement.Source).Distinct());
        var savings = file.Statements[0].Account;
        Assert.Equal("003/55501", savings.Key);
        Assert.Equal("Savings …5501", savings.Name);
        Assert.Equal(Currency.Parse("CAD"), savings.Currency);
        Assert.True(savings.Coverage!.IncludesPending);
        var hold = savings.Transactions[^1];
        Assert.True(hold.IsPending);
        Assert.Equal(new DateOnly(2024, 5, 9), hold.PostedDate);
        Assert.Equal("STATION 12", hold.Description);
        Assert.Null(hold.InstitutionTransactionId);

        var card = file.Statements[1].Account;
        Assert.Equal("4500111122223333", card.Key);
        Assert.Equal("Credit card …3333", card.Name);
        Assert.Equal(AccountType.CreditCard, card.Type);
        Assert.Equal(-562, card.Balance);
        Assert.False(card.Coverage!.IncludesPending);
        Assert.Equal(Currency.Usd, card.Transactions[1].Currency);
        Assert.Null(card.Transactions[0].Currency);
    }

    [Theory]
    [InlineData("bad-rows-among-good.ofx")]
    [InlineData("truncated.ofx")]
    public async Task FileThatLostSomething_KeepsTheGood_AndClaimsNoDaysToBeComplete(string name)
    {
        var file = await ReadVectorAsync(name);

        Assert.Contains(file.Problems, problem => problem is { IsError: true, Line: > 1 });
        Assert.NotEmpty(file.Statements.SelectMany(statement => statement.Account.Transactions));
        Assert.All(file.Statements, statement => Assert.Null(statement.Account.Coverage));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<DTSTART>20240301")]
    [InlineData("<DTSTART>20240331<DTEND>20240301")]
    [InlineData("<DTSTART>20240331<DTEND>20240331")]
    [InlineData("<DTSTART>20240101<DTEND>20240304")]
    public async Task PeriodThatIsMissingOrContradicted_ClaimsNothing(string dates)
    {
        var account = await ReadAccountAsync(Ofx(dates: dates));

        Assert.Null(account.Coverage);
        Assert.Single(account.Transactions);
    }

    [Fact]
    public async Task FileWithoutCurrency_IsTakenAsDollars_AndSaysSo()
    {
        var file = await ReadAsync(Ofx(currency: ""));

        Assert.Equal(Currency.Usd, Assert.Single(file.Statements).Account.Currency);
        var problem = Assert.Single(file.Problems);
        Assert.False(problem.IsError);
        Assert.Contains("USD was taken", problem.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<NAME>SHOP<MEMO>CARD 1", "SHOP", "CARD 1")]
    [InlineData("<MEMO>CARD 1", "CARD 1", null)]
    [InlineData("", "", null)]
    public async Task Description_IsTheName_OrElseTheMemo_OrElseEmpty(string elements, string description, string? memo)
    {
        var transaction = Assert.Single((await ReadAccountAsync(Ofx(transaction: elements))).Transactions);

        Assert.Equal(description, transaction.Description);
        Assert.Equal(memo, transaction.Memo);
    }

    [Theory]
    [InlineData("<FI><ORG>Harbour Bank<FID>12</FI><INTU.BID>3000", "org:harbour bank/12", "Harbour Bank")]
    [InlineData("<FI><ORG>HARBOUR BANK<FID>12</FI>", "org:harbour bank/12", "HARBOUR BANK")]
    [InlineData("<FI><FID>12</FI>", "fid:12", "Institution 12")]
    [InlineData("<INTU.BID>3000", "intu.bid:3000", "Institution 3000")]
    [InlineData("", "bankid:111", "Bank 111")]
    public async Task Source_IsTheFirstThingThatNamesTheBank(string signOn, string source, string name)
    {
        var statement = Assert.Single((await ReadAsync(Ofx(signOn: signOn))).Statements);

        Assert.Equal(source, statement.Source);
        Assert.Equal(name, statement.SourceName);
    }

    [Fact]
    public async Task CardBesideABankAccount_OfAFileThatNamesNoBank_SharesItsSource()
    {
        const string card = """
            <CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>EUR<CCACCTFROM><ACCTID>4500111122223333</CCACCTFROM>
            <LEDGERBAL><BALAMT>-5.00<DTASOF>20240331</LEDGERBAL></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>
            """;
        var file = await ReadAsync(Ofx(signOn: "").Replace("</OFX>", card, StringComparison.Ordinal));

        Assert.Equal(["bankid:111", "bankid:111"], file.Statements.Select(statement => statement.Source));
    }

    [Theory]
    [InlineData("CHECKING", AccountType.Checking)]
    [InlineData("SAVINGS", AccountType.Savings)]
    [InlineData("MONEYMRKT", AccountType.MoneyMarket)]
    [InlineData("CREDITLINE", AccountType.LineOfCredit)]
    [InlineData("CD", AccountType.CertificateOfDeposit)]
    [InlineData("GIRO", AccountType.Unknown)]
    public async Task AccountType_IsTheFiles(string written, AccountType type) =>
        Assert.Equal(type, (await ReadAccountAsync(Ofx(accountType: written))).Type);

    [Fact]
    public async Task DeletingCorrection_IsTold()
    {
        var account = await ReadAccountAsync(Ofx(transaction: "<CORRECTFITID>old<CORRECTACTION>DELETE"));

        Assert.Equal(new Correction("old", Deletes: true), Assert.Single(account.Transactions).Correction);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Dear diary, nothing happened.")]
    [InlineData("%PDF-1.7 ...")]
    public async Task FileThatIsNoStatement_GivesNothingButAProblem(string text)
    {
        var file = await ReadAsync(text);

        Assert.Null(file.Format);
        Assert.Empty(file.Statements);
        Assert.True(Assert.Single(file.Problems).IsError);
    }

    [Fact]
    public async Task EveryVector_IsRead_WithPlausiblePlacesOfProblems()
    {
        foreach (var path in Directory.GetFiles(VectorFolder).Where(path => Path.GetExtension(path) is ".ofx" or ".qfx"))
        {
            await using var stream = File.OpenRead(path);
            var file = await new StatementFileReader().ReadAsync(stream, TestContext.Current.CancellationToken);
            Assert.True(file.Statements.Count > 0 || file.Problems.Any(problem => problem.IsError), path);
            Assert.All(file.Problems, problem => Assert.True(problem is { Line: >= 1, Column: >= 1 }, path));
            Assert.All(file.Statements, statement => Assert.NotEqual("", statement.Account.Key));
        }
    }

    [Fact]
    public async Task StatementFiles_AreAnUnlistedInstitutionWithoutLoginForm_ThatLetsNobodyIn()
    {
        var connector = new FilesConnector();

        var institution = Assert.Single(connector.Institutions);
        Assert.Equal(90001, institution.Id.Value);
        Assert.False(institution.IsListed);
        Assert.Empty(institution.LoginForm);
        var request = new SignInRequest
        {
            Institution = institution,
            Credentials = new Credentials(new Dictionary<string, Secret>()),
            From = default,
        };
        Assert.IsType<SignInResult.Refused>(await connector.SignInAsync(request, new Questioned(), TestContext.Current.CancellationToken));
    }

    private static string VectorFolder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Tributary.slnx")))
                folder = folder.Parent ?? throw new InvalidOperationException("No repository above the tests.");
            return Path.Combine(folder.FullName, "tests", "vectors", "ofx");
        }
    }

    private static async Task<StatementFile> ReadVectorAsync(string name)
    {
        await using var stream = File.OpenRead(Path.Combine(VectorFolder, name));
        return await new StatementFileReader().ReadAsync(stream, TestContext.Current.CancellationToken);
    }

    private static async Task<StatementFile> ReadAsync(string text) =>
        await new StatementFileReader().ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);

    private static async Task<ReportedAccount> ReadAccountAsync(string text) => Assert.Single((await ReadAsync(text)).Statements).Account;

    private static string Ofx(
        string signOn = "<FI><ORG>Harbour Bank</FI>",
        string currency = "<CURDEF>EUR",
        string accountType = "CHECKING",
        string dates = "<DTSTART>20240301<DTEND>20240331",
        string transaction = "<NAME>SHOP") => $"""
        OFXHEADER:100
        DATA:OFXSGML
        VERSION:102

        <OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS>{signOn}</SONRS></SIGNONMSGSRSV1>
        <BANKMSGSRSV1><STMTTRNRS><STMTRS>{currency}
        <BANKACCTFROM><BANKID>111<ACCTID>22223333<ACCTTYPE>{accountType}</BANKACCTFROM>
        <BANKTRANLIST>{dates}
        <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240305<TRNAMT>-10.00<FITID>1{transaction}</STMTTRN>
        </BANKTRANLIST>
        <LEDGERBAL><BALAMT>90.00<DTASOF>20240331</LEDGERBAL>
        </STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
        """;
}
