using System.Text;
using Tributary.Core.Errors;
using Tributary.Core.Secrets;
using Tributary.Outbound;

namespace Tributary.Faces.Finicity.TxPush;

/// <summary>
/// Whoever answers at a callback must show that it expects to: a GET with a code in the query is answered with 200, <c>text/plain</c>, and
/// the code alone (Finicity TxPUSH).
/// </summary>
internal static class CallbackVerification
{
    private const string Parameter = "txpush_verification_code";
    private const int CodeLength = 20;

    /// <exception cref="TributaryException"><c>callback.not-allowed</c>, <c>callback.not-verified</c>, with what is wrong.</exception>
    public static async Task RequireAsync(OutboundHttp outbound, string callbackUrl, OutboundReach reach, CancellationToken cancellationToken)
    {
        var code = RandomText.LettersAndDigits(CodeLength);
        var answer = await AskAsync(outbound, callbackUrl, reach, code, cancellationToken);
        if (answer.Status != 200)
            throw NotVerified($"It answered the verification with HTTP {answer.Status} instead of 200.");
        if (answer.ContentType != "text/plain")
            throw NotVerified("It answered the verification with another type than text/plain.");
        if (answer.IsCut || Encoding.UTF8.GetString(answer.Body.Span).Trim() != code)
            throw NotVerified($"It answered the verification with another text than the {Parameter} it was sent.");
    }

    private static async Task<OutboundAnswer> AskAsync(
        OutboundHttp outbound, string callbackUrl, OutboundReach reach, string code, CancellationToken cancellationToken)
    {
        try
        {
            var target = outbound.Target(callbackUrl, reach).With(Parameter, code);
            return await outbound.SendAsync(new OutboundRequest { Method = HttpMethod.Get, Target = target }, cancellationToken);
        }
        catch (OutboundException refused) when (refused.Failure is OutboundFailure.NotAllowed or OutboundFailure.ForbiddenAddress)
        {
            throw new TributaryException(ErrorCatalogue.CallbackNotAllowed, refused.Message, refused);
        }
        catch (OutboundException failed)
        {
            throw new TributaryException(ErrorCatalogue.CallbackNotVerified, failed.Message, failed);
        }
    }

    private static TributaryException NotVerified(string why) => new(ErrorCatalogue.CallbackNotVerified, why);
}
