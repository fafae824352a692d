using Microsoft.AspNetCore.Http;
using Tributary.Core.Errors;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Limits;

/// <summary>What any request may be at most, looked at before it is read. The host limits the length of addresses and headers.</summary>
internal static class RequestBounds
{
    /// <summary>How many query parameters there may be.</summary>
    public const int MostParameters = 100;

    /// <exception cref="TributaryException"><c>request.body-too-large</c>, <c>request.parameter-invalid</c>.</exception>
    public static void Require(HttpRequest request)
    {
        WireBody.RequireModest(request);
        if (request.QueryString.Value.AsSpan().Count('&') >= MostParameters)
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, $"more than {MostParameters} parameters");
    }
}
