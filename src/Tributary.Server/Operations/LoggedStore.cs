using Microsoft.Extensions.Logging;
using Tributary.Core.Errors;
using Tributary.Core.Store;

namespace Tributary.Server.Operations;

/// <summary>
/// The store, telling the operator when it cannot be used and why: whoever called for it is told only that it cannot.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="name">How it is named to people.</param>
/// <param name="log">The operator's log.</param>
internal sealed class LoggedStore(IStore store, string name, ILogger<LoggedStore> log) : IStore
{
    public Task<T> ReadAsync<T>(Func<IStoreReader, Task<T>> work, CancellationToken cancellationToken) =>
        TellAsync(() => store.ReadAsync(work, cancellationToken));

    public Task<T> WriteAsync<T>(Func<IStoreWriter, Task<T>> work, CancellationToken cancellationToken) =>
        TellAsync(() => store.WriteAsync(work, cancellationToken));

    private async Task<T> TellAsync<T>(Func<Task<T>> use)
    {
        try
        {
            return await use();
        }
        catch (TributaryException trouble) when (trouble.Error == ErrorCatalogue.StoreUnavailable)
        {
            // Without the exception, whose words are the database's and may quote what it was given.
            log.LogError("The store {Store} cannot be used: {Trouble}.", name, trouble.Subject);
            throw;
        }
    }
}
