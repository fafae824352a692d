using System.Text.Json;
using Tributary.Core.Errors;
using Tributary.Faces.Finicity;
using Tributary.Faces.Finicity.OpenApi;

namespace Tributary.Faces.Tests.Finicity;

/// <summary>The face's table of errors against the examples of its OpenAPI document.</summary>
public sealed class FinicityDocumentErrorTests
{
    // Of other faces: no call of this one comes to them.
    private static readonly Error[] NotOfThisFace =
    [
        ErrorCatalogue.PartnerTaken,
        ErrorCatalogue.PartnerNotFound,
        ErrorCatalogue.OperatorTokenRejected,
        ErrorCatalogue.OperatorTokenTaken,
        ErrorCatalogue.OperatorTokenNotFound,
        ErrorCatalogue.FileNotStatement,
        ErrorCatalogue.AccountTypeFixed,
        ErrorCatalogue.InstitutionImportRunning,
        ErrorCatalogue.InstitutionFileInvalid,
    ];

    // Said where no call is described: the address or the method is not served.
    private static readonly Error[] OfNoCall = [ErrorCatalogue.RouteNotFound, ErrorCatalogue.MethodNotAllowed];

    // What the server says for each example, with what it says it of.
    private static readonly Dictionary<string, TributaryException> Said = new(StringComparer.Ordinal)
    {
        ["AppKeyMissing"] = new(ErrorCatalogue.AppKeyMissing),
        ["AppKeyUnknown"] = new(ErrorCatalogue.AppKeyUnknown),
        ["InvalidCredentials"] = new(ErrorCatalogue.PartnerCredentialsRejected),
        ["PartnerLocked"] = new(ErrorCatalogue.PartnerLocked),
        ["NotAuthorized"] = new(ErrorCatalogue.PartnerNotEntitled),
        ["TokenMissing"] = new(ErrorCatalogue.TokenMissing),
        ["TokenInvalid"] = new(ErrorCatalogue.TokenInvalid),
        ["TokenExpired"] = new(ErrorCatalogue.TokenExpired),
        ["SecretPolicy"] = new(ErrorCatalogue.PartnerSecretInvalid),
        ["ParameterMissing"] = new(ErrorCatalogue.ParameterMissing, "username"),
        ["FieldIdMissing"] = new(ErrorCatalogue.ParameterMissing, "id"),
        ["SessionMissing"] = new(ErrorCatalogue.ParameterMissing, "MFA-Session"),
        ["AnswerMissing"] = new(ErrorCatalogue.ParameterMissing, "answer"),
        ["BadRequest"] = new(ErrorCatalogue.BodyMalformed, "JSON, line 1, column 14"),
        ["BadValue"] = new(ErrorCatalogue.ParameterInvalid, "sort"),
        ["ModeInvalid"] = new(ErrorCatalogue.ParameterInvalid, "mode"),
        ["AnswerCount"] = new(ErrorCatalogue.AnswerCountWrong, "2 asked, 1 answered"),
        ["NotForThisType"] = new(ErrorCatalogue.AccountServiceUnsupported),
        ["CallbackNotAllowed"] = new(ErrorCatalogue.CallbackNotAllowed, "Only https is called."),
        ["CallbackNotVerified"] = new(ErrorCatalogue.CallbackNotVerified, "It answered the verification with HTTP 404 instead of 200."),
        ["TooManyRequests"] = new(ErrorCatalogue.TooManyRequests),
        ["BodyTooLarge"] = new(ErrorCatalogue.BodyTooLarge),
        ["NotAcceptable"] = new(ErrorCatalogue.NotAcceptable),
        ["ResourceNotFound"] = new(ErrorCatalogue.RouteNotFound),
        ["MethodNotAllowed"] = new(ErrorCatalogue.MethodNotAllowed),
        ["StartInvalid"] = new(ErrorCatalogue.StartInvalid),
        ["LimitInvalid"] = new(ErrorCatalogue.LimitInvalid),
        ["DateRangeInvalid"] = new(ErrorCatalogue.DateRangeInvalid, "toDate must be after fromDate"),
        ["CustomerNotFound"] = new(ErrorCatalogue.CustomerNotFound),
        ["UsernameTaken"] = new(ErrorCatalogue.UsernameTaken),
        ["UsernameInvalid"] = new(ErrorCatalogue.UsernameInvalid),
        ["NameInvalid"] = new(ErrorCatalogue.NameInvalid),
        ["NothingToUpdate"] = new(ErrorCatalogue.NothingToUpdate),
        ["CustomerTypeInvalid"] = new(ErrorCatalogue.ParameterInvalid, "type"),
        ["CustomerTypeMismatch"] = new(ErrorCatalogue.CustomerTypeMismatch),
        ["NoApplication"] = new(ErrorCatalogue.ApplicationNotFound),
        ["InstitutionNotFound"] = new(ErrorCatalogue.InstitutionNotFound),
        ["RoutingNumberNotFound"] = new(ErrorCatalogue.RoutingNumberNotFound),
        ["NoAccountsAtInstitution"] = new(ErrorCatalogue.InstitutionHasNoAccounts, "1234567"),
        ["LoginNotFound"] = new(ErrorCatalogue.LoginNotFound, "1234"),
        ["AccountNotFound"] = new(ErrorCatalogue.AccountNotFound, "1234"),
        ["DetailsNotFound"] = new(ErrorCatalogue.AccountDetailsNotFound),
        ["StatusInvalid"] = new(ErrorCatalogue.ParameterInvalid, "status"),
        ["TypeInvalid"] = new(ErrorCatalogue.AccountTypeInvalid),
        ["TransactionNotFound"] = new(ErrorCatalogue.TransactionNotFound),
        ["AssetNotFound"] = new(ErrorCatalogue.AssetNotFound),
        ["RefreshNotFound"] = new(ErrorCatalogue.RefreshNotFound),
        ["NotForTests"] = new(ErrorCatalogue.AccountNotForTests),
        ["NotSubscribed"] = new(ErrorCatalogue.AccountNotSubscribed),
        ["SubscriptionNotFound"] = new(ErrorCatalogue.SubscriptionNotFound),
        ["SessionExpired"] = new(ErrorCatalogue.ChallengeSessionExpired),
        ["CredentialsRejected"] = new(ErrorCatalogue.CredentialsRejected),
        ["ActionRequired"] = new(ErrorCatalogue.ActionRequired),
        ["PasswordChangeRequired"] = new(ErrorCatalogue.PasswordChangeRequired),
        ["AnswerRequired"] = new(ErrorCatalogue.AnswerRequired),
        ["AnswerRejected"] = new(ErrorCatalogue.AnswerRejected),
        ["InstitutionNotSupported"] = new(ErrorCatalogue.InstitutionNotSupported),
        ["TryLater"] = new(ErrorCatalogue.InstitutionUnavailable),
        ["AccountGone"] = new(ErrorCatalogue.AccountGone),
        ["AccountDuplicate"] = new(ErrorCatalogue.AccountDuplicate),
        ["Internal"] = new(ErrorCatalogue.Internal, "0HNF8OQ2K1C3A:00000001"),
        ["StoreUnavailable"] = new(ErrorCatalogue.StoreUnavailable),
    };

