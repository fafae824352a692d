using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Tributary.Core.Categories;

namespace Tributary.Server.Tests.Finicity;

/// <summary>What payments were for: told by the Finicity face, corrected through Tributary's own API.</summary>
public sealed class CategoryTests(FinicityServer fixture) : IClassFixture<FinicityServer>
{
    private const string Coffee = "POS PURCHASE 1234 STARBUCKS #123 SEATTLE WA 02/13";

    [Fact]
    public async Task Categorization_InJson_HasPayeeCategoryAndPlace()
    {
        using var caller = await fixture.CallerAsync();
        var (customer, id) = await AddAsync(caller, Coffee);

        foreach (var path in new[] { $"v2/customers/{customer}/transactions/{id}", $"v1/customers/{customer}/transactions?{Range}" })
        {
            var answer = (await caller.GetAsync(path)).Is(200).Json;
            var transaction = answer.TryGetProperty("transactions", out var list) ? list.EnumerateArray().Single(t => t.GetProperty("id").GetInt64() == id) : answer;

            Assert.Equal(
                """{"normalizedPayeeName":"Starbucks","category":"Coffee Shops","bestRepresentation":"STARBUCKS","city":"Seattle","state":"WA","country":"USA"}""",
                transaction.GetProperty("categorization").GetRawText());
        }
    }

    [Fact]
    public async Task Categorization_InXml_HasTheFourMembersOf2016Alone()
    {
        using var caller = await fixture.CallerAsync();
        var (customer, id) = await AddAsync(caller, Coffee);
        caller.Accept = "application/xml";

        var categorization = (await caller.GetAsync($"v2/customers/{customer}/transactions/{id}")).Is(200).Xml.Element("categorization")!;

        Assert.Equal(
            [("normalizedPayeeName", "Starbucks"), ("category", "Coffee Shops"), ("scheduleC", "Meals and Entertainment")],
            categorization.Elements().Select(e => (e.Name.LocalName, e.Value)));
    }

    [Fact]
    public async Task EveryTransactionOfADemoBank_HasAPayee_AndMostHaveACategory()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();

        var list = (await caller.GetAsync($"v3/customers/{household.Customer}/transactions?{Range}")).Is(200).Json.GetProperty("transactions");

