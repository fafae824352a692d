using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Tributary.Faces.Finicity.OpenApi;

/// <summary>
/// The OpenAPI document of this face in JSON, at <c>/openapi/finicity.json</c>. It is written by hand beside this class, since a protocol with a
/// history has more to say than routes and types tell; tests compare it with the table of routes, the table of errors and every answer.
/// </summary>
internal static class FinicityDocument
{
    private const string Resource = "finicity.json";

    /// <summary>The document as it is served.</summary>
    public static byte[] Bytes { get; } = Read();

    // Programs that look at every start get it once.
    private static readonly EntityTagHeaderValue Tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes)[..8])}\"");

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/openapi/finicity.json", () => TypedResults.Bytes(Bytes, "application/json", entityTag: Tag))
        .ExcludeFromDescription();

    private static byte[] Read()
    {
        using var resource = typeof(FinicityDocument).Assembly.GetManifestResourceStream(Resource)!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
