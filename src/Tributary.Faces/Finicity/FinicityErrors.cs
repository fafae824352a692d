using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Aggregation;
using Tributary.Core.Errors;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity;

/// <summary>
/// This face's table of errors: HTTP status, number and text of each. Numbers and texts are those the vendor prints, to the last dot,
/// where it prints any; the others are the nearest number the protocol has, and 10100 where it has none. Only what befalls an
/// aggregation carries an aggregation code. A test walks the catalogue and fails where a row is missing.
/// </summary>
internal static class FinicityErrors
{
    private const int Generic = 10100;
    private const int BadRequest = 14020;

    // Long enough for a database to come back, short enough for somebody who waits.
    private const string SecondsToRecover = "10";

    private static readonly Dictionary<Error, Row> Rows = new()
    {
        [ErrorCatalogue.AppKeyMissing] = new(401, 10026, "Missing parameter (Finicity-App-Key)"),
        [ErrorCatalogue.AppKeyUnknown] = new(401, 10027, "Invalid parameter (Finicity-App-Key)"),
        [ErrorCatalogue.PartnerCredentialsRejected] = new(401, 10001, "Invalid credentials"),
        [ErrorCatalogue.PartnerLocked] = new(401, 10021, $"You are not authorized. {ErrorCatalogue.PartnerLocked.Meaning}"),
        [ErrorCatalogue.PartnerNotEntitled] = new(401, 10021, "You are not authorized."),
        [ErrorCatalogue.PartnerNotFound] = new(404, 14003, "Aggregation connect partner not found."),
        [ErrorCatalogue.PartnerSecretInvalid] = new(400, 24437, "New password is not as per policy"),
        [ErrorCatalogue.PartnerTaken] = new(409, Generic, ErrorCatalogue.PartnerTaken.Meaning),
        [ErrorCatalogue.TokenMissing] = new(401, 10024, "Missing parameter (Finicity-App-Token)"),
        [ErrorCatalogue.TokenInvalid] = new(401, 10022, "Invalid (Finicity-App-Token)"),
        [ErrorCatalogue.TokenExpired] = new(401, 10023, "Expired (Finicity-App-Token)"),
        [ErrorCatalogue.OperatorTokenRejected] = new(401, 10021, ErrorCatalogue.OperatorTokenRejected.Meaning),
        [ErrorCatalogue.OperatorTokenTaken] = new(409, Generic, ErrorCatalogue.OperatorTokenTaken.Meaning),
        [ErrorCatalogue.OperatorTokenNotFound] = new(404, Generic, ErrorCatalogue.OperatorTokenNotFound.Meaning),

        [ErrorCatalogue.ParameterMissing] = new(400, 10005, about => $"Missing parameter ({about.Subject})"),
        [ErrorCatalogue.ParameterInvalid] = new(400, BadRequest, about => $"Bad request. Not valid: {about.Subject}"),
        [ErrorCatalogue.BodyMalformed] = new(400, BadRequest, about => $"Bad request. The body cannot be read{In(about.Subject)}."),
        [ErrorCatalogue.BodyTooLarge] = new(413, BadRequest, "Bad request. The body is too large."),
        [ErrorCatalogue.NotAcceptable] = new(406, 14025, "Not Acceptable. This service answers in application/json."),
        [ErrorCatalogue.RouteNotFound] = new(404, 14001, "Resource not found."),
        [ErrorCatalogue.MethodNotAllowed] = new(405, BadRequest, "Bad request. This address does not answer this method."),
        [ErrorCatalogue.StartInvalid] = new(400, 41003, "Start index cannot be less than one."),
        [ErrorCatalogue.LimitInvalid] = new(400, 41004, "Limit cannot be less than one."),
        [ErrorCatalogue.DateRangeInvalid] = new(400, 41002, about => about.Subject is null ? "Invalid date range" : $"Invalid date range: {about.Subject}"),

        [ErrorCatalogue.CustomerNotFound] = new(404, 14001, "Customer not found."),
        [ErrorCatalogue.UsernameTaken] = new(409, 110002, "Username is not available."),
        [ErrorCatalogue.UsernameInvalid] = new(400, 110039, "Username is not as per the policy."),
        [ErrorCatalogue.NameInvalid] = new(400, 45003, "Invalid character in name fields."),
        [ErrorCatalogue.NothingToUpdate] = new(400, 10025, "No data to update."),
        [ErrorCatalogue.ApplicationNotFound] = new(404, 50051, "No registered partner applications found."),
        [ErrorCatalogue.CustomerTypeMismatch] = new(403, 10021, ErrorCatalogue.CustomerTypeMismatch.Meaning),
        [ErrorCatalogue.InstitutionNotFound] = new(404, 14006, "Institution not found."),
        [ErrorCatalogue.RoutingNumberNotFound] = new(404, 20000, "Routing number not found"),
        [ErrorCatalogue.InstitutionNotSupported] = Row.OfAggregation(ErrorCatalogue.InstitutionNotSupported),
        [ErrorCatalogue.InstitutionImportRunning] = new(409, Generic, ErrorCatalogue.InstitutionImportRunning.Meaning),
        [ErrorCatalogue.InstitutionFileInvalid] = new(400, BadRequest, ErrorCatalogue.InstitutionFileInvalid.Meaning),
        [ErrorCatalogue.InstitutionHasNoAccounts] =
            new(404, 38006, about => $"Customer does not have any accounts associated with institutionId = ({about.Subject})"),
        [ErrorCatalogue.LoginNotFound] =
            new(404, 38007, about => $"Customer does not have any accounts associated with institutionLoginId = ({about.Subject})"),
        [ErrorCatalogue.AccountNotFound] = new(
            404, 38003, about => $"customer does not have given account (customerId = {about.CustomerId}, accountId = [{about.Subject}])"),
        [ErrorCatalogue.AccountDetailsNotFound] = new(404, 38008, "Account details not found."),
        [ErrorCatalogue.AssetNotFound] = new(404, 13002, "Asset not found"),
        [ErrorCatalogue.RefreshNotFound] = new(404, 10008, "data not found"),
        [ErrorCatalogue.AccountServiceUnsupported] = new(400, BadRequest, "Bad request. (Account type not supported)."),
        [ErrorCatalogue.AccountTypeInvalid] = new(400, 10106, "Invalid Account Type"),
        [ErrorCatalogue.AccountTypeFixed] = new(400, 10106, ErrorCatalogue.AccountTypeFixed.Meaning),
        [ErrorCatalogue.TransactionNotFound] = new(404, 24553, "Transaction not found."),
        [ErrorCatalogue.CategoryNotFound] = new(400, BadRequest, ErrorCatalogue.CategoryNotFound.Meaning),
        [ErrorCatalogue.CategoryRuleNotFound] = new(404, 14001, "Resource not found."),
        [ErrorCatalogue.AccountNotForTests] = new(403, 10021, ErrorCatalogue.AccountNotForTests.Meaning),
        [ErrorCatalogue.AccountNotSubscribed] = new(404, 60007, "No active subscription found for a given account"),
        [ErrorCatalogue.SubscriptionNotFound] = new(404, 60013, "No active subscription found for a given customer."),
        [ErrorCatalogue.CallbackNotAllowed] = new(400, BadRequest, about => $"Bad request. Not valid: callbackUrl. {about.Subject}"),
        [ErrorCatalogue.CallbackNotVerified] = new(400, BadRequest, about => $"Bad request. The callback could not be verified. {about.Subject}"),
        [ErrorCatalogue.FileNotStatement] = new(400, BadRequest, ErrorCatalogue.FileNotStatement.Meaning),

        [ErrorCatalogue.ChallengeSessionExpired] = new(408, 331, "MFA session expired."),
        [ErrorCatalogue.AnswerCountWrong] =
            new(400, BadRequest, about => $"Bad request. Every question needs one answer{In(about.Subject)}."),
        [ErrorCatalogue.CredentialsRejected] = Row.OfAggregation(ErrorCatalogue.CredentialsRejected),
        [ErrorCatalogue.LoginLocked] = Row.OfAggregation(ErrorCatalogue.LoginLocked),
        [ErrorCatalogue.ActionRequired] = Row.OfAggregation(ErrorCatalogue.ActionRequired),
        [ErrorCatalogue.PasswordChangeRequired] = Row.OfAggregation(ErrorCatalogue.PasswordChangeRequired),
        [ErrorCatalogue.AnswerRequired] = Row.OfAggregation(ErrorCatalogue.AnswerRequired),
        [ErrorCatalogue.AnswerRejected] = Row.OfAggregation(ErrorCatalogue.AnswerRejected),
        [ErrorCatalogue.InstitutionUnavailable] = Row.OfAggregation(ErrorCatalogue.InstitutionUnavailable),
        [ErrorCatalogue.InstitutionFailed] = Row.OfAggregation(ErrorCatalogue.InstitutionFailed),
        [ErrorCatalogue.AccountGone] = Row.OfAggregation(ErrorCatalogue.AccountGone),
        [ErrorCatalogue.AccountDuplicate] = Row.OfAggregation(ErrorCatalogue.AccountDuplicate),
        [ErrorCatalogue.SignInCancelled] = Row.OfAggregation(ErrorCatalogue.SignInCancelled),
        [ErrorCatalogue.Internal] =
            new(500, Generic, about => $"Something went wrong in this server; its log has it under the request's id{In(about.Subject)}."),
        [ErrorCatalogue.StoreUnavailable] = new(503, Generic, ErrorCatalogue.StoreUnavailable.Meaning),
        [ErrorCatalogue.TooManyRequests] = new(429, Generic, "Too many requests."),
    };

