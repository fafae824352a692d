using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Tributary.Server.Tests.OpenApi;

/// <summary>The document against the server it describes, and against itself. The answers are held against it by <see cref="FinicityDescription"/>.</summary>
public sealed class FinicityDocumentTests
{
    // What every method is answered alike at: the document names two.
    private static readonly string[] AnyMethod = ["GET", "POST"];

    [Fact]
    public async Task EveryRoute_IsDescribed_AndNothingElse()
    {
        await using var server = await TestServer.StartAsync();
        var served = Routes(server).ToHashSet(StringComparer.Ordinal);
        var described = FinicityDescription.Operations.Select(one => $"{one.Method} {one.Path}").ToHashSet(StringComparer.Ordinal);

        Assert.True(served.Count >= 80, "The table of routes was found.");
        Assert.Empty(served.Except(described));
        Assert.Empty(described.Except(served));
    }

    [Fact]
    public async Task Document_IsServed_AndNotSentTwiceToWhoHasIt()
    {
        await using var server = await TestServer.StartAsync();
        using var first = await server.Http.GetAsync("/openapi/finicity.json");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/openapi/finicity.json");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await server.Http.SendAsync(again);

        Assert.Equal("application/json", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal(FinicityDescription.Bytes, await first.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Document_IsOneToAReaderThatIsNotOurs()
    {
        using var stream = new MemoryStream(FinicityDescription.Bytes);
        var read = await OpenApiDocument.LoadAsync(stream, "json", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(FinicityDescription.Operations.Count, read.Document!.Paths.Sum(path => path.Value.Operations!.Count));
    }

    // Programs made from the vendor's own document refuse a record that lacks one of these, in one of its editions or another.
    [Theory]
    [InlineData("Token", "token")]
    [InlineData("CustomerAddedV2", "id username createdDate")]
    [InlineData("Customer", "id username type createdDate")]
    [InlineData("CustomerList", "displaying moreAvailable customers")]
    [InlineData("InstitutionListV2", "found displaying moreAvailable createdDate institutions")]
    [InlineData("InstitutionV2", "id transAgg ach stateAgg voi voa aha availBalance accountOwner oauthEnabled currency status")]
    [InlineData("CertifiedInstitutionList", "found displaying moreAvailable requestedDate institutions")]
    [InlineData("CertifiedInstitution", "name id transAgg ach stateAgg voi voa aha availBalance accountOwner loanPaymentDetails studentLoanData")]
    [InlineData("CertifiedInstitution", "oauthEnabled productionStatus")]
    [InlineData("Account", "id accountNumberDisplay name accountNickname number type status customerId institutionId createdDate currency institutionLoginId")]
    [InlineData("SimpleAccount", "id accountNumberDisplay name type status customerId institutionId createdDate currency institutionLoginId displayPosition")]
    [InlineData("QuotedTransactionList", "found displaying moreAvailable fromDate toDate sort transactions")]
    [InlineData("Transaction", "id amount accountId customerId status description createdDate")]
    [InlineData("Owner", "ownerName ownerAddress")]
    [InlineData("AchDetails", "routingNumber realAccountNumber")]
    [InlineData("AvailableBalance", "id realAccountNumberLast4 availableBalance availableBalanceDate clearedBalance clearedBalanceDate")]
    [InlineData("AvailableBalance", "aggregationStatusCode currency")]
    [InlineData("LoanDetails", "loanNumber loanPaymentNumber loanPaymentAddress")]
    [InlineData("Subscription", "id accountId type callbackUrl signingKey")]
    [InlineData("TestTransactionAdded", "id createdDate")]
    public void WhatTheVendorsDocumentDemands_IsPromisedHere(string schema, string members)
    {
        var promised = FinicityDescription.Document.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("required")
            .EnumerateArray().Select(member => member.GetString());

        Assert.Empty(members.Split(' ').Except(promised));
    }

    [Fact]
    public void EveryExample_IsAsItsSchemaSays()
    {
        var examples = Examples(FinicityDescription.Document, "").ToArray();

        Assert.True(examples.Length > 150, "The examples were found.");
        Assert.Empty(
            from example in examples
            from problem in FinicityDescription.Schemas.Problems(example.Schema, example.Value)
            select $"{example.Place}: {problem}");
    }

    [Fact]
    public void EveryOperation_HasAnExampleOfWhatItTakesAndOfWhatItAnswers()
    {
        foreach (var (method, path, operation) in FinicityDescription.Operations)
        {
            Assert.False(string.IsNullOrEmpty(operation.GetProperty("summary").GetString()), $"{method} {path} has no summary.");
            if (operation.TryGetProperty("requestBody", out var body))
                Assert.All(Media(body), media => Assert.True(HasExample(media), $"{method} {path} takes what has no example."));
            foreach (var response in operation.GetProperty("responses").EnumerateObject())
            {
                var described = FinicityDescription.Schemas.Resolve(response.Value);
                Assert.All(Media(described), media => Assert.True(HasExample(media), $"{method} {path} answers {response.Name} without an example."));
            }
        }
    }

    [Fact]
    public void EveryOperation_MayAnswerThatItIsTooMuch_AndWhenToGoOn()
    {
        // What is open to everybody is not counted.
        var counted = FinicityDescription.Operations.Where(one => !one.Operation.TryGetProperty("security", out var keys) || keys.GetArrayLength() > 0).ToArray();

        Assert.Equal(FinicityDescription.Operations.Count - 1, counted.Length);
        Assert.All(counted, one => Assert.True(
            one.Operation.GetProperty("responses").TryGetProperty("429", out var told)
                && FinicityDescription.Schemas.Resolve(told).GetProperty("headers").TryGetProperty("Retry-After", out _),
            $"{one.Method} {one.Path}"));
    }

    [Fact]
    public void EveryParameterOfAnAddress_IsDescribed()
    {
        foreach (var (method, path, operation) in FinicityDescription.Operations)
        {
            var named = path.Split('{').Skip(1).Select(rest => rest.Split('}')[0]);
            var described = operation.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Select(FinicityDescription.Schemas.Resolve)
                    .Where(parameter => parameter.GetProperty("in").GetString() == "path")
                    .Select(parameter => parameter.GetProperty("name").GetString()!)
                : [];
            Assert.True(named.Order().SequenceEqual(described.Order()), $"{method} {path}");
        }
    }

    [Fact]
    public void AnswersAreClosed_SoThatAMemberNobodyWroteOfIsNoticed()
    {
        var account = FinicityDescription.Document.GetProperty("components").GetProperty("schemas").GetProperty("Error");
        using var more = JsonDocument.Parse("""{"code":14001,"message":"Customer not found.","more":1}""");
        using var quoted = JsonDocument.Parse("""{"code":"14001"}""");

        Assert.Equal(["$: has more, of which nothing is said"], Told(account, more));
        Assert.Equal(["$: lacks message", "$.code: not of type integer"], Told(account, quoted));
    }

    [Theory]
    [InlineData("GET", "/aggregation/v1/customers/1", 200, """{"id":"1","username":"abcdef","type":"testing","createdDate":"1772467200"}""", null)]
    [InlineData("GET", "/aggregation/v1/customers/1", 200, """{"id":1,"username":"abcdef","type":"testing","createdDate":"1772467200"}""", "$.id: not of type string")]
    [InlineData("GET", "/aggregation/v1/customers/1", 418, "{}", "418 is not described.")]
    [InlineData("GET", "/aggregation/v1/customers/1", 404, """{"code":"14001","message":"Customer not found."}""", "$.code: not of type integer")]
    [InlineData("DELETE", "/aggregation/v1/customers/1", 204, "{}", "204 has a body")]
    [InlineData("POST", "/aggregation/v1/customers/1/institutions/2/accounts", 203, """{"questions":[{"text":"?"}]}""", "The header MFA-Session is missing.")]
    [InlineData("GET", "/aggregation/v1/nothing", 200, "{}", "200 from an address that is not described.")]
    public void AnAnswerThatIsNotDescribed_Fails(string method, string path, int status, string body, string? problem)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            RequestMessage = new HttpRequestMessage(new HttpMethod(method), $"http://localhost{path}"),
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };

        var failure = Record.Exception(() => FinicityDescription.Require(response, body));

        if (problem is null)
            Assert.Null(failure);
        else
            Assert.Contains(problem, failure!.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Told(JsonElement schema, JsonDocument value) =>
        FinicityDescription.Schemas.Problems(schema, value.RootElement).Select(problem => problem.Split(" (")[0]);

    private static IEnumerable<string> Routes(TestServer server) =>
        from endpoint in ((EndpointDataSource)server.Server.Services.GetService(typeof(EndpointDataSource))!).Endpoints.OfType<RouteEndpoint>()
        let pattern = $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}".Replace("{**", "{", StringComparison.Ordinal)
        where pattern.StartsWith("/aggregation/", StringComparison.Ordinal)
            || pattern.StartsWith("/institution/", StringComparison.Ordinal)
            || pattern.StartsWith("/decisioning/", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? AnyMethod
        select $"{method} {pattern}";

    /// <summary>Every example with its schema: of bodies, of answers, of shared answers, of schemas.</summary>
    private static IEnumerable<(string Place, JsonElement Schema, JsonElement Value)> Examples(JsonElement element, string place)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().SelectMany((item, at) => Examples(item, $"{place}/{at}"));
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        var inside = element.EnumerateObject().Where(member => member.Name is not ("example" or "examples"))
            .SelectMany(member => Examples(member.Value, $"{place}/{member.Name}"));
        return element.TryGetProperty("schema", out var schema) ? ExamplesOf(element).Select(value => (place, schema, value)).Concat(inside) : inside;
    }

    private static IEnumerable<JsonElement> ExamplesOf(JsonElement media)
    {
        // A parameter's example is what a person types: a text, whatever it is read as.
        if (media.TryGetProperty("example", out var example) && !media.TryGetProperty("in", out _))
            yield return example;
        if (!media.TryGetProperty("examples", out var examples))
            yield break;
        foreach (var one in examples.EnumerateObject())
            yield return FinicityDescription.Schemas.Resolve(one.Value).GetProperty("value");
    }

    private static IEnumerable<JsonElement> Media(JsonElement owner) => owner.TryGetProperty("content", out var content)
        ? content.EnumerateObject().Where(media => media.Name == "application/json").Select(media => media.Value)
        : [];

    private static bool HasExample(JsonElement media) => media.TryGetProperty("example", out _) || media.TryGetProperty("examples", out _);
}
