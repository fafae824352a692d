using Tributary.Core.Categories;
using Tributary.Core.Connectors;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.SignIn;
using Tributary.Core.Transactions;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Categories;

/// <summary>Categories through the engine and its store: at ingestion, by customers' corrections, and when rules change.</summary>
public sealed class PaymentCategoriesTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    private static readonly Categorizer Other =
        Categorizer.With(CategoryRuleFile.Read("mine", "[Business Services]\ncorner market", isOperators: true));

    [Fact]
    public async Task PendingThatPostsUnderAnotherName_IsCategorizedAnew()
    {
        await using var engine = await TestEngine.StartAsync();
        var customer = await engine.AddCustomerAsync();
        var login = await AddAsync(engine, customer, Reports.Transaction("1", -5m, Day, "PENDING 0042", pending: true));
        Assert.Equal("Uncategorized", Assert.Single(await CategoriesAsync(engine, customer)));

        engine.Bank.Accounts = [Reports.Account("111", Reports.Transaction("1", -5m, Day, "STARBUCKS 0042"))];
        await engine.Aggregator.RefreshAsync(customer, login, mayAsk: true, CancellationToken.None);

        Assert.Equal("Coffee Shops", Assert.Single(await CategoriesAsync(engine, customer)));
    }

    [Fact]
    public async Task Correction_HoldsForThePayeeAndDirection_PastAndToCome_UntilItIsTakenBack()
    {
        await using var engine = await TestEngine.StartAsync();
        var customer = await engine.AddCustomerAsync();
        var neighbour = await engine.Customers.AddAsync(customer.PartnerId, "neighbour", new CustomerDetails(), CustomerType.Testing, CancellationToken.None);
        ReportedTransaction[] first =
        [
            Reports.Transaction("1", -5m, Day, "STARBUCKS #12 SEATTLE WA"),
            Reports.Transaction("2", -6m, Day.AddDays(1), "STARBUCKS STORE 99"),
            Reports.Transaction("3", 6m, Day.AddDays(2), "STARBUCKS STORE 99"),
            Reports.Transaction("4", -7m, Day.AddDays(3), "SAFEWAY 12"),
        ];
        await AddAsync(engine, neighbour, first);
        var login = await AddAsync(engine, customer, first);
        var categories = new PaymentCategories(engine.Store, Categorizer.Shipped, engine.Clock);
        var second = (await engine.TransactionsAsync(customer)).Items[1];

        var rule = await categories.CorrectAsync(customer.Id, second.Id, "gift", CancellationToken.None);
        await WorkAllAsync(categories);
        engine.Bank.Accounts = [Reports.Account("111", [.. first, Reports.Transaction("5", -8m, Day.AddDays(4), "STARBUCKS RESERVE")])];
        await engine.Aggregator.RefreshAsync(customer, login, mayAsk: true, CancellationToken.None);

        Assert.Equal(("Starbucks", -1, "Gift"), (rule.Payee, rule.Sign, rule.Category.Name));
        Assert.Equal(["Gift", "Gift", "Coffee Shops", "Groceries", "Gift"], await CategoriesAsync(engine, customer));
        Assert.Equal(["Coffee Shops", "Coffee Shops", "Coffee Shops", "Groceries"], await CategoriesAsync(engine, neighbour));

        await categories.WithdrawAsync(customer.Id, rule.Id, CancellationToken.None);
        await WorkAllAsync(categories);

        Assert.Empty(await categories.ListRulesAsync(customer.Id, CancellationToken.None));
        Assert.Equal(["Coffee Shops", "Coffee Shops", "Coffee Shops", "Groceries", "Coffee Shops"], await CategoriesAsync(engine, customer));
    }

    [Fact]
    public async Task SecondCorrection_TakesThePlaceOfTheFirst()
    {
        await using var engine = await TestEngine.StartAsync();
        var customer = await engine.AddCustomerAsync();
        await AddAsync(engine, customer, Reports.Transaction("1", -5m, Day, "STARBUCKS"), Reports.Transaction("2", -6m, Day, "STARBUCKS"));
        var categories = new PaymentCategories(engine.Store, Categorizer.Shipped, engine.Clock);
        var both = (await engine.TransactionsAsync(customer)).Items;

        await categories.CorrectAsync(customer.Id, both[0].Id, "Gift", CancellationToken.None);
        var last = await categories.CorrectAsync(customer.Id, both[1].Id, "Travel", CancellationToken.None);
        await WorkAllAsync(categories);

        Assert.Equal([last], await categories.ListRulesAsync(customer.Id, CancellationToken.None));
        Assert.Equal(["Travel", "Travel"], await CategoriesAsync(engine, customer));
    }

    [Theory]
    [InlineData("0042 17", "0043 18")]
    [InlineData("COMPRA COM CARTÃO", "COMPRA COM CARTÃO")]
    [InlineData("Check 5010", "Check 5010")]
    [InlineData("Transfer", "Transfer")]
    [InlineData("Deposit", "Deposit")]
    [InlineData("VIREMENT", "VIREMENT")]
    [InlineData("Account Transaction", "Account Transaction")]
    [InlineData("DEPÓSITO ONLINE", "DEPÓSITO ONLINE")]
    [InlineData("Interest Paid", "Interest Paid")]
    [InlineData("Payment Received - Thank You", "Payment Received - Thank You")]
    [InlineData("ON-LINE PAYMENT", "ON-LINE PAYMENT")]
    [InlineData("Mobile Check Deposit", "Mobile Check Deposit")]
    [InlineData("ATM SURCHARGE", "ATM SURCHARGE")]
    [InlineData("KONTOFÜHRUNGSGEBÜHREN", "KONTOFÜHRUNGSGEBÜHREN")]
    [InlineData("KONTOFUEHRUNGSGEBUEHREN", "KONTOFUEHRUNGSGEBUEHREN")]
    [InlineData("ÜBERWEISUNG AUF IHR KONTO", "ÜBERWEISUNG AUF IHR KONTO")]
    public async Task CorrectionOfOneThatNamesNobody_HoldsForItAlone(string one, string other)
    {
        await using var engine = await TestEngine.StartAsync();
        var customer = await engine.AddCustomerAsync();
        await AddAsync(engine, customer, Reports.Transaction("1", -5m, Day, one), Reports.Transaction("2", -6m, Day.AddDays(1), other));
        var categories = new PaymentCategories(engine.Store, Categorizer.Shipped, engine.Clock);

        var rule = await categories.CorrectAsync(customer.Id, (await engine.TransactionsAsync(customer)).Items[0].Id, "Gift", CancellationToken.None);
        await WorkAllAsync(categories);

        Assert.Null(rule.PayeeKey);
        var told = (await CategoriesAsync(engine, customer)).ToArray();
        Assert.Equal("Gift", told[0]);
        Assert.NotEqual("Gift", told[1]);
    }

    [Theory]
    [InlineData("TRANSFER TO JANE DOE")]
    [InlineData("CHECK INTO CASH LOANSTER")]
    [InlineData("VIREMENT SOPHIE MARTIN")]
    [InlineData("POS PURCHASE TARGET")]
    [InlineData("PIX ENVIADO ZQ WVX")]
    public async Task CorrectionOfOneThatNamesSomebody_HoldsForOthers(string description)
    {
        await using var engine = await TestEngine.StartAsync();
        var customer = await engine.AddCustomerAsync();
        await AddAsync(engine, customer, Reports.Transaction("1", -5m, Day, description), Reports.Transaction("2", -6m, Day.AddDays(1), description));
        var categories = new PaymentCategories(engine.Store, Categorizer.Shipped, engine.Clock);

        await categories.CorrectAsync(customer.Id, (await engine.TransactionsAsync(customer)).Items[0].Id, "Gift", CancellationToken.None);
        await WorkAllAsync(categories);

        Assert.Equal(["Gift", "Gift"], await CategoriesAsync(engine, customer));
    }

    /// <summary>A list that grows too long would make customers say everything twice.</summary>
    [Fact]
    public void NamesThatRulesKnow_AreSeldomWordsOfAMovement()
    {
        var names = ShippedRules.Files
            .SelectMany(file => CategoryRuleFile.Read(file, ShippedRules.ReadText(file), isOperators: false).Rules)
            .Select(rule => rule.Payee).OfType<string>().Distinct().ToArray();

        var taken = names.Where(name => !PayeeName.NamesSomebody(name)).ToArray();

        Assert.True(taken.Length * 100 < names.Length, string.Join(", ", taken));
    }

    [Fact]
    public async Task Correction_IsRefused_ForAnUnknownCategory_AndForSomebodyElsesTransaction()
    {
        await using var engine = await TestEngine.StartAsync();
        var customer = await engine.AddCustomerAsync();
        var neighbour = await engine.Customers.AddAsync(customer.PartnerId, "neighbour", new CustomerDetails(), CustomerType.Testing, CancellationToken.None);
        await AddAsync(engine, customer, Reports.Transaction("1", -5m, Day));
        var categories = new PaymentCategories(engine.Store, Categorizer.Shipped, engine.Clock);
        var id = (await engine.TransactionsAsync(customer)).Items[0].Id;

        var unknown = await Assert.ThrowsAsync<TributaryException>(() => categories.CorrectAsync(customer.Id, id, "Cofee Shops", CancellationToken.None));
        var far = await Assert.ThrowsAsync<TributaryException>(() => categories.CorrectAsync(customer.Id, id, "Spaceship", CancellationToken.None));
        var foreign = await Assert.ThrowsAsync<TributaryException>(() => categories.CorrectAsync(neighbour.Id, id, "Gift", CancellationToken.None));
        var rule = await categories.CorrectAsync(customer.Id, id, "Gift", CancellationToken.None);
        var taken = await Assert.ThrowsAsync<TributaryException>(() => categories.WithdrawAsync(neighbour.Id, rule.Id, CancellationToken.None));

        Assert.Equal((ErrorCatalogue.CategoryNotFound, "Cofee Shops; the nearest is Coffee Shops"), (unknown.Error, unknown.Subject));
        Assert.Equal("Spaceship", far.Subject);
        Assert.Equal(ErrorCatalogue.TransactionNotFound, foreign.Error);
        Assert.Equal(ErrorCatalogue.CategoryRuleNotFound, taken.Error);
    }

    [Fact]
    public async Task ChangedRules_ReachAllHistory_InPieces_AlsoAfterARestart_AndNobodyIsTold()
    {
        const int many = (2 * PaymentCategories.MostOfAPiece) + 1;
        await using var engine = await TestEngine.StartAsync();
        var customer = await engine.AddCustomerAsync();
        await AddAsync(engine, customer, [.. Enumerable.Range(0, many).Select(i => Reports.Transaction($"{i}", -5m - i, Day))]);
        var before = new PaymentCategories(engine.Store, Categorizer.Shipped, engine.Clock);
        Assert.True(await before.NoticeChangedRulesAsync(CancellationToken.None));
        await WorkAllAsync(before);
        Assert.False(await before.NoticeChangedRulesAsync(CancellationToken.None));
        var events = await engine.Store.ReadAsync(reader => reader.ListOutboxAsync(0, 100), CancellationToken.None);
        var changes = (await AllAsync(engine, customer)).Select(t => t.ChangeNumber);

        var after = new PaymentCategories(engine.Store, Other, engine.Clock);
        Assert.True(await after.NoticeChangedRulesAsync(CancellationToken.None));
        Assert.True(await after.WorkAsync(CancellationToken.None));
        var halfway = await after.FindProgressAsync(CancellationToken.None);
        var restarted = new PaymentCategories(engine.Store, Other, engine.Clock);
        Assert.False(await restarted.NoticeChangedRulesAsync(CancellationToken.None));
        await WorkAllAsync(restarted);
        var end = await restarted.FindProgressAsync(CancellationToken.None);

        Assert.Equal((many, PaymentCategories.MostOfAPiece, null, 1L), (halfway!.Total, halfway.Done, halfway.FinishedAt, halfway.Waiting));
        Assert.Equal((many, many, engine.Clock.GetUtcNow(), 0L), (end!.Total, end.Done, end.FinishedAt, end.Waiting));
        var rows = await AllAsync(engine, customer);
        Assert.All(rows, t => Assert.Equal("Business Services", t.Categorization!.Category.Name));
        Assert.Equal(changes, rows.Select(t => t.ChangeNumber));
        Assert.Equal(events, await engine.Store.ReadAsync(reader => reader.ListOutboxAsync(0, 100), CancellationToken.None));
    }

    [Fact]
    public async Task CustomerDeletedMeanwhile_DoesNotStopTheOthers()
    {
        await using var engine = await TestEngine.StartAsync();
        var gone = await engine.AddCustomerAsync();
        var stays = await engine.Customers.AddAsync(gone.PartnerId, "neighbour", new CustomerDetails(), CustomerType.Testing, CancellationToken.None);
        await AddAsync(engine, gone, Reports.Transaction("1", -5m, Day));
        await AddAsync(engine, stays, Reports.Transaction("1", -5m, Day));
        var categories = new PaymentCategories(engine.Store, Other, engine.Clock);
        await categories.NoticeChangedRulesAsync(CancellationToken.None);
        var uses = 0;
        engine.Store.BeforeUse = async () =>
        {
            // Between looking at the list and the work on its first customer.
            if (++uses == 2)
                await engine.Customers.DeleteAsync(gone.PartnerId, gone.Id, CancellationToken.None);
        };

        await WorkAllAsync(categories);

        Assert.Equal(["Business Services"], await CategoriesAsync(engine, stays));
    }

    [Fact]
    public async Task RefreshAfterARuleChange_ReportsOnlyWhatTheInstitutionChanged()
    {
        await using var engine = await TestEngine.StartAsync();
        var customer = await engine.AddCustomerAsync();
        var login = await AddAsync(engine, customer, Reports.Transaction("1", -5m, Day));
        var categories = new PaymentCategories(engine.Store, Other, engine.Clock);
        await categories.NoticeChangedRulesAsync(CancellationToken.None);
        await WorkAllAsync(categories);
        var events = await engine.Store.ReadAsync(reader => reader.FindLastEventNumberAsync(), CancellationToken.None);

        await engine.Aggregator.RefreshAsync(customer, login, mayAsk: true, CancellationToken.None);

        Assert.Equal(events, await engine.Store.ReadAsync(reader => reader.FindLastEventNumberAsync(), CancellationToken.None));
        Assert.Equal(["Business Services"], await CategoriesAsync(engine, customer));
    }

    private static async Task<InstitutionLogins.InstitutionLoginId> AddAsync(TestEngine engine, Customer customer, params ReportedTransaction[] transactions)
    {
        engine.Bank.Accounts = [Reports.Account("111", transactions)];
        return Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;
    }

    private static async Task WorkAllAsync(PaymentCategories categories)
    {
        while (await categories.WorkAsync(CancellationToken.None))
        {
        }
    }

    private static async Task<IReadOnlyList<Transaction>> AllAsync(TestEngine engine, Customer customer) => await engine.Store.ReadAsync(
        reader => reader.ListTransactionsAfterAsync(customer.Id, default, int.MaxValue), CancellationToken.None);

    private static async Task<IEnumerable<string>> CategoriesAsync(TestEngine engine, Customer customer) =>
        (await engine.TransactionsAsync(customer)).Items.Select(t => t.Categorization!.Category.Name);
}