    /// <summary>Parameters whose refusal has a number of its own.</summary>
    private static readonly Dictionary<string, Row> InvalidParameters = new(StringComparer.Ordinal)
    {
        ["status"] = new(400, 18017, "status parameter value must be 'active' or 'pending'"),
        ["type"] = new(400, 14016, "Invalid customer type."),
        ["mode"] = new(400, Generic, "Invalid parameter (mode)"),
        ["fromDate"] = new(400, Generic, "Invalid parameter (fromDate)"),
        ["toDate"] = new(400, Generic, "Invalid parameter (toDate)"),
    };

    /// <summary>The errors this face can say.</summary>
    public static IReadOnlyCollection<Error> Known => Rows.Keys;

    /// <summary>HTTP status and number of an error.</summary>
    public static (int Status, int Code) NumbersOf(Error error) => (Rows[error].Status, Rows[error].Code);

    /// <summary>A refused request.</summary>
    public static IResult Answer(TributaryException refusal) => new ErrorAnswer(RowOf(refusal), refusal.Subject);

    /// <summary>A failed aggregation: HTTP 500 with the aggregation code, whoever is to blame. Programs look for exactly that.</summary>
    public static IResult Answer(AggregationStatus failure)
    {
        var error = failure.Error ?? throw new ArgumentException("A success is no error.", nameof(failure));
        return AggregationStatusCodes.Has(error)
            ? new ErrorAnswer(new Row(StatusCodes.Status500InternalServerError, AggregationStatusCodes.Of(failure), error.Meaning), null)
            : new ErrorAnswer(Rows[error], null);
    }

