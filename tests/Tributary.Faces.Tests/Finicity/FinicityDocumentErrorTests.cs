using System.Text.Json;
using Tributary.Core.Errors;
using Tributary.Faces.Finicity;
using Tributary.Faces.Finicity.OpenApi;

namespace Tributary.Faces.Tests.Finicity;

/// <summary>The face's table of errors against the examples of its OpenAPI document.</summary>
public sealed class FinicityDocumentErrorTests
{
    // Of Tributary's own API: no call of this face comes to them.
    private static readonly Error[] NotOfThisFace =
    [
        ErrorCatalogue.PartnerTaken,
        ErrorCatalogue.PartnerNotFound,
        ErrorCatalogue.OperatorTokenRejected,
        ErrorCatalogue.OperatorTokenTaken,
        ErrorCatalogue.OperatorTokenNotFound,
        ErrorCatalogue.FileNotStatement,
        ErrorCatalogue.InstitutionImportRunning,
        ErrorCatalogue.InstitutionFileInvalid,
    ];

    // Said where no call is described: the address or the method is not served.
    private static readonly Error[] OfNoCall = [ErrorCatalogue.RouteNotFound, ErrorCatalogue.MethodNotAllowed];

    private static readonly JsonElement Document = JsonDocument.Parse(FinicityDocument.Bytes).RootElement;

    [Fact]
    public void EveryError_IsAnExampleUnderItsStatus()
    {
        var told = ExamplesByStatus().ToHashSet();

        Assert.Empty(FinicityErrors.Known.Except(NotOfThisFace).Except(OfNoCall)
            .Where(error => !told.Contains(FinicityErrors.NumbersOf(error)))
            .Select(error => error.Name));
    }

    [Fact]
    public void ErrorsOfNoCall_AreInTheListOfExamples()
    {
        var codes = Document.GetProperty("components").GetProperty("examples").EnumerateObject().Select(example => CodeOf(example.Value)).ToHashSet();

        Assert.All(OfNoCall, error => Assert.Contains(FinicityErrors.NumbersOf(error).Code, codes));
    }

    // Numbers the protocol has for what is not served here, or is said otherwise: docs/finicity-conformance.md has them one by one.
    [Theory]
    [InlineData(325)]
    [InlineData(5006)]
    [InlineData(10006)]
    [InlineData(10007)]
    [InlineData(10009)]
    [InlineData(10010)]
    [InlineData(11000)]
    [InlineData(12401)]
    [InlineData(14023)]
    [InlineData(18001)]
    [InlineData(24302)]
    [InlineData(50016)]
    [InlineData(50052)]
    public void NumbersOfWhatIsNotServed_AreNeverSaid(int code)
    {
        Assert.DoesNotContain(FinicityErrors.Known, error => FinicityErrors.NumbersOf(error).Code == code);
        Assert.DoesNotContain(ExamplesByStatus(), example => example.Code == code);
    }

    [Fact]
    public void NoExample_HasANumberThatIsNeverSaid()
    {
        int[] ofParameters = [18017, 14016];
        var said = FinicityErrors.Known.Select(error => FinicityErrors.NumbersOf(error).Code).Concat(ofParameters).ToHashSet();

        Assert.Empty(ExamplesByStatus().Select(example => example.Code).Where(code => !said.Contains(code)));
    }

    private static IEnumerable<(int Status, int Code)> ExamplesByStatus() =>
        from path in Document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        from response in operation.Value.GetProperty("responses").EnumerateObject()
        let status = int.Parse(response.Name, System.Globalization.CultureInfo.InvariantCulture)
        where status >= 400
        from example in Resolve(response.Value).GetProperty("content").GetProperty("application/json").GetProperty("examples").EnumerateObject()
        select (status, CodeOf(Resolve(example.Value)));

    private static int CodeOf(JsonElement example) => example.GetProperty("value").GetProperty("code").GetInt32();

    private static JsonElement Resolve(JsonElement element) => element.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!["#/".Length..].Split('/').Aggregate(Document, (at, part) => at.GetProperty(part))
        : element;
}
