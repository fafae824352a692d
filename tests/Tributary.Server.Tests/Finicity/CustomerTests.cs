using System.Text.Json;

namespace Tributary.Server.Tests.Finicity;

public sealed class CustomerTests(FinicityServer fixture) : IClassFixture<FinicityServer>
{
    [Fact]
    public async Task AddTesting_V1_AnswersIdFirstAndEverythingQuoted()
    {
        using var caller = await fixture.CallerAsync();

        var reply = await caller.PostAsync("v1/customers/testing", """{"username":"first.customer","firstName":"Odette","lastName":"Marsh"}""");

        // A published shell script reads the id by its place.
        Assert.Matches("^\\{\"id\":\"[0-9]+\",\"createdDate\":\"[0-9]+\"\\}$", reply.Is(201).Text);
    }

    [Fact]
    public async Task AddTesting_V2_TellsTheUsernameAndADateThatIsANumber()
    {
        using var caller = await fixture.CallerAsync();

        var added = (await caller.PostAsync("v2/customers/testing", """{"username":"second+customer@home"}""")).Is(201).Json;

        Assert.Equal("second+customer@home", added.GetProperty("username").GetString());
        Assert.Equal(JsonValueKind.Number, added.GetProperty("createdDate").ValueKind);
    }

    [Fact]
    public async Task AddActive_MakesAnActiveCustomer()
    {
        using var caller = await fixture.CallerAsync();

        var id = (await caller.PostAsync("v2/customers/active", """{"username":"real-person"}""")).Is(201).Json.GetProperty("id").GetString();

        Assert.Equal("active", (await caller.GetAsync($"v1/customers/{id}")).Is(200).Json.GetProperty("type").GetString());
    }

    [Fact]
    public async Task AddTesting_InXml_AnswersInXml_AndTheRecordReadsBack()
    {
        using var caller = await fixture.CallerAsync();
        caller.Accept = "application/xml";

        var added = (await caller.PostAsync(
            "v1/customers/testing",
            "<?xml version=\"1.0\"?>\n<customer class=\"x\">\n <username>xml-customer</username>\n <firstName>Zoë</firstName><other/></customer>"))
            .Is(201).Xml;
        Assert.Equal(["id", "createdDate"], added.Elements().Select(e => e.Name.LocalName));

        var customer = (await caller.GetAsync($"v1/customers/{added.Element("id")!.Value}")).Is(200).Xml;
        Assert.Equal("customer", customer.Name.LocalName);
        Assert.Equal(["id", "username", "firstName", "type", "createdDate"], customer.Elements().Select(e => e.Name.LocalName));
        Assert.Equal("Zoë", customer.Element("firstName")!.Value);
    }

    [Fact]
    public async Task Username_IsCheckedAndUnique()
    {
        using var caller = await fixture.CallerAsync();
        (await caller.PostAsync("v1/customers/testing", """{"username":"only-once"}""")).Is(201);

        (await caller.PostAsync("v1/customers/testing", """{"username":"only-once"}""")).IsError(409, 110002, "Username is not available.");
        (await caller.PostAsync("v1/customers/testing", """{"username":"short"}"""))
            .IsError(400, 110039, "Username is not as per the policy.");
        (await caller.PostAsync("v1/customers/testing", """{"username":"with blanks"}""")).IsError(400, 110039);
        (await caller.PostAsync("v1/customers/testing", """{"firstName":"Odette"}""")).IsError(400, 10005, "Missing parameter (username)");
        (await caller.PostAsync("v1/customers/testing", """{"username":"bell-ringer","firstName":"\u0007"}""")).IsError(400, 45003, "Invalid character in name fields.");
        (await caller.PostAsync("v1/customers/testing", $$"""{"username":"long-winded","firstName":"{{new string('o', 256)}}"}"""))
            .IsError(400, 14020, "Bad request. Not valid: firstName (longer than 255 characters)");
        (await caller.PostAsync("v2/customers/testing", """{"username":"phone-bell","phone":"\u0007"}""")).IsError(400, 14020, "Bad request. Not valid: phone");
    }

