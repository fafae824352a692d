using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tributary.Core.Aggregation;
using Tributary.Core.Errors;
using Tributary.Faces.Finicity;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Tests.Finicity;

public sealed class FinicityErrorsTests
{
    public static TheoryData<string> AllErrors => [.. ErrorCatalogue.All.Select(error => error.Name)];

    [Fact]
    public void EveryErrorOfTheCatalogue_HasARow_AndNoRowIsLeftOver() =>
        Assert.Equal(
            ErrorCatalogue.All.Select(error => error.Name).Order(StringComparer.Ordinal),
            FinicityErrors.Known.Select(error => error.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(AllErrors))]
    public async Task EveryError_IsSaidWithAStatusANumberAndAText(string name)
    {
        var (status, body) = await SayAsync(new TributaryException(ErrorCatalogue.Find(name), "subject"));

        Assert.InRange(status, 400, 599);
        Assert.Equal(JsonValueKind.Number, body.GetProperty("code").ValueKind);
        Assert.NotEqual("", body.GetProperty("message").GetString());
        Assert.Equal(2, body.EnumerateObject().Count());
    }

    [Theory]
    [MemberData(nameof(AllErrors))]
    public async Task OnlyWhatBefallsAnAggregation_CarriesAnAggregationCode(string name)
    {
        var error = ErrorCatalogue.Find(name);
        var (status, body) = await SayAsync(new TributaryException(error));
        var code = body.GetProperty("code").GetInt32();

        if (AggregationStatusCodes.Has(error))
            Assert.Equal((500, AggregationStatusCodes.Of(error)), (status, code));
        else if (error == ErrorCatalogue.ChallengeSessionExpired)
            Assert.Equal((408, 331), (status, code));
        else
            Assert.True(code >= 10_000, $"{name} is {code}, which programs take for an aggregation's.");
    }

    [Theory]
    [InlineData("app-key.missing", 401, 10026, "Missing parameter (Finicity-App-Key)")]
    [InlineData("app-key.unknown", 401, 10027, "Invalid parameter (Finicity-App-Key)")]
    [InlineData("partner.credentials-rejected", 401, 10001, "Invalid credentials")]
    [InlineData("partner.not-entitled", 401, 10021, "You are not authorized.")]
    [InlineData("partner.not-found", 404, 14003, "Aggregation connect partner not found.")]
    [InlineData("partner.secret-invalid", 400, 24437, "New password is not as per policy")]
    [InlineData("token.missing", 401, 10024, "Missing parameter (Finicity-App-Token)")]
    [InlineData("token.invalid", 401, 10022, "Invalid (Finicity-App-Token)")]
    [InlineData("request.route-not-found", 404, 14001, "Resource not found.")]
    [InlineData("request.start-invalid", 400, 41003, "Start index cannot be less than one.")]
    [InlineData("request.limit-invalid", 400, 41004, "Limit cannot be less than one.")]
    [InlineData("request.date-range-invalid", 400, 41002, "Invalid date range: 1234567")]
    [InlineData("customer.not-found", 404, 14001, "Customer not found.")]
    [InlineData("customer.username-taken", 409, 110002, "Username is not available.")]
    [InlineData("customer.username-invalid", 400, 110039, "Username is not as per the policy.")]
    [InlineData("customer.name-invalid", 400, 45003, "Invalid character in name fields.")]
    [InlineData("customer.nothing-to-update", 400, 10025, "No data to update.")]
    [InlineData("customer.application-not-found", 404, 50051, "No registered partner applications found.")]
    [InlineData("institution.not-found", 404, 14006, "Institution not found.")]
    [InlineData("institution.routing-number-not-found", 404, 20000, "Routing number not found")]
    [InlineData("account.service-unsupported", 400, 14020, "Bad request. (Account type not supported).")]
    [InlineData("account.type-invalid", 400, 10106, "Invalid Account Type")]
    [InlineData("account.asset-not-found", 404, 13002, "Asset not found")]
    [InlineData("account.refresh-not-found", 404, 10008, "data not found")]
    [InlineData("account.not-subscribed", 404, 60007, "No active subscription found for a given account")]
    [InlineData("subscription.not-found", 404, 60013, "No active subscription found for a given customer.")]
    [InlineData("transaction.not-found", 404, 24553, "Transaction not found.")]
    [InlineData("institution.no-accounts", 404, 38006, "Customer does not have any accounts associated with institutionId = (1234567)")]
    [InlineData("login.not-found", 404, 38007, "Customer does not have any accounts associated with institutionLoginId = (1234567)")]
    [InlineData("account.not-found", 404, 38003, "customer does not have given account (customerId = 1000123, accountId = [1234567])")]
    [InlineData("request.parameter-missing", 400, 10005, "Missing parameter (1234567)")]
    [InlineData("token.expired", 401, 10023, "Expired (Finicity-App-Token)")]
    public async Task Texts_AreThoseThatTheVendorPrints(string name, int status, int code, string message)
    {
        var (actualStatus, body) = await SayAsync(new TributaryException(ErrorCatalogue.Find(name), "1234567"));

        Assert.Equal((status, code, message), (actualStatus, body.GetProperty("code").GetInt32(), body.GetProperty("message").GetString()));
    }

