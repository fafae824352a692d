using Tributary.Core.Store;
using Tributary.Storage;

namespace Tributary.Server.Data;

/// <summary>Where a store is: a file of the data folder, or a database on a PostgreSQL server. Past this point nobody asks which.</summary>
/// <param name="Name">How it is named to people; never with a password.</param>
/// <param name="SchemaVersion">The schema this program brings it to.</param>
/// <param name="InspectAsync">Looks at it, and changes nothing.</param>
/// <param name="OpenAsync">Opens it; whoever does so disposes it.</param>
internal sealed record StorePlace(string Name, int SchemaVersion, Func<Task<StoreInspection>> InspectAsync, Func<Task<IStore>> OpenAsync)
{
    public static StorePlace Of(ServerOptions options)
    {
        if (options.Store is { } given)
        {
            var database = given.Reveal();
            return new StorePlace(
                Refusing(() => PostgresStore.NameOf(database)),
                PostgresStore.SchemaVersion,
                () => RefusingAsync(() => PostgresStore.InspectAsync(database)),
                () => RefusingAsync<IStore>(async () => await PostgresStore.OpenAsync(database)));
        }

        var file = new DataFolder(options.DataFolder).StoreFile;
        return new StorePlace(
            file,
            SqliteStore.SchemaVersion,
            () => RefusingAsync(() => SqliteStore.InspectAsync(file)),
            () => RefusingAsync<IStore>(async () => await SqliteStore.OpenAsync(file)));
    }

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