    private static Row RowOf(TributaryException refusal) =>
        refusal.Error == ErrorCatalogue.ParameterInvalid && InvalidParameters.TryGetValue(refusal.Subject ?? "", out var row)
            ? row
            : Rows[refusal.Error];

    private static string In(string? subject) => subject is null ? "" : $" ({subject})";

    /// <summary>How an error is said.</summary>
    /// <param name="Status">HTTP status.</param>
    /// <param name="Code">The number; a JSON number, which the vendor's own tests demand.</param>
    /// <param name="Text">The message.</param>
    private sealed record Row(int Status, int Code, Func<About, string> Text)
    {
        public Row(int status, int code, string text)
            : this(status, code, _ => text)
        {
        }

        public static Row OfAggregation(Error error) => new(500, AggregationStatusCodes.Of(error), error.Meaning);
    }

    /// <summary>What an error was about.</summary>
    /// <param name="Subject">A parameter's name or an id, as the caller wrote it.</param>
    /// <param name="CustomerId">The customer named in the request's path, as the caller wrote it.</param>
    private sealed record About(string? Subject, string? CustomerId);

    private sealed class ErrorAnswer(Row row, string? subject) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (row.Status == StatusCodes.Status503ServiceUnavailable)
                httpContext.Response.Headers.RetryAfter = SecondsToRecover;
            var message = row.Text(new About(subject, httpContext.GetRouteValue("customerId") as string));
            return new FinicityAnswer(row.Status, wire => wire.Document("error", () =>
            {
                wire.Number("code", row.Code);
                wire.Text("message", message);
            })).ExecuteAsync(httpContext);
        }
    }
}
