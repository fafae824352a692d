using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;

namespace Tributary.Faces.Finicity.Partners;

/// <summary>Partner authentication: a partner's id and secret against a token for two hours.</summary>
internal static class PartnerEndpoints
{
    public static void Map(IEndpointRouteBuilder face) =>
        // No program seen uses version 1; it is served because every other resource of its time has it.
        face.MapEach(HttpMethods.Post, ["/v2/partners/authentication", "/v1/partners/authentication"], AuthenticateAsync);

    private static async Task<IResult> AuthenticateAsync(FinicityCall call, PartnerRegistry partners)
    {
        var body = await call.BodyAsync();
        var credentials = body.Find("credentials") ?? body;
        var partnerId = FinicityCall.Require(credentials, "partnerId");
        using var secret = new Secret(FinicityCall.Require(credentials, "partnerSecret"));
        using var token = await partners.AuthenticateAsync(call.AppKey, partnerId, secret, call.Aborted);
        var shown = token.Reveal();
        return FinicityAnswer.Ok(wire => wire.Document("access", () => wire.Text("token", shown)));
    }
}
