using System.Text.Json;
using Tributary.Core.Institutions;

namespace Tributary.Server.Tests.Finicity;

public sealed class InstitutionTests(FinicityServer fixture) : IClassFixture<FinicityServer>
{
    private static readonly int All = 3 + ShippedInstitutions.Read().Count;

    [Fact]
    public async Task Search_FindsByEveryWord_WhereAPlusIsABlank()
    {
        using var caller = await fixture.CallerAsync();

        var found = (await caller.GetAsync("v1/institutions?search=finbank+profiles")).Is(200).Json;

        Assert.Equal(1, found.GetProperty("found").GetInt32());
        Assert.Equal(1, found.GetProperty("displaying").GetInt32());
        Assert.Equal(JsonValueKind.False, found.GetProperty("moreAvailable").ValueKind);
        var institution = Assert.Single(found.GetProperty("institutions").EnumerateArray());
        Assert.Equal(FinicityCaller.Profiles, institution.GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Search_PagesByRecord_AndSaysWhetherThereIsMore()
    {
        using var caller = await fixture.CallerAsync();

        var first = (await caller.GetAsync("v1/institutions?search=trust+company&start=1&limit=2")).Json;
        var second = (await caller.GetAsync("v1/institutions?search=trust+company&start=3&limit=2")).Json;

        var (total, displaying, more) = Figures(first);
        Assert.True(total > 4);
        Assert.Equal((2, true), (displaying, more));
        Assert.Equal((total, 2, true), Figures(second));
        Assert.Equal(4, Ids(first).Union(Ids(second)).Count());
        var last = (await caller.GetAsync($"v1/institutions?search=trust+company&start={total}&limit=2")).Json;
        Assert.Equal((total, 1, false), Figures(last));
    }

    [Fact]
    public async Task Search_WithAStar_IgnoresPaging_AndEmptyParametersCountAsAbsent()
    {
        using var caller = await fixture.CallerAsync();

        Assert.Equal((All, All, false), Figures((await caller.GetAsync("v1/institutions?search=*&start=2&limit=1")).Json));
        Assert.Equal((All, 25, true), Figures((await caller.GetAsync("v1/institutions?search=&start=&limit=")).Json));
        Assert.Equal((0, 0, false), Figures((await caller.GetAsync("v1/institutions?search=nowhere")).Json));
        Assert.Equal((All, 0, false), Figures((await caller.GetAsync("v1/institutions?start=99999999999999999999")).Json));
    }

    [Theory]
    [InlineData("start=0", 41003, "Start index cannot be less than one.")]
    [InlineData("start=-1", 41003, "Start index cannot be less than one.")]
    [InlineData("start=one", 41003, "Start index cannot be less than one.")]
    [InlineData("limit=0", 41004, "Limit cannot be less than one.")]
    public async Task Search_WithAnImpossiblePage_IsRefused(string query, int code, string message)
    {
        using var caller = await fixture.CallerAsync();

        (await caller.GetAsync($"v1/institutions?{query}")).IsError(400, code, message);
    }

    [Fact]
    public async Task Search_InXml_WritesItsFiguresAsAttributes_AlsoWhenNothingIsFound()
    {
        using var caller = await fixture.CallerAsync();
        caller.Accept = "application/xml";

        var some = (await caller.GetAsync("v1/institutions?limit=1")).Is(200).Xml;
        Assert.Equal("institutions", some.Name.LocalName);
        Assert.Equal([$"found=\"{All}\"", "displaying=\"1\"", "moreAvailable=\"true\""], some.Attributes().Select(figure => figure.ToString()));
        Assert.NotNull(Assert.Single(some.Elements("institution")).Element("urlProductApp"));

        var none = (await caller.GetAsync("v1/institutions?search=nowhere")).Is(200);
        Assert.EndsWith("<institutions found=\"0\" displaying=\"0\" moreAvailable=\"false\"></institutions>", none.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InstitutionWithoutAConnector_IsListedAndFound_AndSigningInSaysThatItCannotYet()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        var found = (await caller.GetAsync("v1/institutions?search=1st+source")).Is(200).Json.GetProperty("institutions")[0];
        Assert.Equal(500003, found.GetProperty("id").GetInt64());
        Assert.Equal(0, (await caller.GetAsync("v1/institutions/500003/loginForm")).Is(200).Json.GetProperty("loginForm").GetArrayLength());
        Assert.False((await caller.GetAsync("../institution/v2/institutions/500003")).Is(200).Json.GetProperty("institution").GetProperty("transAgg").GetBoolean());

        const string filled = """{"credentials":[{"id":"500003001","value":"me"}]}""";
        var real = (await caller.PostAsync("v1/customers/active", """{"username":"at-a-real-bank"}""")).Is(201).Json.GetProperty("id").GetString();
        foreach (var path in new[] { "accounts", "accounts/addall" })
        {
            (await caller.PostAsync($"v1/customers/{real}/institutions/500003/{path}", filled)).IsError(500, 920);
            (await caller.PostAsync($"v1/customers/{customer}/institutions/500003/{path}", filled)).IsError(403, 10021);
        }
    }

    [Fact]
    public async Task LoginForm_InJson_QuotesItsIdsAndMasks()
    {
        using var caller = await fixture.CallerAsync();

        var form = (await caller.GetAsync("v1/institutions/101732/loginForm")).Is(200).Json.GetProperty("loginForm");

        Assert.Equal(["101732001", "101732002"], form.EnumerateArray().Select(f => f.GetProperty("id").GetString()));
        Assert.Equal(["false", "true"], form.EnumerateArray().Select(f => f.GetProperty("mask").GetString()));
        Assert.Equal([1, 2], form.EnumerateArray().Select(f => f.GetProperty("displayOrder").GetInt32()));
    }

    [Theory]
    [InlineData("v1/institutions/1")]
    [InlineData("v1/institutions/1/details")]
    [InlineData("v1/institutions/1/loginForm")]
    [InlineData("v1/institutions/-101732")]
    [InlineData("v1/institutions/0101732")]
    [InlineData("v1/institutions/FinBank")]
    [InlineData("v1/institutions/99999999999999999999999")]
    public async Task UnknownInstitution_IsNotFound(string path)
    {
        using var caller = await fixture.CallerAsync();

        (await caller.GetAsync(path)).IsError(404, 14006, "Institution not found.");
    }

    private static (int Found, int Displaying, bool More) Figures(JsonElement list) =>
        (list.GetProperty("found").GetInt32(), list.GetProperty("displaying").GetInt32(), list.GetProperty("moreAvailable").GetBoolean());

    private static IEnumerable<long> Ids(JsonElement list) =>
        list.GetProperty("institutions").EnumerateArray().Select(institution => institution.GetProperty("id").GetInt64());
}
