using System.Text.Json;

namespace Tributary.Server.Tests.Finicity;

public sealed class InstitutionV2Tests(FinicityServer fixture) : IClassFixture<FinicityServer>
{
    private const string FinBank = "../institution/v2/institutions/101732";

    /// <summary>What the vendor's own document requires of every institution.</summary>
    private static readonly string[] Required =
    [
        "id", "transAgg", "ach", "stateAgg", "voi", "voa", "aha", "availBalance", "accountOwner", "oauthEnabled", "currency", "status",
    ];

    [Fact]
    public async Task List_HasFiguresAndRecordsWithEveryFlag()
    {
        using var caller = await fixture.CallerAsync();

        var list = (await caller.GetAsync("../institution/v2/institutions?search=FinBank&start=1&limit=1")).Is(200).Json;

        Assert.Equal(["found", "displaying", "moreAvailable", "createdDate", "institutions"], list.EnumerateObject().Select(m => m.Name));
        Assert.Equal(2, list.GetProperty("found").GetInt32());
        Assert.True(list.GetProperty("moreAvailable").GetBoolean());
        Assert.Empty(Required.Except(list.GetProperty("institutions")[0].EnumerateObject().Select(m => m.Name)));
    }

    [Fact]
    public async Task One_IsWrapped_AndItsPicturesCanBeSeenWithoutAToken()
    {
        using var caller = await fixture.CallerAsync();

        var institution = (await caller.GetAsync(FinBank)).Is(200).Json.GetProperty("institution");
        Assert.Equal(101732, institution.GetProperty("id").GetInt64());
        var branding = (await caller.GetAsync($"{FinBank}/branding")).Is(200).Json.GetProperty("branding");
        Assert.Equal(institution.GetProperty("branding").GetRawText(), branding.GetRawText());

        Assert.All(new[] { "logo", "alternateLogo", "icon", "tile" }, picture =>
        {
            using var answer = fixture.Server.Http.GetAsync(new Uri(branding.GetProperty(picture).GetString()!)).Result;
            Assert.Equal("image/svg+xml", answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType);
        });
        (await caller.GetAsync("../institution/v2/institutions/1234")).IsError(404, 14006, "Institution not found.");
        (await caller.GetAsync("../institution/v2/institutions/1234/branding")).IsError(404, 14006);
        (await caller.GetAsync($"{FinBank}/branding/other.svg")).IsError(404, 14001);
    }

    [Fact]
    public async Task LoginForm_HasItsOwnName_AndFlagsThatAreNoTexts()
    {
        using var caller = await fixture.CallerAsync();

        var forms = (await caller.GetAsync($"{FinBank}/loginForm")).Is(200).Json.GetProperty("loginForms").EnumerateArray().ToArray();

        Assert.Equal(["101732001", "101732002"], forms.Select(field => field.GetProperty("id").GetString()));
        Assert.Equal([JsonValueKind.False, JsonValueKind.True], forms.Select(field => field.GetProperty("mask").ValueKind));
    }

    [Theory]
    [InlineData("certifiedInstitutions")]
    [InlineData("certifiedInstitutions/rssd")]
    public async Task Certified_TellWhenTheyWereAskedFor(string path)
    {
        using var caller = await fixture.CallerAsync();

        var list = (await caller.GetAsync($"../institution/v2/{path}?limit=2")).Is(200).Json;

        Assert.Equal(2, list.GetProperty("displaying").GetInt32());
        Assert.Equal(3, list.GetProperty("found").GetInt32());
        Assert.Equal(0, (await caller.GetAsync($"../institution/v2/{path}?search=1st+source")).Json.GetProperty("found").GetInt32());
        Assert.Equal(JsonValueKind.Number, list.GetProperty("requestedDate").ValueKind);
    }

    [Fact]
    public async Task RoutingNumber_FindsTheInstitutionThatHasIt()
    {
        using var caller = await fixture.CallerAsync();
        using var list = new StringContent("name,city,routing_numbers\nRouted Bank,Ashton,021000021;026009593\n");
        (await fixture.Server.Operator.PostAsync("/tributary/v1/institutions/imports?source=routed", list)).EnsureSuccessStatusCode();

        var institution = (await caller.GetAsync("../institution/v1/institutions/routingNumber/026009593")).Is(200).Json.GetProperty("institution");

        Assert.Equal("Routed Bank", institution.GetProperty("name").GetString());
        (await caller.GetAsync("../institution/v1/institutions/routingNumber/26009593")).IsError(400, 14020);
    }

    [Fact]
    public async Task XmlAlone_IsNotHad_AndReportsAreNotOpen()
    {
        using var caller = await fixture.CallerAsync();
        (await caller.GetAsync("../institution/v1/institutions/routingNumber/123456789")).IsError(404, 20000);
        (await caller.PostAsync("../decisioning/v2/customers/1/voa", "{}")).IsError(401, 10021, "You are not authorized.");
        caller.Accept = "application/xml";
        (await caller.PostAsync("../decisioning/v2/customers/1/voa", "")).IsError(401, 10021, "You are not authorized.");

        caller.Accept = "application/xml";
        (await caller.GetAsync(FinBank)).IsError(406, 14025);
        caller.Token = null;
        caller.Accept = "application/json";
        (await caller.GetAsync(FinBank)).IsError(401, 10024);
    }
}
