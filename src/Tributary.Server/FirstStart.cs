using Microsoft.Extensions.DependencyInjection;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Core.SignOn;
using Tributary.Server.Data;

namespace Tributary.Server;

/// <summary>
/// What a sandbox's first start made. The partner's secrets are sealed in the store and cannot be asked for again; those of its AggCat programs also lie in a file.
/// </summary>
/// <param name="PartnerId">The sandbox partner's id.</param>
/// <param name="PartnerSecret">Its secret.</param>
/// <param name="AppKey">Its app key.</param>
/// <param name="AggCat">How its programs sign on by the AggCat protocol.</param>
/// <param name="MasterKeyFile">Where the master key was put; null where it came from elsewhere.</param>
public sealed record FirstStart(string PartnerId, Secret PartnerSecret, Secret AppKey, FirstApplication AggCat, string? MasterKeyFile)
{
    /// <summary>Registers the sandbox partner where a sandbox's store has no partner yet.</summary>
    internal static async Task<FirstStart?> PrepareAsync(
        IServiceProvider services, ServerOptions options, OpenedStore opened, CancellationToken cancellationToken)
    {
        var partners = services.GetRequiredService<PartnerRegistry>();
        if (!options.Sandbox || (await partners.ListAsync(cancellationToken)).Count > 0)
            return null;
        var registered = await partners.RegisterAsync(new NewPartner("Sandbox"), cancellationToken);
        var application = await FirstApplication.MakeAsync(
            services.GetRequiredService<ApplicationRegistry>(), registered.Partner.PublicId, options.DataFolder, options.Clock, cancellationToken);
        return new FirstStart(registered.Partner.PublicId, registered.PartnerSecret, registered.AppKey, application, opened.NewKeyFile);
    }
}
