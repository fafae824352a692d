using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Client;
using Tributary.Core.Categories;
using Tributary.Core.Errors;
using Tributary.Core.Imports;
using Tributary.Core.Institutions;
using Tributary.Core.Institutions.Importing;
using Tributary.Core.Operators;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Core.SignOn;
using Tributary.Core.Subscriptions;
using Tributary.Server.Data;
using ImportedAccount = Tributary.Client.ImportedAccount;
using ImportReport = Tributary.Client.ImportReport;
using NewPartner = Tributary.Client.NewPartner;
using PartnerRotation = Tributary.Client.PartnerRotation;
using RegisteredPartner = Tributary.Client.RegisteredPartner;
using RotatedPartner = Tributary.Client.RotatedPartner;

namespace Tributary.Cli.Stores;

/// <summary>A store that no server holds, opened by this command. What the engine refuses sounds as a server would say it.</summary>
internal sealed class OwnStore(LocalStore store) : StoreAccess
{
    public override Task<ImportReport> ImportAsync(Stream content, string customer, string? partner, CancellationToken cancellationToken) =>
        RefusingAsync(async () =>
        {
            var owner = await Get<PartnerRegistry>().GetOrOnlyAsync(partner, cancellationToken);
            var report = await Get<StatementImporter>().ImportAsync(owner.Id, customer, content, cancellationToken);
            return new ImportReport
            {
                Format = report.Format,
                Customer = report.Customer is { } holder ? new ImportCustomer(holder.Id.ToString(), holder.Username) : null,
                Accounts = [.. report.Accounts.Select(Describe)],
                Problems = [.. report.Problems.Select(Describe)],
            };
        });

    public override Task<RegisteredPartner> AddPartnerAsync(NewPartner partner, CancellationToken cancellationToken) =>
        RefusingAsync(async () =>
        {
            using var secret = Given(partner.PartnerSecret);
            using var appKey = Given(partner.AppKey);
            var registered = await Get<PartnerRegistry>().RegisterAsync(
                new Core.Partners.NewPartner(partner.Name, partner.PartnerId, secret, appKey), cancellationToken);
            return new RegisteredPartner
            {
                PartnerId = registered.Partner.PublicId,
                PartnerSecret = registered.PartnerSecret.Reveal(),
                AppKey = registered.AppKey.Reveal(),
                Name = registered.Partner.Name,
            };
        });

    public override async Task<IReadOnlyList<PartnerSummary>> GetPartnersAsync(CancellationToken cancellationToken) =>
    [
        .. (await Get<PartnerRegistry>().ListAsync(cancellationToken)).Select(p => new PartnerSummary
        {
            PartnerId = p.PublicId,
            Name = p.Name,
            CreatedAt = p.CreatedAt,
            Locked = p.LockedAt is not null,
        }),
    ];

    public override Task<RotatedPartner> RotatePartnerAsync(
        string partnerId, PartnerRotation rotation, CancellationToken cancellationToken) =>
        RefusingAsync(async () =>
        {
            using var secret = Given(rotation.PartnerSecret);
            using var appKey = Given(rotation.AppKey);
            var rotated = await Get<PartnerRegistry>().RotateAsync(partnerId, secret, appKey, rotation.MakesAppKey, cancellationToken);
            return new RotatedPartner { PartnerId = partnerId, PartnerSecret = rotated.PartnerSecret.Reveal(), AppKey = rotated.AppKey?.Reveal() };
        });

    public override Task<AggCatApplication> SetAggCatApplicationAsync(
        string partnerId, NewAggCatApplication application, CancellationToken cancellationToken) =>
        RefusingAsync(async () =>
        {
            using var secret = Given(application.ConsumerSecret);
            var registered = await Get<ApplicationRegistry>().RegisterAsync(
                partnerId,
                new NewApplication(
                    Encoding.UTF8.GetBytes(application.Certificate),
                    application.ConsumerKey,
                    secret,
                    application.SamlIssuer,
                    application.RequiresSha256,
                    application.IsFacade,
                    application.BatchId),
                cancellationToken);
            return new AggCatApplication
            {
                PartnerId = partnerId,
                ConsumerKey = registered.Application.ConsumerKey,
                ConsumerSecret = registered.ConsumerSecret.Reveal(),
                SamlIssuer = registered.Application.SamlIssuer,
                RequiresSha256 = registered.Application.RequiresSha256,
                IsFacade = registered.Application.IsFacade,
                BatchId = registered.Application.BatchId,
            };
        });

