using Tributary.Client;
using Tributary.Server.Data;

namespace Tributary.Cli.Stores;

/// <summary>A store held by a running server, reached over its API.</summary>
internal sealed class ServedStore : StoreAccess
{
    private readonly HttpClient _http;
    private readonly TributaryClient _client;

    public ServedStore(RunningServer server)
    {
        // A big file takes as long as it takes; Ctrl-C is the limit.
        _http = LocalHttp.To(server.Url, Timeout.InfiniteTimeSpan);
        _client = new TributaryClient(_http, server.Token.Reveal());
    }

    public override Task<ImportReport> ImportAsync(Stream content, string customer, string? partner, CancellationToken cancellationToken) =>
        _client.ImportAsync(content, customer, partner, cancellationToken);

    public override Task<RegisteredPartner> AddPartnerAsync(NewPartner partner, CancellationToken cancellationToken) =>
        _client.AddPartnerAsync(partner, cancellationToken);

    public override Task<RotatedPartner> RotatePartnerAsync(
        string partnerId, PartnerRotation rotation, CancellationToken cancellationToken) =>
        _client.RotatePartnerAsync(partnerId, rotation, cancellationToken);

    public override Task<AggCatApplication> SetAggCatApplicationAsync(
        string partnerId, NewAggCatApplication application, CancellationToken cancellationToken) =>
        _client.SetAggCatApplicationAsync(partnerId, application, cancellationToken);

    public override Task RemoveAggCatApplicationAsync(string partnerId, CancellationToken cancellationToken) =>
        _client.RemoveAggCatApplicationAsync(partnerId, cancellationToken);

    public override Task LockPartnerAsync(string partnerId, CancellationToken cancellationToken) =>
        _client.LockPartnerAsync(partnerId, cancellationToken);

    public override Task<IReadOnlyList<PartnerSummary>> GetPartnersAsync(CancellationToken cancellationToken) =>
        _client.GetPartnersAsync(cancellationToken);

    public override Task UnlockPartnerAsync(string partnerId, CancellationToken cancellationToken) =>
        _client.UnlockPartnerAsync(partnerId, cancellationToken);

    public override Task DeletePartnerAsync(string partnerId, CancellationToken cancellationToken) =>
        _client.DeletePartnerAsync(partnerId, cancellationToken);

    public override Task<CreatedOperatorToken> CreateOperatorTokenAsync(string name, CancellationToken cancellationToken) =>
        _client.CreateOperatorTokenAsync(name, cancellationToken);

    public override Task<IReadOnlyList<OperatorTokenSummary>> GetOperatorTokensAsync(CancellationToken cancellationToken) =>
        _client.GetOperatorTokensAsync(cancellationToken);

    public override Task RevokeOperatorTokenAsync(string name, CancellationToken cancellationToken) =>
        _client.RevokeOperatorTokenAsync(name, cancellationToken);

    public override Task<IReadOnlyList<SubscriptionSummary>> GetSubscriptionsAsync(string? after, CancellationToken cancellationToken) =>
        _client.GetSubscriptionsAsync(after, cancellationToken);

    public override Task<InstitutionPage> SearchInstitutionsAsync(string text, int start, int limit, CancellationToken cancellationToken) =>
        _client.SearchInstitutionsAsync(text, start, limit, cancellationToken);

    public override Task<InstitutionSummary> GetInstitutionAsync(long id, CancellationToken cancellationToken) =>
        _client.GetInstitutionAsync(id, cancellationToken);

    public override Task<InstitutionImport> ImportInstitutionsAsync(
        Stream content, string? format, string? source, CancellationToken cancellationToken) =>
        _client.ImportInstitutionsAsync(content, format, source, cancellationToken);

    public override Task<CategoryStatus> GetCategoryStatusAsync(CancellationToken cancellationToken) =>
        _client.GetCategoryStatusAsync(cancellationToken);

    public override ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
