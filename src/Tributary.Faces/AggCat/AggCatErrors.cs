using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tributary.Core.Aggregation;
using Tributary.Core.Errors;
using Tributary.Faces.AggCat.Format;
using Tributary.Faces.Wire;

namespace Tributary.Faces.AggCat;

/// <summary>
/// This face's table of errors: HTTP status, kind, code and text of each (AggCat, 4). A sign-in that failed is HTTP 503 with the aggregation
/// code; what the gateway refused has a word for a code. A test walks the catalogue and fails where a row is missing.
/// </summary>
internal static class AggCatErrors
{
    private const string Invalid = "api.request.invalid";
    private const string NotFound = "api.database.notfound";
    private const string Forbidden = "api.request.forbidden";
    private const string System = "SYSTEM_ERROR";
    private const string App = "APP_ERROR";
    private const string User = "USER_ERROR";

    private static readonly Dictionary<Error, Row> Rows = new()
    {
        // Who calls is settled by assertion and signature, which have answers of their own; these stand for what cannot come through here.
        [ErrorCatalogue.AppKeyMissing] = Unauthenticated(ErrorCatalogue.AppKeyMissing),
        [ErrorCatalogue.AppKeyUnknown] = Unauthenticated(ErrorCatalogue.AppKeyUnknown),
        [ErrorCatalogue.PartnerCredentialsRejected] = Unauthenticated(ErrorCatalogue.PartnerCredentialsRejected),
        [ErrorCatalogue.PartnerLocked] = Unauthenticated(ErrorCatalogue.PartnerLocked),
        [ErrorCatalogue.PartnerNotEntitled] = new(403, App, Forbidden, ErrorCatalogue.PartnerNotEntitled.Meaning),
        [ErrorCatalogue.PartnerNotFound] = new(404, App, NotFound, ErrorCatalogue.PartnerNotFound.Meaning),
        [ErrorCatalogue.PartnerSecretInvalid] = Bad(ErrorCatalogue.PartnerSecretInvalid),
        [ErrorCatalogue.PartnerTaken] = Bad(ErrorCatalogue.PartnerTaken),
        [ErrorCatalogue.TokenMissing] = Unauthenticated(ErrorCatalogue.TokenMissing),
        [ErrorCatalogue.TokenInvalid] = Unauthenticated(ErrorCatalogue.TokenInvalid),
        [ErrorCatalogue.TokenExpired] = Unauthenticated(ErrorCatalogue.TokenExpired),
        [ErrorCatalogue.OperatorTokenRejected] = Unauthenticated(ErrorCatalogue.OperatorTokenRejected),
        [ErrorCatalogue.OperatorTokenTaken] = Bad(ErrorCatalogue.OperatorTokenTaken),
        [ErrorCatalogue.OperatorTokenNotFound] = new(404, App, NotFound, ErrorCatalogue.OperatorTokenNotFound.Meaning),

        [ErrorCatalogue.ParameterMissing] = new(400, App, Invalid, subject => $"{subject} is missing."),
        [ErrorCatalogue.ParameterInvalid] = new(400, App, Invalid, subject => $"{subject} is not valid."),
        [ErrorCatalogue.BodyMalformed] = new(400, App, Invalid, subject => $"The request's body cannot be read{In(subject)}."),
        [ErrorCatalogue.BodyTooLarge] = new(413, App, Invalid, ErrorCatalogue.BodyTooLarge.Meaning),
        [ErrorCatalogue.NotAcceptable] = new(406, App, Invalid, ErrorCatalogue.NotAcceptable.Meaning),
        [ErrorCatalogue.RouteNotFound] = new(404, App, "api.resource.notfound", ErrorCatalogue.RouteNotFound.Meaning),
        [ErrorCatalogue.MethodNotAllowed] = new(405, App, Invalid, ErrorCatalogue.MethodNotAllowed.Meaning),
        [ErrorCatalogue.StartInvalid] = Bad(ErrorCatalogue.StartInvalid),
        [ErrorCatalogue.LimitInvalid] = Bad(ErrorCatalogue.LimitInvalid),
        [ErrorCatalogue.DateRangeInvalid] = new(400, App, Invalid, subject => $"The dates make no range{In(subject)}."),

        [ErrorCatalogue.CustomerNotFound] = new(404, App, "api.database.customer.notfound", ErrorCatalogue.CustomerNotFound.Meaning),
        [ErrorCatalogue.UsernameTaken] = Bad(ErrorCatalogue.UsernameTaken),
        [ErrorCatalogue.UsernameInvalid] = Bad(ErrorCatalogue.UsernameInvalid),
        [ErrorCatalogue.NameInvalid] = Bad(ErrorCatalogue.NameInvalid),
        [ErrorCatalogue.NothingToUpdate] = Bad(ErrorCatalogue.NothingToUpdate),
        [ErrorCatalogue.ApplicationNotFound] = Bad(ErrorCatalogue.ApplicationNotFound),
        [ErrorCatalogue.CustomerTypeMismatch] = new(403, App, Forbidden, ErrorCatalogue.CustomerTypeMismatch.Meaning),
        [ErrorCatalogue.InstitutionNotFound] = new(404, App, "api.database.institution.notfound", ErrorCatalogue.InstitutionNotFound.Meaning),
        [ErrorCatalogue.InstitutionNotSupported] = new(404, App, "api.database.institution.notsupported", ErrorCatalogue.InstitutionNotSupported.Meaning),
        [ErrorCatalogue.InstitutionImportRunning] = Bad(ErrorCatalogue.InstitutionImportRunning),
        [ErrorCatalogue.InstitutionFileInvalid] = Bad(ErrorCatalogue.InstitutionFileInvalid),
        [ErrorCatalogue.RoutingNumberNotFound] = new(404, App, NotFound, ErrorCatalogue.RoutingNumberNotFound.Meaning),
        [ErrorCatalogue.InstitutionHasNoAccounts] = new(404, App, NotFound, ErrorCatalogue.InstitutionHasNoAccounts.Meaning),
        [ErrorCatalogue.LoginNotFound] = new(404, App, "api.database.login.notfound", ErrorCatalogue.LoginNotFound.Meaning),
        [ErrorCatalogue.AccountNotFound] = new(404, App, "api.database.account.notfound", "internal api error while processing the request"),
        [ErrorCatalogue.AccountDetailsNotFound] = new(404, App, NotFound, ErrorCatalogue.AccountDetailsNotFound.Meaning),
        [ErrorCatalogue.AssetNotFound] = new(404, App, NotFound, ErrorCatalogue.AssetNotFound.Meaning),
        [ErrorCatalogue.RefreshNotFound] = new(404, App, NotFound, ErrorCatalogue.RefreshNotFound.Meaning),
        [ErrorCatalogue.AccountServiceUnsupported] = Bad(ErrorCatalogue.AccountServiceUnsupported),
        [ErrorCatalogue.AccountTypeInvalid] = new(400, App, Invalid, subject => $"This is no account type{In(subject)}."),
        [ErrorCatalogue.AccountTypeFixed] = new(403, App, "api.account.type.forbidden", ErrorCatalogue.AccountTypeFixed.Meaning),
        [ErrorCatalogue.TransactionNotFound] = new(404, App, NotFound, ErrorCatalogue.TransactionNotFound.Meaning),
        [ErrorCatalogue.AccountNotForTests] = new(403, App, Forbidden, ErrorCatalogue.AccountNotForTests.Meaning),
        [ErrorCatalogue.AccountNotSubscribed] = new(404, App, NotFound, ErrorCatalogue.AccountNotSubscribed.Meaning),
        [ErrorCatalogue.CategoryNotFound] = new(404, App, NotFound, ErrorCatalogue.CategoryNotFound.Meaning),
        [ErrorCatalogue.CategoryRuleNotFound] = new(404, App, NotFound, ErrorCatalogue.CategoryRuleNotFound.Meaning),
        [ErrorCatalogue.SubscriptionNotFound] = new(404, App, NotFound, ErrorCatalogue.SubscriptionNotFound.Meaning),
        [ErrorCatalogue.CallbackNotAllowed] = Bad(ErrorCatalogue.CallbackNotAllowed),
        [ErrorCatalogue.CallbackNotVerified] = Bad(ErrorCatalogue.CallbackNotVerified),
        [ErrorCatalogue.FileNotStatement] = Bad(ErrorCatalogue.FileNotStatement),

        [ErrorCatalogue.ChallengeSessionExpired] = new(408, User, "api.challenge.expired", ErrorCatalogue.ChallengeSessionExpired.Meaning),
        [ErrorCatalogue.AnswerCountWrong] = new(400, App, Invalid, subject => $"Every question needs one answer{In(subject)}."),
        [ErrorCatalogue.CredentialsRejected] = OfAggregation(ErrorCatalogue.CredentialsRejected, User),
        [ErrorCatalogue.LoginLocked] = OfAggregation(ErrorCatalogue.LoginLocked, User),
        [ErrorCatalogue.ActionRequired] = OfAggregation(ErrorCatalogue.ActionRequired, User),
        [ErrorCatalogue.PasswordChangeRequired] = OfAggregation(ErrorCatalogue.PasswordChangeRequired, User),
        [ErrorCatalogue.AnswerRequired] = OfAggregation(ErrorCatalogue.AnswerRequired, User),
        [ErrorCatalogue.AnswerRejected] = OfAggregation(ErrorCatalogue.AnswerRejected, User),
        [ErrorCatalogue.InstitutionUnavailable] = OfAggregation(ErrorCatalogue.InstitutionUnavailable, System),
        [ErrorCatalogue.InstitutionFailed] = OfAggregation(ErrorCatalogue.InstitutionFailed, System),
        [ErrorCatalogue.AccountGone] = OfAggregation(ErrorCatalogue.AccountGone, User),
        [ErrorCatalogue.AccountDuplicate] = OfAggregation(ErrorCatalogue.AccountDuplicate, User),
        [ErrorCatalogue.SignInCancelled] = OfAggregation(ErrorCatalogue.SignInCancelled, System),
        [ErrorCatalogue.Internal] = new(500, System, "api.internal", ErrorCatalogue.Internal.Meaning),
        [ErrorCatalogue.StoreUnavailable] = new(503, System, "api.database.unavailable", ErrorCatalogue.StoreUnavailable.Meaning),
        [ErrorCatalogue.TooManyRequests] = new(503, System, "api.request.throttled", ErrorCatalogue.TooManyRequests.Meaning),
    };

