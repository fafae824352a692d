using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tributary.Connectors.DemoBank;
using Tributary.Connectors.Files;
using Tributary.Core.Aggregation;
using Tributary.Core.Categories;
using Tributary.Core.Connectors;
using Tributary.Core.Customers;
using Tributary.Core.Imports;
using Tributary.Core.Institutions;
using Tributary.Core.Institutions.Importing;
using Tributary.Core.Operators;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Core.SignIn;
using Tributary.Core.SignOn;
using Tributary.Core.Store;
using Tributary.Core.Subscriptions;
using Tributary.Core.Transactions;
using Tributary.Outbound;
using Tributary.Server.Categories;
using Tributary.Server.Data;
using Tributary.Server.Notifications;

namespace Tributary.Server.Operations;

/// <summary>Puts the engine together over a store.</summary>
internal static class Composition
{
    public static void AddTributary(this IServiceCollection services, ServerOptions options, OpenedStore opened)
    {
        // Disposed last, after everything that uses it: the container disposes in reverse order of creation.
        services.AddSingleton(_ => opened);
        services.AddSingleton(provider => new StoreWatch(new LoggedStore(
            provider.GetRequiredService<OpenedStore>().Store, opened.Place.Name, provider.GetRequiredService<ILogger<LoggedStore>>())));
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<StoreWatch>());
        services.AddSingleton<IVault>(provider => provider.GetRequiredService<OpenedStore>().Vault);
        services.AddSingleton(options.Clock);
        services.AddSingleton(options.SignInLimits);

        services.AddSingleton<IConnector, FilesConnector>();
        if (options.Sandbox)
            services.AddSingleton<IConnector>(new DemoBankConnector(options.Clock, options.DemoBankScript));
        services.AddSingleton<IStatementFileReader, StatementFileReader>();

        services.AddSingleton(provider => new InstitutionDirectory(
            provider.GetServices<IConnector>(), provider.GetRequiredService<IStore>(), ShippedInstitutions.Read()));
        services.AddSingleton<InstitutionImporter>();
        services.AddSingleton<SignInSessions>();
        services.AddSingleton<Aggregator>();
        services.AddSingleton<StatementImporter>();
        services.AddSingleton<PartnerRegistry>();
        services.AddSingleton<ApplicationRegistry>();
        services.AddSingleton<CustomerRegistry>();
        services.AddSingleton<CustomerSignOn>();
        services.AddSingleton<AnnouncedRefreshes>();
        services.AddSingleton<OperatorTokens>();
        services.AddSingleton<SubscriptionRegistry>();
        services.AddSingleton<TestTransactions>();
        services.AddSingleton(_ => options.Categorizer);
        services.AddSingleton<PaymentCategories>();
    }

    /// <summary>What only a server does: going out to those who want to be told.</summary>
    public static void AddNotifications(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(_ => new OutboundHttp(new OutboundRules(options.AllowedCallbackHosts), options.OutboundLimits));
        services.AddSingleton<Deliveries>();
        services.AddSingleton(provider => new NotificationSender(provider.GetRequiredService<OutboundHttp>(), options.Sandbox));
        services.AddHostedService<NotificationService>();
    }

    /// <summary>What only a server does: bringing history up to its rules.</summary>
    public static void AddRecategorization(this IServiceCollection services) => services.AddHostedService<RecategorizationService>();
}
