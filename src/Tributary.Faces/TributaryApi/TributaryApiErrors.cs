using Tributary.Core.Errors;

namespace Tributary.Faces.TributaryApi;

/// <summary>
/// This API's table of errors: the HTTP status of each. Number and text are the catalogue's own name and meaning. A test walks the
/// catalogue and fails where a row is missing.
/// </summary>
public static class TributaryApiErrors
{
    private static readonly Dictionary<Error, int> Statuses = new()
    {
        [ErrorCatalogue.AppKeyMissing] = 401,
        [ErrorCatalogue.AppKeyUnknown] = 401,
        [ErrorCatalogue.PartnerCredentialsRejected] = 401,
        [ErrorCatalogue.PartnerLocked] = 403,
        [ErrorCatalogue.PartnerNotEntitled] = 403,
        [ErrorCatalogue.PartnerNotFound] = 404,
        [ErrorCatalogue.PartnerSecretInvalid] = 400,
        [ErrorCatalogue.PartnerTaken] = 409,
        [ErrorCatalogue.TokenMissing] = 401,
        [ErrorCatalogue.TokenInvalid] = 401,
        [ErrorCatalogue.TokenExpired] = 401,
        [ErrorCatalogue.OperatorTokenRejected] = 401,
        [ErrorCatalogue.OperatorTokenTaken] = 409,
        [ErrorCatalogue.OperatorTokenNotFound] = 404,
        [ErrorCatalogue.ParameterMissing] = 400,
        [ErrorCatalogue.ParameterInvalid] = 400,
        [ErrorCatalogue.BodyMalformed] = 400,
        [ErrorCatalogue.BodyTooLarge] = 413,
        [ErrorCatalogue.NotAcceptable] = 406,
        [ErrorCatalogue.RouteNotFound] = 404,
        [ErrorCatalogue.MethodNotAllowed] = 405,
        [ErrorCatalogue.StartInvalid] = 400,
        [ErrorCatalogue.LimitInvalid] = 400,
        [ErrorCatalogue.DateRangeInvalid] = 400,
        [ErrorCatalogue.CustomerNotFound] = 404,
        [ErrorCatalogue.UsernameTaken] = 409,
        [ErrorCatalogue.UsernameInvalid] = 400,
        [ErrorCatalogue.NothingToUpdate] = 400,
        [ErrorCatalogue.ApplicationNotFound] = 404,
        [ErrorCatalogue.NameInvalid] = 400,
        [ErrorCatalogue.CustomerTypeMismatch] = 403,
        [ErrorCatalogue.InstitutionNotFound] = 404,
        [ErrorCatalogue.InstitutionNotSupported] = 400,
        [ErrorCatalogue.InstitutionImportRunning] = 409,
        [ErrorCatalogue.InstitutionFileInvalid] = 422,
        [ErrorCatalogue.RoutingNumberNotFound] = 404,
        [ErrorCatalogue.InstitutionHasNoAccounts] = 404,
        [ErrorCatalogue.LoginNotFound] = 404,
        [ErrorCatalogue.AccountNotFound] = 404,
        [ErrorCatalogue.AccountDetailsNotFound] = 404,
        [ErrorCatalogue.AssetNotFound] = 404,
        [ErrorCatalogue.RefreshNotFound] = 404,
        [ErrorCatalogue.AccountServiceUnsupported] = 400,
        [ErrorCatalogue.AccountTypeInvalid] = 400,
        [ErrorCatalogue.AccountTypeFixed] = 403,
        [ErrorCatalogue.TransactionNotFound] = 404,
        [ErrorCatalogue.CategoryNotFound] = 400,
        [ErrorCatalogue.CategoryRuleNotFound] = 404,
        [ErrorCatalogue.AccountNotForTests] = 403,
        [ErrorCatalogue.AccountNotSubscribed] = 404,
        [ErrorCatalogue.SubscriptionNotFound] = 404,
        [ErrorCatalogue.CallbackNotAllowed] = 400,
        [ErrorCatalogue.CallbackNotVerified] = 400,
        [ErrorCatalogue.FileNotStatement] = 422,
        [ErrorCatalogue.ChallengeSessionExpired] = 410,
        [ErrorCatalogue.AnswerCountWrong] = 400,
        [ErrorCatalogue.CredentialsRejected] = 422,
        [ErrorCatalogue.LoginLocked] = 422,
        [ErrorCatalogue.ActionRequired] = 422,
        [ErrorCatalogue.PasswordChangeRequired] = 422,
        [ErrorCatalogue.AnswerRequired] = 422,
        [ErrorCatalogue.AnswerRejected] = 422,
        [ErrorCatalogue.InstitutionUnavailable] = 502,
        [ErrorCatalogue.InstitutionFailed] = 502,
        [ErrorCatalogue.AccountGone] = 422,
        [ErrorCatalogue.AccountDuplicate] = 409,
        [ErrorCatalogue.SignInCancelled] = 409,
        [ErrorCatalogue.Internal] = 500,
        [ErrorCatalogue.StoreUnavailable] = 503,
        [ErrorCatalogue.TooManyRequests] = 429,
    };

    /// <summary>The errors this face can say.</summary>
    public static IReadOnlyCollection<Error> Known => Statuses.Keys;

    /// <summary>The HTTP status of an error.</summary>
    /// <param name="error">The error.</param>
    /// <returns>The status.</returns>
    public static int StatusOf(Error error) => Statuses[error];
}
