using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Partners;

/// <summary>
/// Partner authentication (Finicity Partners): a partner's id and secret against a token for two hours, and against a new secret. Neither
/// asks for a token.
/// </summary>
internal static class PartnerEndpoints
{
    // No program seen uses version 1; it is served because every other resource of its time has it.
    private static readonly string[] Authentication = ["/v2/partners/authentication", "/v1/partners/authentication"];

    public static void Map(IEndpointRouteBuilder face)
    {
        face.MapEach(HttpMethods.Post, Authentication, AuthenticateAsync);
        face.MapEach(HttpMethods.Put, Authentication, ChangeSecretAsync);
    }

    private static async Task<IResult> AuthenticateAsync(FinicityCall call, PartnerRegistry partners)
    {
        var credentials = await ReadAsync(call);
        var partnerId = FinicityCall.Require(credentials, "partnerId");
        using var secret = new Secret(FinicityCall.Require(credentials, "partnerSecret"));
        using var token = await partners.AuthenticateAsync(call.AppKey, partnerId, secret, call.Aborted);
        var shown = token.Reveal();
        return FinicityAnswer.Ok(wire => wire.Document("access", () => wire.Text("token", shown)));
    }

    private static async Task<IResult> ChangeSecretAsync(FinicityCall call, PartnerRegistry partners)
    {
        var credentials = await ReadAsync(call);
        var partnerId = FinicityCall.Require(credentials, "partnerId");
        using var secret = new Secret(FinicityCall.Require(credentials, "partnerSecret"));
        using var newSecret = new Secret(FinicityCall.Require(credentials, "newPartnerSecret"));
        await partners.ChangeSecretAsync(call.AppKey, partnerId, secret, newSecret, call.Aborted);
        return FinicityAnswer.NoContent;
    }

    private static async Task<WireNode> ReadAsync(FinicityCall call)
    {
        var body = await call.BodyAsync();
        return body.Find("credentials") ?? body;
    }
}
