using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Errors;
using Tributary.Core.Imports;
using Tributary.Core.Partners;

namespace Tributary.Faces.TributaryApi;

/// <summary>Statement files in.</summary>
internal static class ImportEndpoints
{
    // A statement of a household is kilobytes, a business's decade some ten megabytes; a file is held in memory while it is read.
    private const long MostBytes = 64L * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/imports", ImportAsync)
        .WithSummary("Add a statement file to a customer's accounts.")
        .WithDescription(
            "The body is the file (OFX or QFX). The customer is added where the partner has none of that username; the partner may be left "
            + "out while there is exactly one. The same file again adds nothing. A file that is no statement answers 422 with its problems.")
        .AddOpenApiOperationTransformer(OpenApiDescription.TakeAnyFile)
        .Produces<Report>()
        .Produces<Report>(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> ImportAsync(
        HttpRequest request,
        string? customer,
        string? partner,
        string? file,
        PartnerRegistry partners,
        StatementImporter importer,
        CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBytes;
        var owner = await partners.GetOrOnlyAsync(partner, cancellationToken);
        var report = await importer.ImportAsync(owner.Id, customer ?? "", request.Body, cancellationToken);
        return TypedResults.Json(
            Report.Of(report, file),
            TributaryApiJson.Default.Report,
            statusCode: report.Accounts.Count == 0 ? TributaryApiErrors.StatusOf(ErrorCatalogue.FileNotStatement) : StatusCodes.Status200OK);
    }

    internal sealed record Report
    {
        public string? Code { get; init; }

        public string? File { get; init; }

        public string? Format { get; init; }

        public CustomerName? Customer { get; init; }

        public required IReadOnlyList<AccountReport> Accounts { get; init; }

        public required IReadOnlyList<FileIssue> Problems { get; init; }

        public static Report Of(ImportReport report, string? file) => new()
        {
            Code = report.Accounts.Count == 0 ? ErrorCatalogue.FileNotStatement.Name : null,
            File = file,
            Format = report.Format,
            Customer = report.Customer is { } customer ? new CustomerName(customer.Id.ToString(), customer.Username) : null,
            Accounts = [.. report.Accounts.Select(AccountReport.Of)],
            Problems = [.. report.Problems.Select(p => new FileIssue(p.Line, p.Column, p.IsError ? "error" : "warning", p.Code, p.Text))],
        };
    }

    internal sealed record CustomerName(string Id, string Username);

    internal sealed record FileIssue(int Line, int Column, string Severity, string Code, string Text);

    internal sealed record AccountReport
    {
        public required string Id { get; init; }

        public required string InstitutionLoginId { get; init; }

        public required string Source { get; init; }

        public required string Number { get; init; }

        public required string Name { get; init; }

        public required string Type { get; init; }

        public required string Currency { get; init; }

        public decimal? Balance { get; init; }

        public required bool IsNew { get; init; }

        public required int Found { get; init; }

        public required int Added { get; init; }

        public required int Modified { get; init; }

        public required int Vanished { get; init; }

        public required int AlreadyKnown { get; init; }

        public DateOnly? From { get; init; }

        public DateOnly? To { get; init; }

        public static AccountReport Of(ImportedAccount imported) => new()
        {
            Id = imported.Account.Id.ToString(),
            InstitutionLoginId = imported.Account.LoginId.ToString(),
            Source = imported.Source,
            Number = imported.Account.Number,
            Name = imported.Account.Name,
            Type = Word(imported.Account.Type),
            Currency = imported.Account.Currency.Code,
            Balance = imported.Account.Balance,
            IsNew = imported.IsNew,
            Found = imported.Found,
            Added = imported.Added,
            Modified = imported.Modified,
            Vanished = imported.Vanished,
            AlreadyKnown = imported.AlreadyKnown,
            From = imported.From,
            To = imported.To,
        };

        private static string Word(AccountType type)
        {
            var name = type.ToString();
            return char.ToLowerInvariant(name[0]) + name[1..];
        }
    }
}
