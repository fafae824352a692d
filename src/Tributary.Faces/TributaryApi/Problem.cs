using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Tributary.Core.Errors;

namespace Tributary.Faces.TributaryApi;

/// <summary>An error of this API: RFC 9457 with the catalogue's name.</summary>
internal sealed record Problem
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Code { get; init; }

    public string? Detail { get; init; }

    public string? RequestId { get; init; }

    public static IResult Result(Error error, string? detail = null) => new ProblemResult(error, detail);

    private sealed class ProblemResult(Error error, string? detail) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var problem = new Problem
            {
                Type = $"urn:tributary:error:{error.Name}",
                Title = error.Meaning,
                Status = TributaryApiErrors.StatusOf(error),
                Code = error.Name,
                Detail = detail,
                RequestId = httpContext.TraceIdentifier,
            };
            httpContext.Response.StatusCode = problem.Status;
            return httpContext.Response.WriteAsJsonAsync(
                problem, TributaryApiJson.Default.Problem, "application/problem+json", httpContext.RequestAborted);
        }
    }
}

/// <summary>Everything this API reads and writes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthEndpoints.Probe))]
[JsonSerializable(typeof(HealthEndpoints.Health))]
[JsonSerializable(typeof(HealthEndpoints.VersionInfo))]
[JsonSerializable(typeof(CategoryEndpoints.Correction))]
[JsonSerializable(typeof(CategoryEndpoints.CategoryList))]
[JsonSerializable(typeof(CategoryEndpoints.CategoryStatus))]
[JsonSerializable(typeof(CategoryEndpoints.KnownRule))]
[JsonSerializable(typeof(CategoryEndpoints.RuleList))]
[JsonSerializable(typeof(ImportEndpoints.Report))]
[JsonSerializable(typeof(PartnerEndpoints.NewPartner))]
[JsonSerializable(typeof(PartnerEndpoints.PartnerShownOnce))]
[JsonSerializable(typeof(PartnerEndpoints.PartnerRotation))]
[JsonSerializable(typeof(PartnerEndpoints.RotatedPartner))]
[JsonSerializable(typeof(PartnerEndpoints.PartnerList))]
[JsonSerializable(typeof(ApplicationEndpoints.NewApplication))]
[JsonSerializable(typeof(ApplicationEndpoints.ApplicationShownOnce))]
[JsonSerializable(typeof(OperatorTokenEndpoints.NewToken))]
[JsonSerializable(typeof(OperatorTokenEndpoints.TokenShownOnce))]
[JsonSerializable(typeof(OperatorTokenEndpoints.TokenList))]
[JsonSerializable(typeof(SubscriptionEndpoints.SubscriptionList))]
[JsonSerializable(typeof(InstitutionEndpoints.FoundInstitutions))]
[JsonSerializable(typeof(InstitutionEndpoints.KnownInstitution))]
[JsonSerializable(typeof(InstitutionEndpoints.InstitutionReport))]
internal sealed partial class TributaryApiJson : JsonSerializerContext;
