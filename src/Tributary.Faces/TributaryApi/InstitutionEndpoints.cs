using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Tributary.Core.Errors;
using Tributary.Core.Imports;
using Tributary.Core.Institutions;
using Tributary.Core.Institutions.Importing;
using Tributary.Faces.Wire;

namespace Tributary.Faces.TributaryApi;

/// <summary>The institution directory: all of it, searched, one of it, and lists of institutions in.</summary>
internal static class InstitutionEndpoints
{
    private const int UsualLimit = 25;
    private const int MostLimit = 1000;

    // A list of all American institutions is some ten megabytes; it is held in memory while it is read.
    private const long MostBytes = 256L * 1024 * 1024;

    private static readonly PreparedDocuments<DirectorySnapshot> WholeLists = new((snapshot, format) =>
        PreparedDocument.Of(format, wire => InstitutionRecord.WriteWholeList(wire, snapshot)));

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/institutions", ListAsync)
            .WithSummary("The institution directory: all of it, or what a search finds.")
            .WithDescription(
                "Without parameters every institution by name, in JSON or XML, in one answer that is compressed for who takes gzip and has an entity tag. With search (name, "
                + "web address, routing number, city; * for all) the best matches first, from start (1 is the first) up to limit (1000 at most, 25 if none is given). "
                + "isSupported tells whether this server can sign in there.")
            .Produces<FoundInstitutions>(StatusCodes.Status200OK, "application/json", "application/xml")
            .Produces(StatusCodes.Status304NotModified);
        api.MapGet("/institutions/{institutionId}", GetAsync)
            .WithSummary("One institution, also one that is not listed any more.")
            .Produces<KnownInstitution>();
        api.MapPost("/institutions/imports", ImportAsync)
            .WithSummary("Take in a list of institutions.")
            .WithDescription(
                "The body is the file: csv or fedach, found out from its content where format is not given. New institutions are added, known ones keep their ids, and what the "
                + "source no longer has vanishes from lists. A file with an error changes nothing and answers 422 with its problems. One import at a time; 409 for another.")
            .AddOpenApiOperationTransformer(OpenApiDescription.TakeAnyFile)
            .Produces<InstitutionReport>()
            .Produces<InstitutionReport>(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, InstitutionDirectory directory, string? search = null, int? start = null, int? limit = null)
    {
        var snapshot = await directory.GetSnapshotAsync();
        if (search is null && start is null && limit is null)
            return WholeLists.Get(snapshot, FormatOf(request));
        if (start < 1)
            throw new TributaryException(ErrorCatalogue.StartInvalid);
        if (limit < 1)
            throw new TributaryException(ErrorCatalogue.LimitInvalid);
        var (skip, take) = ((start ?? 1) - 1, Math.Min(limit ?? UsualLimit, MostLimit));
        var found = snapshot.Search(search, onlySupported: false, skip, take);
        return new WireAnswer(FormatOf(request), wire => InstitutionRecord.WritePage(wire, found, directory));
    }

    private static async Task<IResult> GetAsync(long institutionId, HttpRequest request, InstitutionDirectory directory)
    {
        var institution = (await directory.GetSnapshotAsync()).Find(new InstitutionId(institutionId))
            ?? throw new TributaryException(ErrorCatalogue.InstitutionNotFound, institutionId.ToString());
        return new WireAnswer(
            FormatOf(request),
            wire => wire.Document("institution", () => InstitutionRecord.Write(wire, institution, directory.IsSupported(institution.Id))));
    }

    private static async Task<IResult> ImportAsync(
        HttpRequest request, InstitutionImporter importer, CancellationToken cancellationToken, string? format = null, string? source = null)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBytes;
        var report = await importer.ImportAsync(request.Body, format, source, cancellationToken);
        return TypedResults.Json(
            InstitutionReport.Of(report),
            TributaryApiJson.Default.InstitutionReport,
            statusCode: report.IsDone ? StatusCodes.Status200OK : TributaryApiErrors.StatusOf(ErrorCatalogue.InstitutionFileInvalid));
    }

    /// <summary>JSON unless XML is asked for, and JSON is not or less.</summary>
    private static WireFormat FormatOf(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality("xml") > Quality("json") ? WireFormat.Xml : WireFormat.Json;

        decimal Quality(string subtype) => accepted
            .Where(one => one.SubTypeWithoutSuffix.Equals(subtype, StringComparison.OrdinalIgnoreCase) || one.SubType.Equals(subtype, StringComparison.OrdinalIgnoreCase))
            .Select(one => (decimal)(one.Quality ?? 1))
            .DefaultIfEmpty(0)
            .Max();
    }

    /// <summary>An answer in the format that was asked for.</summary>
    private sealed class WireAnswer(WireFormat format, Action<WireWriter> description) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var bytes = WireWriter.Write(format, description);
            httpContext.Response.ContentType = format == WireFormat.Xml ? "application/xml; charset=utf-8" : "application/json; charset=utf-8";
            httpContext.Response.Headers.Vary = HeaderNames.Accept;
            httpContext.Response.ContentLength = bytes.Length;
            await httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }
    }

    /// <summary>What the OpenAPI document says of a list; the list itself is written by <see cref="InstitutionRecord"/>.</summary>
    internal sealed record FoundInstitutions(int Found, IReadOnlyList<KnownInstitution> Institutions);

    internal sealed record KnownInstitution
    {
        public required long Id { get; init; }

        public required string Name { get; init; }

        public required string Type { get; init; }

        public required bool IsSupported { get; init; }

        public string? HomeUrl { get; init; }

        public string? LogonUrl { get; init; }

        public string? Phone { get; init; }

        public string? Email { get; init; }

        public string? Address { get; init; }

        public string? Address2 { get; init; }

        public string? City { get; init; }

        public string? State { get; init; }

        public string? PostalCode { get; init; }

        public string? Country { get; init; }

        public IReadOnlyList<string>? RoutingNumbers { get; init; }

        public KnownOfxService? Ofx { get; init; }

        public DateTimeOffset? VanishedAt { get; init; }
    }

    internal sealed record KnownOfxService(string Url, string? Org, string? Fid, string? BrokerId, string? BankId, string? Version);

    internal sealed record InstitutionReport
    {
        public string? Code { get; init; }

        public required string Format { get; init; }

        public required string Source { get; init; }

        public required int Added { get; init; }

        public required int Changed { get; init; }

        public required int Unchanged { get; init; }

        public required int Vanished { get; init; }

        public required IReadOnlyList<ImportEndpoints.FileIssue> Problems { get; init; }

        public static InstitutionReport Of(InstitutionImportReport report) => new()
        {
            Code = report.IsDone ? null : ErrorCatalogue.InstitutionFileInvalid.Name,
            Format = report.Format,
            Source = report.Source,
            Added = report.Added,
            Changed = report.Changed,
            Unchanged = report.Unchanged,
            Vanished = report.Vanished,
            Problems = [.. report.Problems.Select(Of)],
        };

        private static ImportEndpoints.FileIssue Of(FileProblem problem) =>
            new(problem.Line, problem.Column, problem.IsError ? "error" : "warning", problem.Code, problem.Text);
    }
}
