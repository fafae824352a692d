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
        (await caller.PostAsync("v1/customers/testing", """{"username":"bell-ringer","firstName":"\u0007"}""")).IsError(400, 45003);
    }

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
