namespace Tributary.Server.Tests.Finicity;

public sealed class FormatTests(FinicityServer fixture) : IClassFixture<FinicityServer>
{
    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json; charset=utf-8", "application/json")]
    [InlineData("application/xml", "application/xml")]
    [InlineData("*/*; q=0.5, application/xml", "application/xml")]
    [InlineData("application/xml;q=0.4, application/json;q=0.9", "application/json")]
    [InlineData("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "application/xml")]
    [InlineData("*/*", "application/xml")]
    [InlineData(null, "application/xml")]
    public async Task Answer_ToAGet_FollowsAccept_AndIsXmlWhereItSaysNothing(string? accept, string expected)
    {
        using var caller = await fixture.CallerAsync();
        caller.Accept = accept;

        Assert.Equal(expected, (await caller.GetAsync("v1/institutions")).Is(200).ContentType);
        Assert.Equal(expected, (await caller.GetAsync("v1/institutions/1")).IsError(404, 14006).ContentType);
        Assert.Equal(expected, (await caller.GetAsync("v1/nothing/here")).IsError(404, 14001, "Resource not found.").ContentType);
        caller.Token = null;
        Assert.Equal(expected, (await caller.GetAsync("v1/institutions")).IsError(401, 10024).ContentType);
    }

    [Theory]
    [InlineData(null, """{"username":"sent-as-json"}""", "application/json", "application/json")]
    [InlineData(null, "<customer><username>sent-as-xml</username></customer>", "application/xml", "application/xml")]
    [InlineData("*/*", """{"username":"star-and-json"}""", "application/json; charset=utf-8", "application/json")]
    [InlineData("application/xml", """{"username":"json-for-xml"}""", "application/json", "application/xml")]
    [InlineData(null, """{"username":"curl-as-form"}""", "application/x-www-form-urlencoded", "application/xml")]
    public async Task Answer_ToAPost_FollowsAcceptAndThenTheContentType(string? accept, string body, string contentType, string expected)
    {
        using var caller = await fixture.CallerAsync();
        caller.Accept = accept;

        var reply = await caller.SendAsync(HttpMethod.Post, "v1/customers/testing", body, contentType: contentType);

        Assert.Equal(expected, reply.Is(201).ContentType);
    }

    [Theory]
    [InlineData("DELETE", "v2/customers/testing")]
    [InlineData("PATCH", "v1/institutions")]
    [InlineData("GET", "v2/partners/authentication")]
    public async Task WrongMethod_IsAnErrorOfTheProtocol(string method, string path)
    {
        using var caller = await fixture.CallerAsync();

        (await caller.SendAsync(new HttpMethod(method), path, null)).IsError(405, 14020);
    }

    [Fact]
    public async Task Answers_AreNotToBeKept()
    {
        using var caller = await fixture.CallerAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/aggregation/v1/institutions");

        using var response = await fixture.Server.Http.SendAsync(request);

        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }
}
