using System.Collections.Frozen;

namespace Tributary.Core.Errors;

/// <summary>
/// Every error this server can answer with, once. A new row asks every face the question how it says that: a test walks the
/// catalogue and the faces' tables and fails on a gap.
/// </summary>
public static class ErrorCatalogue
{
    // Who calls.

    /// <summary>The request carries no app key.</summary>
    public static readonly Error AppKeyMissing = new("app-key.missing", "The request carries no app key.", Actor.Partner, Retry.Never);

    /// <summary>No partner has this app key.</summary>
    public static readonly Error AppKeyUnknown = new("app-key.unknown", "No partner has this app key.", Actor.Partner, Retry.Never);

    /// <summary>Partner id and secret do not belong together.</summary>
    public static readonly Error PartnerCredentialsRejected = new("partner.credentials-rejected", "The partner id or secret is wrong.", Actor.Partner, Retry.Never);

    /// <summary>Too many wrong secrets locked the partner.</summary>
    public static readonly Error PartnerLocked = new("partner.locked", "This partner is locked; an operator can unlock it.", Actor.Operator, Retry.AfterAction);

    /// <summary>The partner may not use this service.</summary>
    public static readonly Error PartnerNotEntitled = new("partner.not-entitled", "This service is not open to this partner.", Actor.Operator, Retry.Never);

    /// <summary>No such partner.</summary>
    public static readonly Error PartnerNotFound = new("partner.not-found", "There is no such partner.", Actor.Operator, Retry.Never);

    /// <summary>A new partner secret breaks the rules.</summary>
    public static readonly Error PartnerSecretInvalid = new("partner.secret-invalid", "A partner secret has 12 to 255 letters, digits and ! @ # $ % & * _ - + signs, at least one letter and one digit.", Actor.Partner, Retry.Never);

    /// <summary>Another partner already has this id or app key.</summary>
    public static readonly Error PartnerTaken = new("partner.taken", "Another partner already has this id or app key; give another, or none and one is made up.", Actor.Operator, Retry.Never);

    /// <summary>The request carries no access token.</summary>
    public static readonly Error TokenMissing = new("token.missing", "The request carries no access token.", Actor.Partner, Retry.Never);

    /// <summary>The access token is not one of ours, or belongs to another app key.</summary>
    public static readonly Error TokenInvalid = new("token.invalid", "The access token is not valid.", Actor.Partner, Retry.AfterAction);

    /// <summary>The access token has ended.</summary>
    public static readonly Error TokenExpired = new("token.expired", "The access token has expired.", Actor.Partner, Retry.AfterAction);

    /// <summary>The request carries no valid operator token.</summary>
    public static readonly Error OperatorTokenRejected = new("operator-token.rejected", "This call needs a valid operator token.", Actor.Operator, Retry.Never);

    /// <summary>Another operator token already has this name.</summary>
    public static readonly Error OperatorTokenTaken = new("operator-token.taken", "Another operator token already has this name.", Actor.Operator, Retry.Never);

    /// <summary>No such operator token.</summary>
    public static readonly Error OperatorTokenNotFound = new("operator-token.not-found", "There is no such operator token.", Actor.Operator, Retry.Never);

    // What was sent.

    /// <summary>A required parameter is missing or blank.</summary>
    public static readonly Error ParameterMissing = new("request.parameter-missing", "A required parameter is missing.", Actor.Partner, Retry.Never);

    /// <summary>A parameter is not what it must be.</summary>
    public static readonly Error ParameterInvalid = new("request.parameter-invalid", "A parameter is not valid.", Actor.Partner, Retry.Never);

    /// <summary>The body cannot be read.</summary>
    public static readonly Error BodyMalformed = new("request.body-malformed", "The request's body cannot be read.", Actor.Partner, Retry.Never);

    /// <summary>The body is larger than this server takes.</summary>
    public static readonly Error BodyTooLarge = new("request.body-too-large", "The request's body is too large.", Actor.Partner, Retry.Never);

    /// <summary>The caller accepts no format this service has.</summary>
    public static readonly Error NotAcceptable = new("request.not-acceptable", "This service has none of the accepted formats.", Actor.Partner, Retry.Never);

    /// <summary>No service is at this address.</summary>
    public static readonly Error RouteNotFound = new("request.route-not-found", "There is no service at this address.", Actor.Partner, Retry.Never);

