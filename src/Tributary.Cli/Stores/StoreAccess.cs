using Tributary.Client;
using Tributary.Server;
using Tributary.Server.Data;
using Tributary.Storage;

namespace Tributary.Cli.Stores;

/// <summary>
/// What commands do with a store, whoever holds it: through the running server where one does, otherwise by opening the store
/// themselves. Both speak in the SDK's records, so a command looks the same either way.
/// </summary>
internal abstract class StoreAccess : IAsyncDisposable
{
    public static async Task<StoreAccess> OpenAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        if (RunningServer.Find(options) is { } server)
            return new ServedStore(server);
        if (!options.Sandbox && !await LocalStore.ExistsAsync(options))
        {
            var where = options.Store is { } database ? PostgresStore.NameOf(database.Reveal()) : Path.GetFullPath(options.DataFolder);
            throw new CommandFailedException(
                $"There is no store in {where} yet; start a server once ({Hint.Command("serve --sandbox", options)}),"
                + " or say with --data or --store where the store lies.",
                ExitCode.StartRefused);
        }

        return new OwnStore(await LocalStore.OpenAsync(options, cancellationToken));
    }

    public abstract Task<ImportReport> ImportAsync(Stream content, string customer, string? partner, CancellationToken cancellationToken);

    public abstract Task<RegisteredPartner> AddPartnerAsync(NewPartner partner, CancellationToken cancellationToken);

    public abstract Task<RotatedPartner> RotatePartnerAsync(
        string partnerId, PartnerRotation rotation, CancellationToken cancellationToken);

    public abstract Task<AggCatApplication> SetAggCatApplicationAsync(
        string partnerId, NewAggCatApplication application, CancellationToken cancellationToken);

    public abstract Task RemoveAggCatApplicationAsync(string partnerId, CancellationToken cancellationToken);

    public abstract Task LockPartnerAsync(string partnerId, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<PartnerSummary>> GetPartnersAsync(CancellationToken cancellationToken);

    public abstract Task UnlockPartnerAsync(string partnerId, CancellationToken cancellationToken);

    public abstract Task DeletePartnerAsync(string partnerId, CancellationToken cancellationToken);

    public abstract Task<CreatedOperatorToken> CreateOperatorTokenAsync(string name, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<OperatorTokenSummary>> GetOperatorTokensAsync(CancellationToken cancellationToken);

    public abstract Task RevokeOperatorTokenAsync(string name, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<SubscriptionSummary>> GetSubscriptionsAsync(string? after, CancellationToken cancellationToken);

    public abstract Task<InstitutionPage> SearchInstitutionsAsync(string text, int start, int limit, CancellationToken cancellationToken);

    public abstract Task<InstitutionSummary> GetInstitutionAsync(long id, CancellationToken cancellationToken);

    public abstract Task<InstitutionImport> ImportInstitutionsAsync(
        Stream content, string? format, string? source, CancellationToken cancellationToken);

    public abstract Task<CategoryStatus> GetCategoryStatusAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
