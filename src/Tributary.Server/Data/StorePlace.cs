using Tributary.Core.Store;
using Tributary.Storage;

namespace Tributary.Server.Data;

/// <summary>
/// Where a store is: a file of the data folder, or a database on a PostgreSQL server. Past this point nobody asks which, and what the storage
/// refuses is a refused start.
/// </summary>
/// <param name="Location">The place itself.</param>
/// <param name="IsFile">Whether it is the data folder's file.</param>
internal sealed record StorePlace(StoreLocation Location, bool IsFile)
{
    public string Name => Location.Name;

    public int SchemaVersion => Location.SchemaVersion;

    public static StorePlace Of(ServerOptions options) => options.Store is { } database
        ? new StorePlace(Refusing(() => StoreLocation.OfDatabase(database.Reveal())), IsFile: false)
        : new StorePlace(StoreLocation.OfFile(new DataFolder(options.DataFolder).StoreFile), IsFile: true);

    public Task<StoreInspection> InspectAsync() => RefusingAsync(Location.InspectAsync);

    public Task<IStore> OpenAsync() => RefusingAsync(Location.OpenAsync);

    public Task<StoreHold> HoldAsync(CancellationToken cancellationToken) => RefusingAsync(() => Location.HoldAsync(cancellationToken));

    public Task<StoreSnapshot> SnapshotAsync(CancellationToken cancellationToken) => RefusingAsync(() => Location.SnapshotAsync(cancellationToken));

    /// <summary>Makes this place hold what another one holds; see <see cref="StoreLocation.CopyFromAsync"/>.</summary>
    public Task CopyFromAsync(StoreLocation source, bool replace, StoreProgress? progress, CancellationToken cancellationToken) => RefusingAsync(async () =>
    {
        await Location.CopyFromAsync(source, replace, progress, cancellationToken);
        return true;
    });

    private static T Refusing<T>(Func<T> look)
    {
        try
        {
            return look();
        }
        catch (StoreRefusedException refused)
        {
            throw new StartRefusedException(refused.Message, refused);
        }
    }

    private static async Task<T> RefusingAsync<T>(Func<Task<T>> open)
    {
        try
        {
            return await open();
        }
        catch (StoreRefusedException refused)
        {
            throw new StartRefusedException(refused.Message, refused);
        }
    }
}