    /// <summary>The service does not know this HTTP method.</summary>
    public static readonly Error MethodNotAllowed = new("request.method-not-allowed", "The service at this address does not answer this method.", Actor.Partner, Retry.Never);

    /// <summary>The page's start is below one.</summary>
    public static readonly Error StartInvalid = new("request.start-invalid", "The start index is not a whole number of at least one.", Actor.Partner, Retry.Never);

    /// <summary>The page's limit is below one.</summary>
    public static readonly Error LimitInvalid = new("request.limit-invalid", "The limit is not a whole number of at least one.", Actor.Partner, Retry.Never);

    /// <summary>The dates make no range.</summary>
    public static readonly Error DateRangeInvalid = new("request.date-range-invalid", "The dates make no valid range.", Actor.Partner, Retry.Never);

    // What it was about.

    /// <summary>No such customer of this partner.</summary>
    public static readonly Error CustomerNotFound = new("customer.not-found", "There is no such customer.", Actor.Partner, Retry.Never);

    /// <summary>The partner already has a customer of this name.</summary>
    public static readonly Error UsernameTaken = new("customer.username-taken", "Another customer already has this username.", Actor.Partner, Retry.Never);

    /// <summary>The username breaks the rules.</summary>
    public static readonly Error UsernameInvalid = new("customer.username-invalid", "A username has 6 to 255 letters, digits and ! @ # $ % & * _ - + . signs.", Actor.Partner, Retry.Never);

    /// <summary>A name field holds a character it may not.</summary>
    public static readonly Error NameInvalid = new("customer.name-invalid", "A name holds a character it may not.", Actor.Partner, Retry.Never);

    /// <summary>A change that changes nothing.</summary>
    public static readonly Error NothingToUpdate = new("customer.nothing-to-update", "The request names nothing that can be changed.", Actor.Partner, Retry.Never);

    /// <summary>The partner has no registered application for this customer.</summary>
    public static readonly Error ApplicationNotFound = new("customer.application-not-found", "The partner has registered no application.", Actor.Partner, Retry.Never);

    /// <summary>A testing customer at a real bank, or an active one at a demo bank.</summary>
    public static readonly Error CustomerTypeMismatch = new("customer.type-mismatch", "Testing customers sign in to demo banks only, and active customers never do.", Actor.Partner, Retry.Never);

    /// <summary>No such institution.</summary>
    public static readonly Error InstitutionNotFound = new("institution.not-found", "There is no such institution.", Actor.Partner, Retry.Never);

    /// <summary>An institution of the directory that no connector signs in to.</summary>
    public static readonly Error InstitutionNotSupported = new("institution.not-supported", "This server cannot sign in to this institution yet.", Actor.Operator, Retry.Never);

    /// <summary>Another import of institutions is under way.</summary>
    public static readonly Error InstitutionImportRunning = new("institution-import.running", "Another import of institutions is under way; start this one when it has ended.", Actor.Operator, Retry.AfterAction);

    /// <summary>A file that was to be a list of institutions and cannot be taken.</summary>
    public static readonly Error InstitutionFileInvalid = new("institution-import.file-invalid", "The file cannot be taken as a list of institutions.", Actor.Operator, Retry.Never);

    /// <summary>No institution of this routing number.</summary>
    public static readonly Error RoutingNumberNotFound = new("institution.routing-number-not-found", "No institution of this routing number is known.", Actor.Partner, Retry.Never);

    /// <summary>The customer has no account at this institution.</summary>
    public static readonly Error InstitutionHasNoAccounts = new("institution.no-accounts", "The customer has no account at this institution.", Actor.Partner, Retry.Never);

    /// <summary>No such institution login of this customer, or one without accounts.</summary>
    public static readonly Error LoginNotFound = new("login.not-found", "The customer has no such institution login.", Actor.Partner, Retry.Never);

    /// <summary>No such account of this customer.</summary>
    public static readonly Error AccountNotFound = new("account.not-found", "The customer has no such account.", Actor.Partner, Retry.Never);

    /// <summary>The institution does not tell this of the account.</summary>
    public static readonly Error AccountDetailsNotFound = new("account.details-not-found", "The institution does not tell this of the account.", Actor.Partner, Retry.Never);

