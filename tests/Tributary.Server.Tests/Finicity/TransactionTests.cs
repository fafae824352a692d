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
            .IsError(400, 41002, "Invalid date range (at most 190 days).");
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

    private static string Range() => $"fromDate={HalfAYearAgo}&toDate={Today}";

    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(FinicityCaller caller, string path) =>
        [.. (await caller.GetAsync(path)).Is(200).Json.GetProperty("transactions").EnumerateArray()];

    private static long IdOf(JsonElement transaction) => transaction.GetProperty("id").GetInt64();

    private static long DayOf(JsonElement transaction) =>
        (transaction.TryGetProperty("transactionDate", out var day) ? day : transaction.GetProperty("postedDate")).GetInt64();

    private static long Epoch(int year, int month, int day) => new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
}
