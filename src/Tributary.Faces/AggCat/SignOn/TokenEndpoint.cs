using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Tributary.Core.SignOn;
using Tributary.Faces.AggCat.SignOn.Assertions;
using Tributary.Faces.AggCat.SignOn.OAuth;
using Tributary.Faces.Limits;

namespace Tributary.Faces.AggCat.SignOn;

/// <summary>
/// The exchange of an assertion for a token (AggCat, 2.2). The request itself is not signed, so the assertion is the whole proof; whether key, assertion or
/// signature was wrong is in the log and not in the answer.
/// </summary>
internal static class TokenEndpoint
{
    public const string Path = "/oauth/v1/get_access_token_by_saml";
    private const string Refused = "signature_invalid";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, ExchangeAsync);

    private static async Task<IResult> ExchangeAsync(
        HttpContext http, CustomerSignOn signOn, AssertionKeys keys, CallLimits limits, TimeProvider clock, ILoggerFactory logs)
    {
        var log = logs.CreateLogger("Tributary.Faces.AggCat.SignOn");
        // The consumer key is no secret, so that only what its owner signed counts as the partner's; whoever else comes is counted by address.
        var (application, assertion) = await limits.IdentifyAsync(
            http, () => VerifyAsync(http, signOn, keys, clock.GetUtcNow(), log), refusal => refusal is OAuthProblemException);
        limits.AdmitAuthentication(http, application.PartnerId);
        var keepUntil = assertion.NotOnOrAfter + AssertionVerifier.Skew;
        var issued = await signOn.SignOnAsync(application, assertion.Id, keepUntil, assertion.CustomerName);
        if (issued is null)
        {
            log.LogWarning("A sign-on of application {ConsumerKey} was refused: its assertion was used before.", application.ConsumerKey);
            throw new OAuthProblemException(Refused);
        }

        return new TokenAnswer(issued);
    }

    private static async Task<(Application Application, Assertion Assertion)> VerifyAsync(
        HttpContext http, CustomerSignOn signOn, AssertionKeys keys, DateTimeOffset now, ILogger log)
    {
        var form = await TokenForm.ReadAsync(http.Request);
        if (await signOn.FindApplicationAsync(form.ConsumerKey, http.RequestAborted) is { } application)
            return (application, Verify(form.Assertion, application, keys, now, log));
        log.LogWarning("A sign-on was refused: no open application has the consumer key that it came with.");
        throw new OAuthProblemException(Refused);
    }

    private static Assertion Verify(byte[] received, Application application, AssertionKeys keys, DateTimeOffset now, ILogger log)
    {
        try
        {
            return keys.Use(application, key => AssertionVerifier.Verify(received, application.SamlIssuer, key, application.RequiresSha256, now));
        }
        catch (AssertionRefusedException refused)
        {
            log.LogWarning("A sign-on of application {ConsumerKey} was refused: {Reason}", application.ConsumerKey, refused.Message);
            throw new OAuthProblemException(Refused);
        }
    }

    /// <summary>Secret first, token second, no line end: programs cut it by position (AggCat, 2.2).</summary>
    private sealed class TokenAnswer(IssuedToken issued) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var body = Encoding.ASCII.GetBytes($"oauth_token_secret={issued.TokenSecret.Reveal()}&oauth_token={issued.Token.Reveal()}");
            httpContext.Response.ContentType = "text/plain";
            httpContext.Response.ContentLength = body.Length;
            return httpContext.Response.Body.WriteAsync(body, 0, body.Length, httpContext.RequestAborted);
        }
    }
}
