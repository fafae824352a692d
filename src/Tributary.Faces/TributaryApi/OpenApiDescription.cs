using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tributary.Faces.TributaryApi;

/// <summary>What the OpenAPI document says beyond the routes: what the API is, and how a call is authorized.</summary>
internal static class OpenApiDescription
{
    private const string Scheme = "operatorToken";

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer(DescribeDocument);
        options.AddOperationTransformer(DescribeErrors);
    }

    private static Task DescribeDocument(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Tributary",
            Version = "v1",
            Description = "Tributary's own API, for what no foreign protocol offers. Errors are problem documents (RFC 9457) with a stable name as code.",
        };
        // The document is the same wherever the server is reached.
        document.Servers?.Clear();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An operator token: tributary token create NAME",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }

    /// <summary>Every call may be refused, always in the same form.</summary>
    private static async Task DescribeErrors(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken);
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A refusal: 401 without a valid operator token, 400 for what cannot be, 404 for what is not there. code names the error.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() { Schema = problem } },
        };
    }

    /// <summary>The body is a file of any media type: what a program calls a statement file varies too much to insist.</summary>
    public static Task TakeAnyFile(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.Parameters?.FirstOrDefault(parameter => parameter.Name == "customer") is OpenApiParameter customer)
            customer.Required = true;
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["*/*"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
            },
        };
        return Task.CompletedTask;
    }
}
