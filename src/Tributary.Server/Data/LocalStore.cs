using Microsoft.Extensions.DependencyInjection;
using Tributary.Server.Operations;

namespace Tributary.Server.Data;

/// <summary>A store opened by a command while no server holds it: the same checks and the same parts, without a port.</summary>
public sealed class LocalStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private LocalStore(ServiceProvider services, FirstStart? firstStart)
    {
        _services = services;
        FirstStart = firstStart;
    }

    /// <summary>Whether a data folder holds the file of a store.</summary>
    /// <param name="dataFolder">The folder.</param>
    /// <returns>Whether it does.</returns>
    public static bool HasFile(string dataFolder) => File.Exists(new DataFolder(dataFolder).StoreFile);

    /// <summary>The engine's parts: importer, registries, operator tokens.</summary>
    public IServiceProvider Services => _services;

    /// <summary>What a sandbox's first start made; null otherwise.</summary>
    public FirstStart? FirstStart { get; }

    /// <summary>Whether there is a store.</summary>
    /// <param name="options">Where.</param>
    /// <returns>False for a folder that is not there or empty of a store, and for an empty database.</returns>
    /// <exception cref="StartRefusedException">The database cannot be looked at.</exception>
    public static async Task<bool> ExistsAsync(ServerOptions options) => options.Store is null
        ? File.Exists(new DataFolder(options.DataFolder).StoreFile)
        : (await StorePlace.Of(options).InspectAsync()).Exists;

    /// <summary>Opens a store.</summary>
    /// <param name="options">Where, and how.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The store; disposing it lets others have it.</returns>
    /// <exception cref="StartRefusedException">It cannot be opened; nothing was changed.</exception>
    public static async Task<LocalStore> OpenAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        var opened = await OpenedStore.OpenAsync(options, cancellationToken);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddTributary(options.LogLevel));
        services.AddTributary(options, opened);
        var provider = services.BuildServiceProvider();
        return new LocalStore(provider, await FirstStart.PrepareAsync(provider, options, opened, cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
