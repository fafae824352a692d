using Tributary.Core.Accounts;
using Tributary.Core.Errors;

namespace Tributary.Faces.AggCat.Transactions;

/// <summary>
/// Why stored transactions are told and the institution was not asked for newer ones: it need not be, or the last attempt failed (AggCat, 3.5). Always
/// there, since a Scala program reads no list without it.
/// </summary>
internal static class NotRefreshedReason
{
    /// <summary>The word.</summary>
    public static string Of(Account account) => account.Status?.Error switch
    {
        null => "NOT_NECESSARY",
        var error when error == ErrorCatalogue.AnswerRequired || error == ErrorCatalogue.AnswerRejected => "CHALLENGE_RESPONSE_REQUIRED",
        var error when error == ErrorCatalogue.CredentialsRejected || error == ErrorCatalogue.LoginLocked
            || error == ErrorCatalogue.PasswordChangeRequired => "CREDENTIALS_REQUIRED",
        _ => "UNAVAILABLE",
    };
}