    private static readonly JsonElement Document = JsonDocument.Parse(FinicityDocument.Bytes).RootElement;

    public static TheoryData<string> AllExamples => [.. SharedExamples.EnumerateObject().Select(example => example.Name)];

    private static JsonElement SharedExamples => Document.GetProperty("components").GetProperty("examples");

    [Fact]
    public void EveryError_IsAnExampleUnderItsStatus()
    {
        var told = ExamplesByStatus().ToHashSet();

        Assert.Empty(FinicityErrors.Known.Except(NotOfThisFace).Except(OfNoCall)
            .Where(error => !told.Contains(FinicityErrors.NumbersOf(error)))
            .Select(error => error.Name));
    }

    [Theory]
    [MemberData(nameof(AllExamples))]
    public async Task EveryExample_IsWordForWordWhatTheServerSays(string name)
    {
        var (_, said) = await FinicityErrorsTests.SayAsync(Said[name]);
        var shown = SharedExamples.GetProperty(name).GetProperty("value");

        Assert.True(JsonElement.DeepEquals(said, shown), $"The server says {said.GetRawText()}, the document {shown.GetRawText()}.");
    }

    [Fact]
    public void ErrorsOfNoCall_AreInTheListOfExamples()
    {
        var codes = SharedExamples.EnumerateObject().Select(example => CodeOf(example.Value)).ToHashSet();

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