        var categories = list.EnumerateArray().Select(t => t.GetProperty("categorization").GetProperty("category").GetString()).ToArray();
        Assert.True(categories.Count(c => c == "Uncategorized") * 5 < categories.Length, string.Join(", ", categories));
    }

    [Fact]
    public async Task Correction_IsSeenAtOnce_ReachesOthersOfThePayee_IsListed_AndTakenBack()
    {
        using var caller = await fixture.CallerAsync();
        var (customer, id) = await AddAsync(caller, Coffee);
        var other = await AddTransactionAsync(caller, customer, "STARBUCKS STORE 99");

        using var corrected = await CorrectAsync(customer, id, "gift");
        var rule = await corrected.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.OK, corrected.StatusCode);
        Assert.Equal(("Starbucks", "out", "Gift"), (Text(rule, "payee"), Text(rule, "direction"), Text(rule, "category")));
        Assert.Equal("Gift", await CategoryAsync(caller, customer, id));
        await WaitUntilAsync(async () => await CategoryAsync(caller, customer, other) == "Gift");
        var rules = await fixture.Server.Operator.GetFromJsonAsync<JsonElement>($"/tributary/v1/customers/{customer}/category-rules");
        Assert.Equal(Text(rule, "id"), Text(Assert.Single(rules.GetProperty("rules").EnumerateArray()), "id"));

        using var withdrawn = await fixture.Server.Operator.DeleteAsync($"/tributary/v1/customers/{customer}/category-rules/{Text(rule, "id")}");

        Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
        await WaitUntilAsync(async () => await CategoryAsync(caller, customer, id) == "Coffee Shops" && await CategoryAsync(caller, customer, other) == "Coffee Shops");
    }

    [Theory]
    [InlineData("Cofee Shops", HttpStatusCode.BadRequest, "category.not-found", "the nearest is Coffee Shops")]
    [InlineData("Spaceship", HttpStatusCode.BadRequest, "category.not-found", "Spaceship")]
    [InlineData(" ", HttpStatusCode.BadRequest, "request.parameter-missing", "category")]
    public async Task CorrectionToNoCategory_IsRefused(string category, HttpStatusCode status, string code, string words)
    {
        using var caller = await fixture.CallerAsync();
        var (customer, id) = await AddAsync(caller, Coffee);

        using var refused = await CorrectAsync(customer, id, category);

        Assert.Equal(status, refused.StatusCode);
        var problem = await refused.Content.ReadAsStringAsync();
        Assert.Contains(code, problem, StringComparison.Ordinal);
        Assert.Contains(words, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomebodyElses_IsAsUnknownAsWhatNeverExisted()
    {
        using var caller = await fixture.CallerAsync();
        var (customer, id) = await AddAsync(caller, Coffee);
        var (neighbour, _) = await AddAsync(caller, Coffee);
        using var corrected = await CorrectAsync(customer, id, "Gift");
        var rule = Text(await corrected.Content.ReadFromJsonAsync<JsonElement>(), "id");

        using var foreign = await CorrectAsync(neighbour, id, "Gift");
        using var unknown = await CorrectAsync(neighbour, 1, "Gift");
        using var foreignRule = await fixture.Server.Operator.DeleteAsync($"/tributary/v1/customers/{neighbour}/category-rules/{rule}");
        using var nobody = await fixture.Server.Operator.GetAsync("/tributary/v1/customers/1/category-rules");

        Assert.All(new[] { foreign, unknown, foreignRule, nobody }, response => Assert.Equal(HttpStatusCode.NotFound, response.StatusCode));
    }

    [Fact]
    public async Task ServerStartedWithOtherRules_CategorizesHistoryAnew_AndTellsHowFarItIs()
    {
        var file = CategoryRuleFile.Read("mine", "[Business Services]\nstarbucks", isOperators: true);
        await using var server = await TestServer.StartAsync();
        string customer;
        long id;
        using (var caller = await FinicityCaller.OfSandboxAsync(server))
            (customer, id) = await AddAsync(caller, Coffee);
        await WaitUntilAsync(async () => (await StatusAsync(server)).TryGetProperty("finishedAt", out _));
        await server.StopAsync();

        await server.StartAgainAsync(options => options with { Categorizer = Categorizer.With(file) });

        await WaitUntilAsync(async () => (await StatusAsync(server)).TryGetProperty("finishedAt", out _));
        using var again = await FinicityCaller.OfSandboxAsync(server);
        Assert.Equal("Business Services", await CategoryAsync(again, customer, id));
        var status = await StatusAsync(server);
        Assert.Equal(status.GetProperty("total").GetInt64(), status.GetProperty("done").GetInt64());
        Assert.True(status.GetProperty("total").GetInt64() > 100);
    }

    private static string Range => "fromDate=1388534400&toDate=1893456000";

    private static async Task<JsonElement> StatusAsync(TestServer server) =>
        await server.Operator.GetFromJsonAsync<JsonElement>("/tributary/v1/categories/status");

    private static async Task<(string Customer, long Id)> AddAsync(FinicityCaller caller, string description)
    {
        var household = await caller.AddAllAsync();
        return (household.Customer, await AddTransactionAsync(caller, household.Customer, description));
    }

    private static async Task<long> AddTransactionAsync(FinicityCaller caller, string customer, string description)
    {
        var accounts = (await caller.GetAsync($"v1/customers/{customer}/accounts")).Is(200).Json.GetProperty("accounts");
        var checking = accounts.EnumerateArray().First(a => Text(a, "type") == "checking");
        var added = await caller.PostAsync(
            $"v1/customers/{customer}/accounts/{Text(checking, "id")}/transactions",
            $$"""{"amount":-4.5,"description":"{{description}}","postedDate":1772323200,"transactionDate":1772323200}""");
        return added.Is(201).Json.GetProperty("id").GetInt64();
    }

    private static async Task<string?> CategoryAsync(FinicityCaller caller, string customer, long id) =>
        (await caller.GetAsync($"v2/customers/{customer}/transactions/{id}")).Is(200).Json.GetProperty("categorization").GetProperty("category").GetString();

    private static async Task WaitUntilAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await isSo())
                return;
            await Task.Delay(100);
        }

        Assert.Fail("It did not come to pass in half a minute.");
    }

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();

    private Task<HttpResponseMessage> CorrectAsync(string customer, long transaction, string category) => fixture.Server.Operator.PutAsJsonAsync(
        $"/tributary/v1/customers/{customer}/transactions/{transaction}/category", new { category });
}
