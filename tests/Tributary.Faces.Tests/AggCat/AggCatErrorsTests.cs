using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Tributary.Core.Aggregation;
using Tributary.Core.Errors;
using Tributary.Faces.AggCat;
using Tributary.Faces.Wire;
using Tributary.TestKit.AggCat;

namespace Tributary.Faces.Tests.AggCat;

/// <summary>How the errors of the catalogue are said in this protocol (AggCat, 4).</summary>
public sealed class AggCatErrorsTests
{
    public static TheoryData<string> AllErrors => [.. ErrorCatalogue.All.Select(error => error.Name)];

    [Fact]
    public void EveryErrorOfTheCatalogue_HasARow_AndNoRowIsLeftOver() =>
        Assert.Equal(
            ErrorCatalogue.All.Select(error => error.Name).Order(StringComparer.Ordinal),
            AggCatErrors.Known.Select(error => error.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(AllErrors))]
    public async Task EveryError_IsOneStatusRecord_InBothFormats(string name)
    {
        var error = ErrorCatalogue.Find(name);
        var xml = await SayAsync(AggCatErrors.Answer(new TributaryException(error, "subject")), "application/xml");
        var json = await SayAsync(AggCatErrors.Answer(new TributaryException(error, "subject")), "application/json");

        AggCatSchema.Validate(xml.Text);
        var info = Assert.Single(XDocument.Parse(xml.Text).Root!.Elements());
        var same = Assert.Single(JsonDocument.Parse(json.Text).RootElement.GetProperty("errorInfo").EnumerateArray());
        Assert.Equal(xml.Status, json.Status);
        Assert.InRange(xml.Status, 400, 599);
        foreach (var member in new[] { "errorType", "errorCode", "errorMessage" })
            Assert.Equal(ValueOf(info, member), same.GetProperty(member).GetString());
        Assert.Contains(ValueOf(info, "errorType"), new[] { "SYSTEM_ERROR", "APP_ERROR", "USER_ERROR", "WARNING" });
        Assert.NotEqual("", ValueOf(info, "errorMessage"));
        Assert.StartsWith("gw-", ValueOf(info, "correlationId"), StringComparison.Ordinal);
        Assert.False(xml.Response.Headers.ContainsKey("challengeSessionId"));
        Assert.Equal((xml.Status, ValueOf(info, "errorCode")), AggCatErrors.NumbersOf(error));
    }

    [Theory]
    [MemberData(nameof(AllErrors))]
    public void OnlyWhatBefallsAnAggregation_CarriesAnAggregationCode_AndThatIs503(string name)
    {
        var error = ErrorCatalogue.Find(name);
        var (status, code) = AggCatErrors.NumbersOf(error);

        // That protocol says so of institutions it does not offer, whatever the number.
        if (error == ErrorCatalogue.InstitutionNotSupported)
            Assert.Equal((404, "api.database.institution.notsupported"), (status, code));
        else if (AggregationStatusCodes.Has(error))
            Assert.Equal((503, AggregationStatusCodes.Of(error).ToString(CultureInfo.InvariantCulture)), (status, code));
        else
            Assert.StartsWith("api.", code, StringComparison.Ordinal);
    }

    // What programs of the day take for granted (AggCat, 4.1).
    [Theory]
    [InlineData("login.credentials-rejected", 503, "103")]
    [InlineData("login.answer-rejected", 503, "187")]
    [InlineData("challenge.session-expired", 408, "api.challenge.expired")]
    [InlineData("account.not-found", 404, "api.database.account.notfound")]
    [InlineData("institution.not-found", 404, "api.database.institution.notfound")]
    [InlineData("login.not-found", 404, "api.database.login.notfound")]
    [InlineData("request.parameter-missing", 400, "api.request.invalid")]
    [InlineData("request.date-range-invalid", 400, "api.request.invalid")]
    [InlineData("request.body-malformed", 400, "api.request.invalid")]
    [InlineData("request.body-too-large", 413, "api.request.invalid")]
    [InlineData("customer.type-mismatch", 403, "api.request.forbidden")]
    [InlineData("server.too-many-requests", 503, "api.request.throttled")]
    [InlineData("server.internal", 500, "api.internal")]
    public void TheNumbersThatProgramsCompare_AreTheProtocols(string name, int status, string code) =>
        Assert.Equal((status, code), AggCatErrors.NumbersOf(ErrorCatalogue.Find(name)));

    [Fact]
    public async Task ANumberOfTheInstitutions_StandsForOurs()
    {
        var said = await SayAsync(AggCatErrors.Answer(new AggregationStatus(ErrorCatalogue.CredentialsRejected, 128)), "application/xml");

        Assert.Equal(503, said.Status);
        Assert.Equal("128", ValueOf(XDocument.Parse(said.Text).Root!.Elements().Single(), "errorCode"));
    }

    [Fact]
    public async Task OurOwnFailure_TellsNothingOfItsCause()
    {
        var said = await SayAsync(AggCatErrors.Answer(new TributaryException(ErrorCatalogue.Internal, "at Tributary.Storage")), "application/xml");

        Assert.DoesNotContain("Tributary", said.Text, StringComparison.Ordinal);
    }

    private static string ValueOf(XElement info, string member) => info.Elements().Single(element => element.Name.LocalName == member).Value;

    private static async Task<(int Status, string Text, HttpResponse Response)> SayAsync(IResult answer, string format)
    {
        var http = new DefaultHttpContext();
        using var body = new MemoryStream();
        http.Response.Body = body;
        http.Request.Headers.Accept = format;
        await answer.ExecuteAsync(http);
        Assert.Equal(format, http.Response.ContentType);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()), http.Response);
    }
}
