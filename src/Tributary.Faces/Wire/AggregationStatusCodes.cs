using Tributary.Core.Aggregation;
using Tributary.Core.Errors;

namespace Tributary.Faces.Wire;

/// <summary>
/// The numbers of <c>aggregationStatusCode</c>. Where the institution gave a number of its own, that number stands; an error that
/// has none here is a technical one, and programs are told to try again later.
/// </summary>
internal static class AggregationStatusCodes
{
    private const int Success = 0;
    private const int TryLater = 102;

    private static readonly Dictionary<Error, int> Codes = new()
    {
        [ErrorCatalogue.CredentialsRejected] = 103,
        [ErrorCatalogue.LoginLocked] = 108,
        [ErrorCatalogue.ActionRequired] = 108,
        [ErrorCatalogue.PasswordChangeRequired] = 109,
        [ErrorCatalogue.AnswerRequired] = 185,
        [ErrorCatalogue.AnswerRejected] = 187,
        [ErrorCatalogue.InstitutionUnavailable] = TryLater,
        [ErrorCatalogue.InstitutionFailed] = TryLater,
        // The vendor has 920 to 929 for institutions that cannot be aggregated.
        [ErrorCatalogue.InstitutionNotSupported] = 920,
        [ErrorCatalogue.AccountGone] = 106,
        [ErrorCatalogue.AccountDuplicate] = 169,
        [ErrorCatalogue.SignInCancelled] = TryLater,
    };

    public static int Of(AggregationStatus status) =>
        status.Error is { } error ? status.InstitutionCode ?? Of(error) : Success;

    public static int Of(Error error) => Codes.GetValueOrDefault(error, TryLater);

    /// <summary>Whether the error is one of aggregation, and not of the request or of this server.</summary>
    public static bool Has(Error error) => Codes.ContainsKey(error);
}