    public override Task RemoveAggCatApplicationAsync(string partnerId, CancellationToken cancellationToken) =>
        RefusingAsync(async () =>
        {
            await Get<ApplicationRegistry>().RemoveAsync(partnerId, cancellationToken);
            return true;
        });

    public override Task LockPartnerAsync(string partnerId, CancellationToken cancellationToken) =>
        RefusingAsync(async () =>
        {
            await Get<PartnerRegistry>().LockAsync(partnerId, cancellationToken);
            return true;
        });

    public override Task UnlockPartnerAsync(string partnerId, CancellationToken cancellationToken) =>
        RefusingAsync(async () =>
        {
            await Get<PartnerRegistry>().UnlockAsync(partnerId, cancellationToken);
            return true;
        });

    public override Task DeletePartnerAsync(string partnerId, CancellationToken cancellationToken) =>
        RefusingAsync(async () =>
        {
            await Get<PartnerRegistry>().DeleteAsync(partnerId, cancellationToken);
            return true;
        });

    public override Task<CreatedOperatorToken> CreateOperatorTokenAsync(string name, CancellationToken cancellationToken) =>
        RefusingAsync(async () =>
        {
            var token = await Get<OperatorTokens>().CreateAsync(name, cancellationToken);
            return new CreatedOperatorToken { Name = name, Token = token.Reveal() };
        });

    public override async Task<IReadOnlyList<OperatorTokenSummary>> GetOperatorTokensAsync(CancellationToken cancellationToken) =>
    [
        .. (await Get<OperatorTokens>().ListAsync(cancellationToken))
            .Select(t => new OperatorTokenSummary { Name = t.Name, CreatedAt = t.CreatedAt }),
    ];

    public override Task RevokeOperatorTokenAsync(string name, CancellationToken cancellationToken) =>
        RefusingAsync(async () =>
        {
            await Get<OperatorTokens>().RevokeAsync(name, cancellationToken);
            return true;
        });

    public override async Task<IReadOnlyList<SubscriptionSummary>> GetSubscriptionsAsync(string? after, CancellationToken cancellationToken) =>
    [
        .. (await Get<SubscriptionRegistry>().ListAsync(after is null ? 0 : long.Parse(after), 1000, cancellationToken)).Select(Describe),
    ];

    public override async Task<InstitutionPage> SearchInstitutionsAsync(string text, int start, int limit, CancellationToken cancellationToken)
    {
        var page = await Get<InstitutionDirectory>().SearchAsync(text, start - 1, Math.Min(limit, 1000));
        return new InstitutionPage(page.Total, [.. page.Items.Select(Describe)]);
    }

    public override Task<InstitutionSummary> GetInstitutionAsync(long id, CancellationToken cancellationToken) => RefusingAsync(async () =>
        Describe((await Get<InstitutionDirectory>().GetSnapshotAsync()).Find(new InstitutionId(id))
            ?? throw new TributaryException(ErrorCatalogue.InstitutionNotFound, id.ToString())));

    public override Task<InstitutionImport> ImportInstitutionsAsync(
        Stream content, string? format, string? source, CancellationToken cancellationToken) =>
        RefusingAsync(async () =>
        {
            var report = await Get<InstitutionImporter>().ImportAsync(content, format, source, cancellationToken);
            return new InstitutionImport
            {
                Format = report.Format,
                Source = report.Source,
                Added = report.Added,
                Changed = report.Changed,
                Unchanged = report.Unchanged,
                Vanished = report.Vanished,
                Problems = [.. report.Problems.Select(Describe)],
            };
        });