    private static readonly DocumentShape StatusShape = new(Ns.Common, "Status", Ns.Common);

    /// <summary>The errors this face can say.</summary>
    public static IReadOnlyCollection<Error> Known => Rows.Keys;

    /// <summary>HTTP status and code of an error.</summary>
    public static (int Status, string Code) NumbersOf(Error error) => (Rows[error].Status, Rows[error].Code);

    /// <summary>A refused request.</summary>
    public static IResult Answer(TributaryException refusal) => Answer(Rows[refusal.Error], refusal.Subject);

    /// <summary>A failed sign-in.</summary>
    public static IResult Answer(AggregationStatus failure)
    {
        var error = failure.Error ?? throw new ArgumentException("A success is no error.", nameof(failure));
        var row = Rows[error];
        return AggregationStatusCodes.Has(error)
            ? Answer(row with { Code = AggregationStatusCodes.Of(failure).ToString(CultureInfo.InvariantCulture) }, subject: null)
            : Answer(row, subject: null);
    }

    private static AggCatAnswer Answer(Row row, string? subject) => new(row.Status, StatusShape, writer =>
    {
        // One and no more: a Ruby program breaks on a list.
        writer.BeginList("errorInfo");
        writer.BeginItem(Ns.Common, "errorInfo");
        writer.Text(Ns.Common, "errorType", row.Type);
        writer.Text(Ns.Common, "errorCode", row.Code);
        writer.Text(Ns.Common, "errorMessage", row.Text(subject));
        writer.Text(Ns.Common, "correlationId", $"gw-{Guid.NewGuid()}");
        writer.EndRecord();
        writer.EndList();
    });

    private static Row Bad(Error error) => new(400, App, Invalid, error.Meaning);

    private static Row Unauthenticated(Error error) => new(401, App, "api.request.unauthenticated", error.Meaning);

    private static Row OfAggregation(Error error, string type) =>
        new(503, type, AggregationStatusCodes.Of(error).ToString(CultureInfo.InvariantCulture), error.Meaning);

    private static string In(string? subject) => subject is null ? "" : $" ({subject})";

    /// <summary>How an error is said.</summary>
    private sealed record Row(int Status, string Type, string Code, Func<string?, string> Text)
    {
        public Row(int status, string type, string code, string text)
            : this(status, type, code, _ => text)
        {
        }
    }
}
