using Tributary.Core.Accounts;
using Tributary.Core.Errors;

namespace Tributary.Faces.AggCat.Transactions;

/// <summary>Why stored transactions are told although the last attempt to bring newer ones failed (AggCat, 3.5).</summary>
internal static class NotRefreshedReason
{
    /// <summary>The word; null where the last attempt succeeded.</summary>
    public static string? Of(Account account) => account.Status?.Error switch
    {
        null => null,
        var error when error == ErrorCatalogue.AnswerRequired || error == ErrorCatalogue.AnswerRejected => "CHALLENGE_RESPONSE_REQUIRED",
        var error when error == ErrorCatalogue.CredentialsRejected || error == ErrorCatalogue.LoginLocked
            || error == ErrorCatalogue.PasswordChangeRequired => "CREDENTIALS_REQUIRED",
        _ => "UNAVAILABLE",
    };
}