    [Theory]
    [InlineData("status", 18017, "status parameter value must be 'active' or 'pending'")]
    [InlineData("type", 14016, "Invalid customer type.")]
    [InlineData("sort", 14020, "Bad request. Not valid: sort")]
    public async Task Parameters_HaveNumbersAndTextsOfTheirOwn_WhereTheVendorPrintsThem(string parameter, int code, string message)
    {
        var (status, body) = await SayAsync(new TributaryException(ErrorCatalogue.ParameterInvalid, parameter));

        Assert.Equal((400, code, message), (status, body.GetProperty("code").GetInt32(), body.GetProperty("message").GetString()));
    }

    [Theory]
    [InlineData("login.credentials-rejected", null, 103)]
    [InlineData("institution.unavailable", null, 102)]
    [InlineData("institution.failed", 127, 127)]
    [InlineData("login.answer-required", null, 185)]
    public async Task FailedAggregation_IsHttp500WithItsCode(string name, int? institutionCode, int code)
    {
        var (status, body) = await SayAsync(FinicityErrors.Answer(new AggregationStatus(ErrorCatalogue.Find(name), institutionCode)));

        Assert.Equal((500, code), (status, body.GetProperty("code").GetInt32()));
    }

    [Fact]
    public async Task SignInThatBrokeInThisServer_IsNoAggregationCode()
    {
        var (status, body) = await SayAsync(FinicityErrors.Answer(new AggregationStatus(ErrorCatalogue.Internal)));

        Assert.Equal((500, 10100), (status, body.GetProperty("code").GetInt32()));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("login.credentials-rejected", 103)]
    [InlineData("account.gone", 106)]
    [InlineData("login.locked", 108)]
    [InlineData("login.action-required", 108)]
    [InlineData("login.password-change-required", 109)]
    [InlineData("account.duplicate", 169)]
    [InlineData("login.answer-required", 185)]
    [InlineData("login.answer-rejected", 187)]
    [InlineData("institution.failed", 102)]
    [InlineData("server.internal", 102)]
    public void AggregationStatus_HasTheProtocolsNumber(string? name, int code) =>
        Assert.Equal(code, AggregationStatusCodes.Of(new AggregationStatus(name is null ? null : ErrorCatalogue.Find(name))));

    internal static Task<(int Status, JsonElement Body)> SayAsync(TributaryException refusal) => SayAsync(FinicityErrors.Answer(refusal));

    private static async Task<(int Status, JsonElement Body)> SayAsync(IResult answer)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/aggregation/v1/customers/1000123/accounts";
        context.Request.Headers.Accept = "application/json";
        context.Request.RouteValues["customerId"] = "1000123";
        using var body = new MemoryStream();
        context.Response.Body = body;
        await answer.ExecuteAsync(context);
        return (context.Response.StatusCode, JsonDocument.Parse(Encoding.UTF8.GetString(body.ToArray())).RootElement);
    }
}
