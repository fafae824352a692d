using Tributary.Core.Aggregation;
using Tributary.Core.Categories;
using Tributary.Core.Connectors;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Ingestion;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Core.Store;

namespace Tributary.Core.Imports;

/// <summary>
/// Adds a statement file to a customer's accounts. A whole file is one transaction of the store; the same file, or an overlapping
/// one, adds nothing twice. Accounts of one source (bank) share an institution login of the institution "statement files".
/// </summary>
public sealed class StatementImporter(
    IStore store, IVault vault, IStatementFileReader reader, CustomerRegistry customers, Categorizer categorizer, TimeProvider clock)
{
    /// <summary>The institution that stands for statement files.</summary>
    public static readonly InstitutionId StatementFiles = new(90001);

    /// <summary>Reads a file and adds what it holds to a partner's customer, who is added with it where there is none of that username.</summary>
    /// <param name="partner">Whose customer.</param>
    /// <param name="username">1 to 255 characters without control characters; commands use short names such as <c>me</c>.</param>
    /// <param name="content">The file's bytes.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>What was found and what was new. A file that is no statement is a report without accounts, and adds no customer.</returns>
    /// <exception cref="TributaryException"><c>request.parameter-missing</c>, <c>request.parameter-invalid</c> (customer).</exception>
    public async Task<ImportReport> ImportAsync(PartnerId partner, string username, Stream content, CancellationToken cancellationToken)
    {
        GivenName.Require("customer", username, maxLength: 255);
        return await ImportAsync(
            content,
            async tx => await tx.FindCustomerByUsernameAsync(partner, username) ?? await customers.AddForImportAsync(tx, partner, username),
            cancellationToken);
    }

    /// <summary>Reads a file and adds what it holds to a customer.</summary>
    /// <param name="customer">Whose accounts.</param>
    /// <param name="content">The file's bytes.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>What was found and what was new. A file that is no statement is a report without accounts.</returns>
    /// <exception cref="TributaryException"><c>customer.not-found</c> where the customer was deleted meanwhile.</exception>
    public Task<ImportReport> ImportAsync(Customer customer, Stream content, CancellationToken cancellationToken) => ImportAsync(
        content,
        async tx => await tx.FindCustomerAsync(customer.PartnerId, customer.Id)
            ?? throw new TributaryException(ErrorCatalogue.CustomerNotFound, customer.Id.ToString()),
        cancellationToken);

    private async Task<ImportReport> ImportAsync(
        Stream content, Func<IStoreWriter, Task<Customer>> findCustomer, CancellationToken cancellationToken)
    {
        var file = await reader.ReadAsync(content, cancellationToken);
        if (file.Statements.Count == 0)
            return new ImportReport(file.Format, null, [], file.Problems);

        // A command at work while the server rests knows nothing of an operator's rules: the server looks again when it starts.
        var hasOtherRules = await PaymentCategories.KnowsOtherRulesAsync(store, categorizer, cancellationToken);
        return await store.WriteAsync(
            async tx =>
            {
                var customer = await findCustomer(tx);
                var imported = new List<ImportedAccount>();
                foreach (var source in file.Statements.GroupBy(s => s.Source, StringComparer.Ordinal))
                    imported.AddRange(await ImportSourceAsync(tx, customer.Id, source.Key, [.. source]));
                if (hasOtherRules)
                    await tx.SetRecategorizationAsync(new Recategorization(customer.Id, default));
                return new ImportReport(file.Format, customer, imported, [.. file.Problems, .. imported.SelectMany(OtherCurrency)]);
            },
            cancellationToken);
    }

    private static IEnumerable<FileProblem> OtherCurrency(ImportedAccount imported)
    {
        if (imported.FileCurrency == imported.Account.Currency)
            yield break;
        yield return new FileProblem(
            1,
            1,
            IsError: false,
            "other-currency",
            $"The account is kept in {imported.Account.Currency}, and the file says {imported.FileCurrency}: its transactions are kept in {imported.FileCurrency}, its balance is left out.");
    }

    private async Task<IEnumerable<ImportedAccount>> ImportSourceAsync(
        IStoreWriter tx, CustomerId customer, string source, IReadOnlyList<FileStatement> statements)
    {
        var now = clock.GetUtcNow();
        var login = await FindOrAddLoginAsync(tx, customer, source, statements[0].SourceName, now)
            with { Status = AggregationStatus.Success, AttemptAt = now, SuccessAt = now };
        await tx.UpdateLoginAsync(login);

        var reports = statements.Select(s => s.Account).ToArray();
        var ingested = await new Ingestor(tx, login, now, categorizer).IngestAsync(reports, new IngestionRules(ActivatesNew: true, IsLive: false));
        return ingested.Zip(reports, (account, report) => Describe(account, report, login));
    }

    private async Task<InstitutionLogin> FindOrAddLoginAsync(
        IStoreWriter tx, CustomerId customer, string source, string sourceName, DateTimeOffset now)
    {
        var identity = vault.Tag("login.statement-file", customer.ToString(), source);
        if (await tx.FindLoginByIdentityAsync(customer, StatementFiles, identity) is { } known)
            return known;
        var login = new InstitutionLogin
        {
            CustomerId = customer,
            Id = new InstitutionLoginId(await tx.TakeIdsAsync(1)),
            InstitutionId = StatementFiles,
            IdentityTag = identity,
            Label = sourceName,
            CreatedAt = now,
        };
        await tx.AddLoginAsync(login);
        return login;
    }

    private static ImportedAccount Describe(IngestedAccount ingested, ReportedAccount report, InstitutionLogin login) => new()
    {
        Account = ingested.Account,
        Source = login.Label ?? "",
        FileCurrency = report.Currency,
        IsNew = ingested.IsNew,
        Found = report.Transactions.Count,
        Added = ingested.Added,
        Modified = ingested.Modified,
        Vanished = ingested.Vanished,
        AlreadyKnown = ingested.Unchanged,
        From = report.Transactions.Count == 0 ? null : report.Transactions.Min(t => t.PostedDate),
        To = report.Transactions.Count == 0 ? null : report.Transactions.Max(t => t.PostedDate),
    };
}