    /// <summary>No such document of this customer.</summary>
    public static readonly Error AssetNotFound = new("account.asset-not-found", "The customer has no such document.", Actor.Partner, Retry.Never);

    /// <summary>No such refresh of this customer, or one long over.</summary>
    public static readonly Error RefreshNotFound = new("account.refresh-not-found", "The customer has no such refresh any more.", Actor.Partner, Retry.Never);

    /// <summary>Accounts of this type have no such thing.</summary>
    public static readonly Error AccountServiceUnsupported = new("account.service-unsupported", "Accounts of this type have no such details.", Actor.Partner, Retry.Never);

    /// <summary>The account type is none that an account can be activated with.</summary>
    public static readonly Error AccountTypeInvalid = new("account.type-invalid", "This is no account type an account can have.", Actor.Partner, Retry.Never);

    /// <summary>The institution itself says what the account is.</summary>
    public static readonly Error AccountTypeFixed = new("account.type-fixed", "Only an account whose type the institution does not tell can be given one.", Actor.Partner, Retry.Never);

    /// <summary>No such transaction of this customer.</summary>
    public static readonly Error TransactionNotFound = new("transaction.not-found", "The customer has no such transaction.", Actor.Partner, Retry.Never);

    /// <summary>No such category.</summary>
    public static readonly Error CategoryNotFound = new("category.not-found", "There is no such category.", Actor.Partner, Retry.Never);

    /// <summary>No such rule of this customer.</summary>
    public static readonly Error CategoryRuleNotFound = new("category.rule-not-found", "The customer has no such rule.", Actor.Partner, Retry.Never);

    /// <summary>The account takes no test transactions.</summary>
    public static readonly Error AccountNotForTests = new("account.not-for-tests", "Only active accounts at demo banks take test transactions.", Actor.Partner, Retry.Never);

    /// <summary>Nobody is subscribed to the account.</summary>
    public static readonly Error AccountNotSubscribed = new("account.not-subscribed", "There is no subscription to this account.", Actor.Partner, Retry.Never);

    /// <summary>No such subscription of this customer.</summary>
    public static readonly Error SubscriptionNotFound = new("subscription.not-found", "The customer has no such subscription.", Actor.Partner, Retry.Never);

    /// <summary>The callback's URL is none that this server calls.</summary>
    public static readonly Error CallbackNotAllowed = new("callback.not-allowed", "The callback's URL is not one that this server calls.", Actor.Partner, Retry.Never);

    /// <summary>The callback did not prove that it wants to be told.</summary>
    public static readonly Error CallbackNotVerified = new("callback.not-verified", "The callback did not answer with its verification code.", Actor.Partner, Retry.AfterAction);

    /// <summary>The file holds no statement.</summary>
    public static readonly Error FileNotStatement = new("file.not-a-statement", "The file holds no statement that can be read.", Actor.Customer, Retry.Never);

    // How a sign-in goes wrong. These are aggregation statuses too.

    /// <summary>The challenge session is unknown, over, already answered, or somebody else's.</summary>
    public static readonly Error ChallengeSessionExpired = new("challenge.session-expired", "The challenge session is not open any more; start again.", Actor.Customer, Retry.AfterAction);

    /// <summary>Not as many answers as questions.</summary>
    public static readonly Error AnswerCountWrong = new("challenge.answer-count-wrong", "Every question needs one answer.", Actor.Partner, Retry.AfterAction);

    /// <summary>The institution refused user id or password.</summary>
    public static readonly Error CredentialsRejected = new("login.credentials-rejected", "The institution refused the user id or password.", Actor.Customer, Retry.AfterAction);

    /// <summary>The institution locked the user out.</summary>
    public static readonly Error LoginLocked = new("login.locked", "The institution has locked this user; the customer must act there.", Actor.Customer, Retry.AfterAction);

    /// <summary>The customer must do something at the institution.</summary>
    public static readonly Error ActionRequired = new("login.action-required", "The customer must do something on the institution's own site.", Actor.Customer, Retry.AfterAction);

    /// <summary>The institution demands a new password.</summary>
    public static readonly Error PasswordChangeRequired = new("login.password-change-required", "The institution demands a new password.", Actor.Customer, Retry.AfterAction);

    /// <summary>The institution asked a question and nobody was there to answer.</summary>
    public static readonly Error AnswerRequired = new("login.answer-required", "The institution asks a question that the customer must answer.", Actor.Customer, Retry.AfterAction);

