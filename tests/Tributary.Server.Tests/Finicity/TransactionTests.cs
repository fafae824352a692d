using System.Globalization;
using System.Text.Json;

namespace Tributary.Server.Tests.Finicity;

public sealed class TransactionTests(FinicityServer fixture) : IClassFixture<FinicityServer>
{
    private static readonly long Today = Epoch(2026, 3, 2) + (16 * 60 * 60);
    private static readonly long HalfAYearAgo = Today - (180L * 24 * 60 * 60);

    [Fact]
    public async Task V2_InJson_HasFiguresAsNumbersAndABoolean_AndIdsAsNumbers()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();

        var list = (await caller.GetAsync($"v2/customers/{household.Customer}/transactions?{Range()}&limit=5")).Is(200).Json;

        Assert.Equal(
            ["found", "displaying", "moreAvailable", "fromDate", "toDate", "sort", "transactions"], list.EnumerateObject().Select(m => m.Name));
        Assert.True(list.GetProperty("found").GetInt32() > 100);
        Assert.Equal(5, list.GetProperty("displaying").GetInt32());
        Assert.True(list.GetProperty("moreAvailable").GetBoolean());
        Assert.Equal(HalfAYearAgo, list.GetProperty("fromDate").GetInt64());
        Assert.Equal("desc", list.GetProperty("sort").GetString());
        var first = list.GetProperty("transactions")[0];
        Assert.All(
            new[] { "id", "amount", "accountId", "customerId", "postedDate", "createdDate" },
            member => Assert.Equal(JsonValueKind.Number, first.GetProperty(member).ValueKind));
        Assert.Equal("active", first.GetProperty("status").GetString());
    }

    [Fact]
    public async Task V3_QuotesItsFigures_ButAnEmptyPageSaysAPlainFalse()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();

        var some = (await caller.GetAsync($"v3/customers/{household.Customer}/transactions?{Range()}&limit=5")).Is(200).Json;
        Assert.Equal("true", some.GetProperty("moreAvailable").GetString());
        Assert.Equal(HalfAYearAgo.ToString(CultureInfo.InvariantCulture), some.GetProperty("fromDate").GetString());

        var last = (await caller.GetAsync($"v3/customers/{household.Customer}/transactions?{Range()}")).Is(200).Json;
        Assert.Equal("false", last.GetProperty("moreAvailable").GetString());

        var beyond = (await caller.GetAsync($"v3/customers/{household.Customer}/transactions?{Range()}&start=100001")).Is(200).Json;
        Assert.Equal(JsonValueKind.False, beyond.GetProperty("moreAvailable").ValueKind);
        Assert.Equal(JsonValueKind.String, beyond.GetProperty("toDate").ValueKind);
        Assert.Equal(0, beyond.GetProperty("displaying").GetInt32());
        Assert.Equal(7, beyond.EnumerateObject().Count());
    }

    [Fact]
    public async Task V2_InXml_AlwaysWritesTheMembersThatReadersOf2016Demand()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();
        caller.Accept = "application/xml";

        var list = (await caller.GetAsync($"v2/customers/{household.Customer}/transactions?{Range()}&limit=20")).Is(200).Xml;

        Assert.Equal(["found", "displaying", "moreAvailable", "fromDate", "toDate", "sort"], list.Attributes().Select(a => a.Name.LocalName));
        Assert.Equal("true", list.Attribute("moreAvailable")!.Value);
        Assert.Equal(20, list.Elements("transaction").Count());
        string[] demanded =
        [
            "id", "accountId", "amount", "createdDate", "customerId", "description", "institutionTransactionId", "postedDate", "status", "unitValue",
        ];
        Assert.All(
            list.Elements("transaction"), transaction => Assert.All(demanded, name => Assert.NotNull(transaction.Element(name))));
    }

    [Fact]
    public async Task Paging_NeitherSkipsNorRepeats_InEitherOrder()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();
        foreach (var sort in new[] { "asc", "desc" })
        {
            var path = $"v3/customers/{household.Customer}/transactions?{Range()}&sort={sort}";
            var whole = await ReadAsync(caller, path);
            var paged = new List<JsonElement>();
            for (var start = 1; start <= whole.Count; start += 100)
                paged.AddRange(await ReadAsync(caller, $"{path}&start={start}&limit=100"));

            Assert.Equal(whole.Select(IdOf), paged.Select(IdOf));
            Assert.Equal(whole.Count, whole.Select(IdOf).Distinct().Count());
            var days = whole.Select(DayOf).ToArray();
            Assert.Equal(sort == "asc" ? days.Order() : days.OrderDescending(), days);
        }
    }

    [Fact]
    public async Task OfAnAccount_AreThatAccountsAlone_AndTogetherTheyAreTheCustomers()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();

        var together = new HashSet<long>();
        foreach (var account in household.Accounts)
        {
            var own = await ReadAsync(caller, $"v2/customers/{household.Customer}/accounts/{account}/transactions?{Range()}");
            Assert.All(own, transaction => Assert.Equal(account, transaction.GetProperty("accountId").GetRawText()));
            together.UnionWith(own.Select(IdOf));
        }

        var all = await ReadAsync(caller, $"v2/customers/{household.Customer}/transactions?{Range()}");
        Assert.Equal(all.Select(IdOf).Order(), together.Order());
    }

    [Fact]
    public async Task Pending_AreListedOnRequest_AsAPythonProgramWritesIt()
    {
        await using var server = await TestServer.StartAsync();
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        var household = await caller.AddAllAsync();

        var without = await ReadAsync(caller, $"v3/customers/{household.Customer}/transactions?{Range()}");
        var with = await ReadAsync(caller, $"v3/customers/{household.Customer}/transactions?{Range()}&includePending=True");

        Assert.All(without, transaction => Assert.Equal("active", transaction.GetProperty("status").GetString()));
        var pending = with.ExceptBy(without.Select(IdOf), IdOf).ToArray();
        Assert.NotEmpty(pending);
        Assert.All(pending, transaction => Assert.Equal("pending", transaction.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Days_AreNoonUtc_AndAskingForOneDayFindsThatDay()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();
        var posted = (await ReadAsync(caller, $"v3/customers/{household.Customer}/transactions?{Range()}")).Select(DayOf).ToArray();
        Assert.All(posted, seconds => Assert.Equal(12 * 60 * 60, seconds % (24 * 60 * 60)));

        var day = posted[0] - (12 * 60 * 60);
        var ofThatDay = await ReadAsync(caller, $"v3/customers/{household.Customer}/transactions?fromDate={day}&toDate={day + 1}");

        Assert.Equal(posted.Count(p => p == posted[0]), ofThatDay.Count);
    }

    [Theory]
    [InlineData("toDate=1772467200", 10005, "Missing parameter (fromDate)")]
    [InlineData("fromDate=1772467200", 10005, "Missing parameter (toDate)")]
    [InlineData("fromDate=&toDate=1772467200", 10005, "Missing parameter (fromDate)")]
    [InlineData("fromDate=1772467200&toDate=1772467200", 41002, null)]
    [InlineData("fromDate=1772467201&toDate=1772467200", 41002, null)]
    [InlineData("fromDate=yesterday&toDate=1772467200", 41002, null)]
    [InlineData("fromDate=-5&toDate=1772467200", 41002, null)]
    [InlineData("fromDate=1772467200&toDate=1772467200000000", 41002, null)]
    [InlineData("fromDate=1772467200&toDate=99999999999999999999999", 41002, null)]
    [InlineData("fromDate=1771257600&toDate=1772467200&start=0", 41003, null)]
    [InlineData("fromDate=1771257600&toDate=1772467200&limit=0", 41004, null)]
    [InlineData("fromDate=1771257600&toDate=1772467200&sort=sideways", 14020, null)]
    public async Task Query_ThatMakesNoSense_IsRefused(string query, int code, string? message)
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        (await caller.GetAsync($"v2/customers/{customer}/transactions?{query}")).IsError(400, code, message);
        (await caller.GetAsync($"v3/customers/{customer}/transactions?{query}")).IsError(400, code, message);
    }

    [Fact]
    public async Task V2_TakesAHundredAndNinetyDays_AndV3AnyNumber()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();
        const long days = 24 * 60 * 60;

        (await caller.GetAsync($"v2/customers/{customer}/transactions?fromDate={Today - (190 * days)}&toDate={Today}")).Is(200);
        (await caller.GetAsync($"v2/customers/{customer}/transactions?fromDate={Today - (191 * days)}&toDate={Today}"))
            .IsError(400, 41002, "Invalid date range: at most 190 days");
        (await caller.GetAsync($"v3/customers/{customer}/transactions?fromDate=0&toDate={Today}")).Is(200);
    }

    [Fact]
    public async Task V3_HasNoXml()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();

        caller.Accept = "application/xml";
        var refused = (await caller.GetAsync($"v3/customers/{household.Customer}/transactions?{Range()}")).IsError(406, 14025);
        Assert.Equal("application/json", refused.ContentType);
        caller.Accept = null;
        Assert.Equal("application/json", (await caller.GetAsync($"v3/customers/{household.Customer}/transactions?{Range()}")).Is(200).ContentType);
    }

    [Fact]
    public async Task V1_TellsEverythingAtOnce_AndItsXmlHasNoFigures()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();

        var all = (await caller.GetAsync($"v1/customers/{household.Customer}/transactions?{Range()}&limit=5")).Is(200).Json;
        Assert.Equal(all.GetProperty("found").GetInt32(), all.GetProperty("transactions").GetArrayLength());
        Assert.False(all.GetProperty("moreAvailable").GetBoolean());

        caller.Accept = "application/xml";
        var list = (await caller.GetAsync(
            $"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}/transactions?{Range()}")).Is(200).Xml;
        Assert.Equal("transactions", list.Name.LocalName);
        Assert.Empty(list.Attributes());
        Assert.All(list.Elements(), transaction => Assert.Equal(household.Accounts[0], transaction.Element("accountId")!.Value));
    }

    [Fact]
    public async Task V4_TellsUniqueIds_AndOnDemandBalancesThatFitTheTransactions()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();
        var checking = await caller.AccountAsync(household, "checking");
        var path = $"v4/customers/{household.Customer}/accounts/{checking}/transactions?{Range()}";

        Assert.False((await caller.GetAsync(path)).Is(200).Json.TryGetProperty("dailyBalances", out _));
        var list = (await caller.GetAsync($"{path}&showDailyBalance=true")).Is(200).Json;

        var transactions = list.GetProperty("transactions").EnumerateArray().ToArray();
        var first = transactions[0];
        Assert.Equal($"{checking}-{first.GetProperty("id").GetInt64()}", first.GetProperty("uniqueTransactionId").GetString());
        var days = list.GetProperty("dailyBalances").EnumerateArray().ToArray();
        var account = (await caller.GetAsync($"v1/customers/{household.Customer}/accounts/{checking}")).Json;
        Assert.Equal(account.GetProperty("balance").GetDecimal(), days[0].GetProperty("ending").GetDecimal());
        Assert.Equal(account.GetProperty("balanceDate").GetInt64(), days[0].GetProperty("date").GetInt64());
        foreach (var (later, earlier) in days.Zip(days.Skip(1)))
            Assert.Equal(later.GetProperty("beginning").GetDecimal(), earlier.GetProperty("ending").GetDecimal());
        Assert.All(days, day => Assert.Equal(
            day.GetProperty("ending").GetDecimal() - day.GetProperty("beginning").GetDecimal(),
            transactions.Where(t => t.GetProperty("transactionDate").GetInt64() == day.GetProperty("date").GetInt64()).Sum(t => t.GetProperty("amount").GetDecimal())));
    }

    [Fact]
    public async Task OneTransaction_IsTheBareRecord_ByEitherIdThereIs()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.WithTransactionAsync(await caller.AddAllAsync());

        var one = (await caller.GetAsync($"v2/customers/{household.Customer}/transactions/{household.Transaction}")).Is(200).Json;
        Assert.Equal(household.Transaction, one.GetProperty("id").GetInt64());

        var unique = $"{one.GetProperty("accountId").GetInt64()}-{household.Transaction}";
        var same = (await caller.GetAsync($"customers/{household.Customer}/transactions/{unique}")).Is(200).Json;
        Assert.Equal(unique, same.GetProperty("uniqueTransactionId").GetString());
        (await caller.GetAsync($"v2/customers/{household.Customer}/transactions/1234")).IsError(404, 24553, "Transaction not found.");
        (await caller.GetAsync($"customers/{household.Customer}/transactions/1-{household.Transaction}")).IsError(404, 24553);
        caller.Accept = "application/xml";
        Assert.Equal(
            "transaction",
            (await caller.GetAsync($"v2/customers/{household.Customer}/transactions/{household.Transaction}")).Is(200).Xml.Name.LocalName);
    }

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("null", "application/json")]
    [InlineData("", "application/x-www-form-urlencoded")]
    public async Task LoadHistoric_BringsWhatWasBeforeTheAccountWasAdded_Once(string body, string contentType)
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();
        var checking = await caller.AccountAsync(household, "checking");
        var path = $"v1/customers/{household.Customer}/accounts/{checking}/transactions/historic";
        var before = await CountOfThreeYearsAsync(caller, household);

        (await caller.SendAsync(HttpMethod.Post, path, body, contentType: contentType)).Is(204).IsEmpty();

        var after = await CountOfThreeYearsAsync(caller, household);
        Assert.True(after > 3 * before, $"{before} before, {after} after.");
        var account = (await caller.GetAsync($"v1/customers/{household.Customer}/accounts/{checking}")).Json;
        Assert.True(account.GetProperty("oldestTransactionDate").GetInt64() < Today - (690L * 24 * 60 * 60));

        // Loaded once is loaded; by force, the bank is asked again and nothing doubles.
        (await caller.SendAsync(HttpMethod.Post, path, "force=true", contentType: "application/x-www-form-urlencoded")).Is(204);
        Assert.Equal(after, await CountOfThreeYearsAsync(caller, household));
    }

    [Fact]
    public async Task LoadHistoric_WhenTheBankAsks_TakesTheAnswer_WithOrWithoutItsOwnPath()
    {
        await using var server = await TestServer.StartAsync();
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        var household = await caller.AddAllAsync();
        server.Script.At(FinicityCaller.FinBank).Behaviour = new() { AsksAgain = true };
        var path = $"v1/customers/{household.Customer}/accounts/{household.Accounts[0]}/transactions/historic";

        var asked = (await caller.PostAsync(path, "")).Is(203);
        (await caller.PostAsync($"{path}/mfa", FinicityCaller.RefreshAnswers("anything"), asked.MfaSession)).Is(204);

        // Done, so that nobody is asked again.
        (await caller.PostAsync(path, "")).Is(204);
    }

    [Fact]
    public async Task BookedTransactionThatVanishesAtTheBank_IsListedAsAShadow_AndIsActiveWhenItComesBack()
    {
        await using var server = await TestServer.StartAsync();
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        var household = await caller.AddAllAsync();
        var checking = await caller.AccountAsync(household, "checking");
        var path = $"v2/customers/{household.Customer}/accounts/{checking}/transactions?{Range()}";
        caller.Accept = "application/xml";
        var list = (await caller.GetAsync(path)).Is(200).Xml.Elements().ToArray();
        // Recent enough to be read again, and amid others.
        var victim = list[6];

        server.Script.At(FinicityCaller.FinBank).Behaviour = new() { DroppedTransactions = [victim.Element("institutionTransactionId")!.Value] };
        (await caller.RefreshAsync(household)).Is(200);
        Assert.Equal("shadow", await StatusOfAsync(victim.Element("id")!.Value));
        Assert.Equal(list.Length, (await caller.GetAsync(path)).Is(200).Xml.Elements().Count());

        server.Script.At(FinicityCaller.FinBank).Behaviour = new();
        (await caller.RefreshAsync(household)).Is(200);
        Assert.Equal("active", await StatusOfAsync(victim.Element("id")!.Value));

        async Task<string> StatusOfAsync(string id) => (await caller.GetAsync(path)).Is(200).Xml.Elements()
            .Single(transaction => transaction.Element("id")!.Value == id).Element("status")!.Value;
    }

    private static async Task<int> CountOfThreeYearsAsync(FinicityCaller caller, Household household) =>
        (await caller.GetAsync($"v3/customers/{household.Customer}/transactions?fromDate=1672531200&toDate={Today}&limit=1")).Is(200)
            .Json.GetProperty("found").GetInt32();

    private static string Range() => $"fromDate={HalfAYearAgo}&toDate={Today}";

    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(FinicityCaller caller, string path) =>
        [.. (await caller.GetAsync(path)).Is(200).Json.GetProperty("transactions").EnumerateArray()];

    private static long IdOf(JsonElement transaction) => transaction.GetProperty("id").GetInt64();

    private static long DayOf(JsonElement transaction) =>
        (transaction.TryGetProperty("transactionDate", out var day) ? day : transaction.GetProperty("postedDate")).GetInt64();

    private static long Epoch(int year, int month, int day) => new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
}