    [Fact]
    public async Task List_SearchesNames_InEitherOrder_WhateverTheCase_AndCountsTruly()
    {
        using var caller = await fixture.CallerAsync();
        (await caller.PostAsync("v1/customers/testing", """{"username":"list-one","firstName":"Élodie","lastName":"Quillfeather"}""")).Is(201);
        (await caller.PostAsync("v1/customers/testing", """{"username":"list-two","firstName":"Bram","lastName":"Quillfeather"}""")).Is(201);
        (await caller.PostAsync("v1/customers/active", """{"username":"quillfeather-three"}""")).Is(201);

        Assert.Equal(["list-one", "list-two", "quillfeather-three"], await NamesAsync(caller, "search=QUILLFEATHER"));
        Assert.Equal(["list-one"], await NamesAsync(caller, "search=%C3%A9lodie+quill"));
        Assert.Equal(["list-one"], await NamesAsync(caller, "search=quillfeather+%C3%89LODIE"));
        Assert.Equal(["quillfeather-three"], await NamesAsync(caller, "search=quill&type=active"));
        Assert.Equal(["list-two"], await NamesAsync(caller, "username=list-two&search="));
        Assert.Empty(await NamesAsync(caller, "username=list"));
        Assert.Empty(await NamesAsync(caller, "search=quill%25"));
        Assert.Empty(await NamesAsync(caller, "search=list_one"));

        var page = (await caller.GetAsync("v1/customers?search=quillfeather&start=2&limit=1")).Is(200).Json;
        Assert.Equal(3, page.GetProperty("found").GetInt32());
        Assert.Equal(1, page.GetProperty("displaying").GetInt32());
        Assert.True(page.GetProperty("moreAvailable").GetBoolean());
        Assert.Equal("list-two", page.GetProperty("customers")[0].GetProperty("username").GetString());
        Assert.Equal(
            """{"found":0,"displaying":0,"moreAvailable":false,"customers":[]}""",
            (await caller.GetAsync("v1/customers?search=nobody-at-all")).Is(200).Text);
        (await caller.GetAsync("v1/customers?type=real")).IsError(400, 14016, "Invalid customer type.");
        (await caller.GetAsync("v1/customers?start=0")).IsError(400, 41003);
    }

    [Fact]
    public async Task List_IsOfOnesOwnCustomers_AndHasItsFiguresInXmlEvenWhenEmpty()
    {
        using var stranger = await FinicityCaller.OfNewPartnerAsync(fixture.Server);
        using var caller = await fixture.CallerAsync();
        (await caller.PostAsync("v1/customers/testing", """{"username":"not-the-strangers"}""")).Is(201);
        stranger.Accept = "application/xml";

        var list = (await stranger.GetAsync("v1/customers?username=&type=&search=")).Is(200).Text;

        Assert.EndsWith("""<customers found="0" displaying="0" moreAvailable="false"></customers>""", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Modify_TakesTheWholeRecordBack_AndChangesWhatMayBeChanged()
    {
        using var caller = await fixture.CallerAsync();
        var id = (await caller.PostAsync("v2/customers/testing", """{"username":"modified-1","firstName":"Odette","phone":"555-0100"}""")).Is(201)
            .Json.GetProperty("id").GetString();

        (await caller.PutAsync($"v1/customers/{id}", """{"id":"7","username":"other","lastName":"Marsh-Iverson","type":"active"}""")).Is(204).IsEmpty();

        var customer = (await caller.GetAsync($"v1/customers/{id}")).Is(200).Json;
        Assert.Equal(["modified-1", "Odette", "Marsh-Iverson", "555-0100", "testing"],
            new[] { "username", "firstName", "lastName", "phone", "type" }.Select(member => customer.GetProperty(member).GetString()));
        Assert.Equal(JsonValueKind.String, customer.GetProperty("lastModifiedDate").ValueKind);
        Assert.Equal(["modified-1"], await NamesAsync(caller, "search=odette+marsh-iverson"));
        (await caller.PutAsync($"v1/customers/{id}", """{"username":"other"}""")).IsError(400, 10025, "No data to update.");
        (await caller.PutAsync($"v1/customers/{id}", "<customer><firstName>Bram</firstName></customer>")).Is(204);
        (await caller.PutAsync("v1/customers/1234", """{"firstName":"Bram"}""")).IsError(404, 14001, "Customer not found.");
    }

    [Fact]
    public async Task Application_IsTold_AsNoneRegistered()
    {
        using var caller = await fixture.CallerAsync();
        var customer = await caller.AddTestingCustomerAsync();

        (await caller.GetAsync($"v1/customers/{customer}/application")).IsError(404, 50051, "No registered partner applications found.");
    }

    private static async Task<IReadOnlyList<string?>> NamesAsync(FinicityCaller caller, string query) =>
    [
        .. (await caller.GetAsync($"v1/customers?{query}")).Is(200).Json.GetProperty("customers").EnumerateArray()
            .Select(customer => customer.GetProperty("username").GetString()),
    ];

    [Fact]
    public async Task Delete_IsSilent_AndForGood()
    {
        using var caller = await fixture.CallerAsync();
        var household = await caller.AddAllAsync();

        (await caller.DeleteAsync($"v1/customers/{household.Customer}")).Is(204).IsEmpty();

        (await caller.GetAsync($"v1/customers/{household.Customer}")).IsError(404, 14001, "Customer not found.");
        (await caller.GetAsync($"v1/customers/{household.Customer}/accounts")).IsError(404, 14001);
        (await caller.DeleteAsync($"v1/customers/{household.Customer}")).IsError(404, 14001);
    }
}