    public override async Task<CategoryStatus> GetCategoryStatusAsync(CancellationToken cancellationToken)
    {
        var progress = await Get<PaymentCategories>().FindProgressAsync(cancellationToken);
        return new CategoryStatus
        {
            RuleCount = Get<Categorizer>().RuleCount,
            Total = progress?.Total ?? 0,
            Done = progress?.Done ?? 0,
            StartedAt = progress?.StartedAt,
            FinishedAt = progress?.FinishedAt,
            WaitingCustomers = progress?.Waiting ?? 0,
        };
    }

    public override ValueTask DisposeAsync() => store.DisposeAsync();

    private static Secret? Given(string? secret) => string.IsNullOrEmpty(secret) ? null : new Secret(secret);

    private T Get<T>()
        where T : notnull => store.Services.GetRequiredService<T>();

    private static async Task<T> RefusingAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (TributaryException refusal)
        {
            var text = refusal.Subject is null ? refusal.Error.Meaning : $"{refusal.Error.Meaning.TrimEnd('.')}: {refusal.Subject}";
            throw new ServerException(text, code: refusal.Error.Name, innerException: refusal);
        }
    }

    private static ImportedAccount Describe(Core.Imports.ImportedAccount imported) => new()
    {
        Id = imported.Account.Id.ToString(),
        Source = imported.Source,
        Number = imported.Account.Number,
        Name = imported.Account.Name,
        Type = char.ToLowerInvariant(imported.Account.Type.ToString()[0]) + imported.Account.Type.ToString()[1..],
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

    private static SubscriptionSummary Describe(SubscriptionState known) => new()
    {
        Id = known.Subscription.Id.ToString(),
        PartnerId = known.PartnerPublicId,
        CustomerId = known.Subscription.CustomerId.ToString(),
        AccountId = known.Subscription.AccountId.ToString(),
        Kind = known.Subscription.Kind.ToString().ToLowerInvariant(),
        Format = known.Subscription.Format.ToString().ToLowerInvariant(),
        Callback = new Uri(known.Subscription.CallbackUrl).GetLeftPart(UriPartial.Path),
        CreatedAt = known.Subscription.CreatedAt,
        State = known.State.ToString().ToLowerInvariant(),
        Pending = known.Pending,
        Delivered = known.Subscription.Delivery.Delivered,
        Dropped = known.Subscription.Delivery.Dropped,
        LastDeliveredAt = known.Subscription.Delivery.DeliveredAt,
        FailingSince = known.Subscription.Delivery.FailingSince,
        NextAttemptAt = known.Pending > 0 ? known.Subscription.Delivery.NextAttemptAt : null,
        LastError = known.Subscription.Delivery.LastError,
    };

    private InstitutionSummary Describe(Institution institution) => new()
    {
        Id = institution.Id.Value,
        Name = institution.Name,
        Type = institution.AccountTypeDescription,
        IsSupported = Get<InstitutionDirectory>().IsSupported(institution.Id),
        HomeUrl = institution.HomeUrl,
        LogonUrl = institution.LogonUrl,
        Phone = institution.Phone,
        Email = institution.Email,
        Address = institution.Address.Line1,
        Address2 = institution.Address.Line2,
        City = institution.Address.City,
        State = institution.Address.State,
        PostalCode = institution.Address.PostalCode,
        Country = institution.Address.Country,
        RoutingNumbers = institution.RoutingNumbers,
        Ofx = institution.Ofx is { } ofx ? new InstitutionOfxService(ofx.Url, ofx.Org, ofx.Fid, ofx.BrokerId, ofx.BankId, ofx.Version) : null,
        VanishedAt = institution.VanishedAt,
    };

    private static Client.FileProblem Describe(Core.Imports.FileProblem problem) => new()
    {
        Line = problem.Line,
        Column = problem.Column,
        Severity = problem.IsError ? "error" : "warning",
        Code = problem.Code,
        Text = problem.Text,
    };
}
