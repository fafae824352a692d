namespace Tributary.Core.Store;

/// <summary>
/// The database, as the engine sees it. Work is given as a function so that the store decides about connections, locks and
/// what to do when one is lost. Every write is one transaction: all of it, or nothing.
/// </summary>
public interface IStore
{
    /// <summary>Runs reads that see one consistent state, and never wait for a writer.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="work">The reads, one after another; must not keep the reader, and may be run again after a lost connection.</param>
    /// <param name="cancellationToken">Cancels before or during the work.</param>
    /// <returns>What the work returned.</returns>
    Task<T> ReadAsync<T>(Func<IStoreReader, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Runs reads and writes in one transaction and commits it when the work returns; an exception rolls everything back.
    /// Writers may run side by side, but what the work looks at stands still. From the moment it first names a customer, everything of that
    /// customer is its own until it ends, and other writers that name the same one wait. The same holds for a partner (the partner itself, its
    /// key and tokens), for a username of a partner, and for the store's own settings. So looking first and then writing is safe: what was
    /// not there when the work looked is not there when it commits. Other lists (partners, a partner's customers, operator tokens) may grow meanwhile.
    /// </summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="work">
    /// The reads and writes, one after another; may be run again after a lost connection or where two writers wait for each other, so it must
    /// have no other effects.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit; a commit under way is never cut short.</param>
    /// <returns>What the work returned.</returns>
    /// <exception cref="Errors.TributaryException"><c>server.store-unavailable</c>: disk full, file locked, database gone.</exception>
    Task<T> WriteAsync<T>(Func<IStoreWriter, Task<T>> work, CancellationToken cancellationToken);
}

/// <summary>Shorthands for work that returns nothing.</summary>
public static class StoreExtensions
{
    /// <summary>Runs reads and writes in one transaction; see <see cref="IStore.WriteAsync{T}"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="work">The reads and writes.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>A task that ends after the commit.</returns>
    public static Task WriteAsync(this IStore store, Func<IStoreWriter, Task> work, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async writer =>
            {
                await work(writer);
                return true;
            },
            cancellationToken);
}