    /// <summary>The answer was wrong.</summary>
    public static readonly Error AnswerRejected = new("login.answer-rejected", "The institution refused the answer.", Actor.Customer, Retry.AfterAction);

    /// <summary>The institution cannot be reached.</summary>
    public static readonly Error InstitutionUnavailable = new("institution.unavailable", "The institution cannot be reached at present.", Actor.Institution, Retry.WithBackOff);

    /// <summary>The institution reported an error of its own.</summary>
    public static readonly Error InstitutionFailed = new("institution.failed", "The institution answered with an error of its own.", Actor.Institution, Retry.WithBackOff);

    /// <summary>The institution no longer shows the account.</summary>
    public static readonly Error AccountGone = new("account.gone", "The institution no longer shows this account.", Actor.Customer, Retry.AfterAction);

    /// <summary>The same account is held twice.</summary>
    public static readonly Error AccountDuplicate = new("account.duplicate", "The same account is already held.", Actor.Customer, Retry.AfterAction);

    /// <summary>The sign-in was cut short, by a stop of the server or a deletion.</summary>
    public static readonly Error SignInCancelled = new("sign-in.cancelled", "The sign-in was cancelled before it ended.", Actor.Partner, Retry.AfterAction);

    /// <summary>Something of ours broke.</summary>
    public static readonly Error Internal = new("server.internal", "Something went wrong in this server; the log has it under the request's id.", Actor.Operator, Retry.WithBackOff);

    /// <summary>The store cannot take writes now.</summary>
    public static readonly Error StoreUnavailable = new("server.store-unavailable", "The store cannot be used at present.", Actor.Operator, Retry.WithBackOff);

    /// <summary>The caller asks more than its limits allow.</summary>
    public static readonly Error TooManyRequests = new("server.too-many-requests", "Too many requests; the answer's Retry-After says in how many seconds to go on.", Actor.Partner, Retry.WithBackOff);

    /// <summary>Every error, in the order of this file.</summary>
    public static IReadOnlyList<Error> All { get; } =
    [
        AppKeyMissing, AppKeyUnknown, PartnerCredentialsRejected, PartnerLocked, PartnerNotEntitled, PartnerNotFound,
        PartnerSecretInvalid, PartnerTaken,
        TokenMissing, TokenInvalid, TokenExpired, OperatorTokenRejected, OperatorTokenTaken, OperatorTokenNotFound,
        ParameterMissing, ParameterInvalid, BodyMalformed, BodyTooLarge, NotAcceptable, RouteNotFound, MethodNotAllowed,
        StartInvalid, LimitInvalid, DateRangeInvalid,
        CustomerNotFound, UsernameTaken, UsernameInvalid, NameInvalid, NothingToUpdate, ApplicationNotFound, CustomerTypeMismatch,
        InstitutionNotFound, InstitutionNotSupported, InstitutionImportRunning, InstitutionFileInvalid, RoutingNumberNotFound, InstitutionHasNoAccounts, LoginNotFound, AccountNotFound, AccountDetailsNotFound,
        AssetNotFound, RefreshNotFound, AccountServiceUnsupported, AccountTypeInvalid, AccountTypeFixed, TransactionNotFound,
        CategoryNotFound, CategoryRuleNotFound,
        AccountNotForTests, AccountNotSubscribed, SubscriptionNotFound, CallbackNotAllowed, CallbackNotVerified,
        FileNotStatement,
        ChallengeSessionExpired, AnswerCountWrong, CredentialsRejected, LoginLocked, ActionRequired, PasswordChangeRequired,
        AnswerRequired, AnswerRejected, InstitutionUnavailable, InstitutionFailed, AccountGone, AccountDuplicate, SignInCancelled,
        Internal, StoreUnavailable, TooManyRequests,
    ];

    private static readonly FrozenDictionary<string, Error> ByName = All.ToFrozenDictionary(e => e.Name, StringComparer.Ordinal);

    /// <summary>Finds an error by its stable name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The error.</returns>
    /// <exception cref="ArgumentException">The catalogue has no such error.</exception>
    public static Error Find(string name) =>
        ByName.TryGetValue(name, out var error) ? error : throw new ArgumentException($"The catalogue has no error '{name}'.", nameof(name));
}
