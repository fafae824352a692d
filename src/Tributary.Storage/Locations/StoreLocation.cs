using Tributary.Core.Store;
using Tributary.Storage.Locations;

namespace Tributary.Storage;

/// <summary>
/// Where a store is, or may be: a SQLite file or a PostgreSQL database. Everything that is done with a store as a whole is done here, and
/// whoever does it need not know which of the two it is.
/// </summary>
public abstract class StoreLocation
{
    private protected StoreLocation()
    {
    }

    /// <summary>How it is named to people; never with a password.</summary>
    public abstract string Name { get; }

    /// <summary>The schema this program brings a store here to.</summary>
    public abstract int SchemaVersion { get; }

    /// <summary>A SQLite file. A backup is one too.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The location; nothing is opened.</returns>
    public static StoreLocation OfFile(string path) => new SqliteLocation(path);

    /// <summary>A PostgreSQL database.</summary>
    /// <param name="connectionString">Npgsql's: <c>Host=…;Database=…;Username=…;Password=…</c>.</param>
    /// <returns>The location; nothing is connected.</returns>
    /// <exception cref="StoreRefusedException">The connection string cannot be read.</exception>
    public static StoreLocation OfDatabase(string connectionString) => new PostgresLocation(connectionString);

    /// <summary>Looks without changing anything.</summary>
    /// <returns>What there is.</returns>
    /// <exception cref="StoreRefusedException">Opening would refuse it too.</exception>
    public abstract Task<StoreInspection> InspectAsync();

    /// <summary>Opens the store, making it where there is none, and brings its schema up to date.</summary>
    /// <returns>The store; an <see cref="IAsyncDisposable"/> that is the caller's.</returns>
    /// <exception cref="StoreRefusedException">It cannot be opened.</exception>
    public abstract Task<IStore> OpenAsync();

    /// <summary>Keeps other servers from the store, where the folder's lock cannot.</summary>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The hold; disposing it lets others have the store.</returns>
    /// <exception cref="StoreRefusedException"><see cref="StoreRefusal.InUse"/>: somebody else holds it.</exception>
    public abstract Task<StoreHold> HoldAsync(CancellationToken cancellationToken);

    /// <summary>Opens the store as it is in this moment, to read only; writers go on and are not seen.</summary>
    /// <param name="cancellationToken">Cancels the opening and every read.</param>
    /// <returns>The snapshot; the caller disposes it.</returns>
    /// <exception cref="StoreRefusedException">There is no store, or it cannot be read.</exception>
    public abstract Task<StoreSnapshot> SnapshotAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes this location hold what another one holds now: every row, id and number. All of it or nothing: an interrupted copy leaves the
    /// location as it was. Writers of the source are not kept waiting, and what they write meanwhile is not copied.
    /// </summary>
    /// <param name="source">The store to copy; it is only read.</param>
    /// <param name="replace">Whether a store that is here already may be replaced.</param>
    /// <param name="progress">Where to tell how far it is; null for nowhere.</param>
    /// <param name="cancellationToken">Cancels the copy.</param>
    /// <returns>A task that ends when the copy is on the disk.</returns>
    /// <exception cref="StoreRefusedException">
    /// The source cannot be read, something is here already, this location cannot be written, or what was written does not read back as the source's.
    /// </exception>
    public async Task CopyFromAsync(StoreLocation source, bool replace, StoreProgress? progress, CancellationToken cancellationToken)
    {
        await using var snapshot = await source.SnapshotAsync(cancellationToken);
        await Task.Run(() => FillAsync(snapshot, replace, progress ?? new StoreProgress(), cancellationToken), cancellationToken);
    }

    private protected abstract Task FillAsync(StoreSnapshot source, bool replace, StoreProgress progress, CancellationToken cancellationToken);
}

/// <summary>How far a long piece of work on a store is.</summary>
public sealed class StoreProgress
{
    private long _done;
    private long _total = 1;

    /// <summary>How much is done, 0 to 1.</summary>
    public decimal Fraction => Math.Min(1, (decimal)Interlocked.Read(ref _done) / Interlocked.Read(ref _total));

    internal void Begin(long total)
    {
        Interlocked.Exchange(ref _total, Math.Max(total, 1));
        Interlocked.Exchange(ref _done, 0);
    }

    internal void Reach(long done) => Interlocked.Exchange(ref _done, done);

    internal void Step() => Interlocked.Increment(ref _done);
}
