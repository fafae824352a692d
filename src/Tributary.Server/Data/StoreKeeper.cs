using Tributary.Storage;

namespace Tributary.Server.Data;

/// <summary>
/// What an operator does with a store as a whole: checks it, migrates it, backs it up, restores it, moves it. Backups and checks work while a server
/// runs; the others hold the store. Everything is refused, or done whole.
/// </summary>
public static class StoreKeeper
{
    /// <summary>Looks for what is broken in a store or a backup, and whether its sealed values open with the master key.</summary>
    /// <param name="options">Which store, and its master key.</param>
    /// <param name="backup">The backup to look at in its place; null for the store itself.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="StartRefusedException">There is no store, or it cannot be read at all.</exception>
    public static async Task<StoreReport> CheckAsync(ServerOptions options, string? backup, CancellationToken cancellationToken)
    {
        var place = backup is null ? StorePlace.Of(options) : BackupAt(backup);
        var found = await FindAsync(place);
        await using var snapshot = await place.SnapshotAsync(cancellationToken);
        var problems = new List<string>(await snapshot.CheckAsync(cancellationToken));
        var secrets = problems.Count > 0
            ? new SealedValuesReport(0, "the rest of the store has to be mended first", [])
            : await SealedValues.CheckAsync(snapshot, options, place, found, cancellationToken);

        // A backup may be looked at where its key is not; a store whose key is missing cannot be served.
        if (secrets.NotOpenedBecause is { } why && backup is null && problems.Count == 0)
            problems.Add($"The sealed values cannot be opened: {why}.");
        problems.AddRange(secrets.Problems);
        return new StoreReport(Describe(options, place, found), problems, secrets.Opened, secrets.NotOpenedBecause);
    }

    /// <summary>Brings a store to this program's schema.</summary>
    /// <param name="options">Which store.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    /// <returns>The schema it had, and the store as it is now.</returns>
    /// <exception cref="StartRefusedException">There is no store, another program works on it, or it cannot be migrated; each migration that was done stays done.</exception>
    public static async Task<(int From, KeptStore Store)> MigrateAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        var place = StorePlace.Of(options);
        var before = await FindAsync(place);
        await using var hold = await PlaceHold.TakeAsync(options, place, cancellationToken);
        await using (var store = (IAsyncDisposable)await place.OpenAsync())
            hold.Keep(before);
        return (before.SchemaVersion, Describe(options, place, await place.InspectAsync()));
    }

    /// <summary>Writes a store as it is in this moment to one file, which is a SQLite store itself, whichever database it comes from.</summary>
    /// <param name="options">Which store; a server may work on it meanwhile.</param>
    /// <param name="file">The file to write; it takes its name when it is whole.</param>
    /// <param name="replace">Whether a file that is there may be replaced.</param>
    /// <param name="progress">Where to tell how far it is.</param>
    /// <param name="cancellationToken">Cancels the backup; nothing is left of it.</param>
    /// <returns>The store that was backed up.</returns>
    /// <exception cref="StartRefusedException">There is no store, it cannot be read, or the file is there or cannot be written.</exception>
    public static async Task<KeptStore> BackUpAsync(
        ServerOptions options, string file, bool replace, StoreProgress progress, CancellationToken cancellationToken)
    {
        var place = StorePlace.Of(options);
        var found = await FindAsync(place);
        var target = new StorePlace(StoreLocation.OfFile(file), IsFile: true);
        if (!Directory.Exists(Path.GetDirectoryName(target.Name)))
            throw new StartRefusedException($"There is no folder {Path.GetDirectoryName(target.Name)} for the backup.");
        if (new DataFolder(options.DataFolder).Owns(target.Name))
            throw new StartRefusedException($"{target.Name} is a name of the store's own; choose another, best in another folder.");
        if (File.Exists(target.Name))
            await RequireFormerBackupAsync(target, replace);
        await target.CopyFromAsync(place.Location, replace, progress, cancellationToken);
        return Describe(options, place, found);
    }

    /// <summary>A backup may replace an older one, and nothing else: no device, no file of somebody else's, nothing that a link leads to.</summary>
    private static async Task RequireFormerBackupAsync(StorePlace target, bool replace)
    {
        if (!replace)
            throw new StartRefusedException($"{target.Name} is there already; choose another name, or say --overwrite.");
        if (new FileInfo(target.Name).LinkTarget is not null || !await IsStoreAsync(target))
            throw new StartRefusedException($"{target.Name} is no former backup, so nothing may take its place; choose another name.");
    }

    private static async Task<bool> IsStoreAsync(StorePlace place)
    {
        try
        {
            return (await place.InspectAsync()).Exists;
        }
        catch (StartRefusedException)
        {
            return false;
        }
    }

    /// <summary>Makes a store of a backup, after a look through the whole of it.</summary>
    /// <param name="options">Where the store shall be.</param>
    /// <param name="file">The backup.</param>
    /// <param name="replace">Whether a store that is there may be replaced.</param>
    /// <param name="progress">Where to tell how far it is.</param>
    /// <param name="cancellationToken">Cancels; what was there stays as it was.</param>
    /// <returns>The restored store.</returns>
    /// <exception cref="StartRefusedException">The file is no sound backup, a store is there, or a program works on it.</exception>
    public static async Task<KeptStore> RestoreAsync(
        ServerOptions options, string file, bool replace, StoreProgress progress, CancellationToken cancellationToken)
    {
        var backup = BackupAt(file);
        var found = await FindAsync(backup);
        await RequireSoundAsync(backup, cancellationToken);
        var place = StorePlace.Of(options);
        await using var hold = await PlaceHold.TakeAsync(options, place, cancellationToken);
        await RequireFreeAsync(place, replace, "say --replace to put the backup in its place");
        await place.CopyFromAsync(backup.Location, replace, progress, cancellationToken);
        hold.Keep(found);
        return Describe(options, place, found);
    }

    /// <summary>Copies a store to another place, row by row where the database is another, and reads it back there.</summary>
    /// <param name="from">Where it is.</param>
    /// <param name="to">Where it shall be; must hold no store.</param>
    /// <param name="progress">Where to tell how far it is.</param>
    /// <param name="cancellationToken">Cancels; nothing is left at the new place.</param>
    /// <returns>The store at its new place.</returns>
    /// <exception cref="StartRefusedException">There is no store, one is at the new place, or a program works on either.</exception>
    public static async Task<KeptStore> MoveAsync(ServerOptions from, ServerOptions to, StoreProgress progress, CancellationToken cancellationToken)
    {
        var source = StorePlace.Of(from);
        var target = StorePlace.Of(to);
        if (source.Name == target.Name)
            throw new StartRefusedException($"The store {source.Name} is there already.");
        var found = await FindAsync(source);
        await using var sourceHold = await PlaceHold.TakeAsync(from, source, cancellationToken);
        await using var targetHold = await PlaceHold.TakeAsync(to, target, cancellationToken);
        await RequireFreeAsync(target, replace: false, "move to an empty one");
        await target.CopyFromAsync(source.Location, replace: false, progress, cancellationToken);
        targetHold.Keep(found);
        return Describe(to, target, found);
    }

    private static StorePlace BackupAt(string file) => File.Exists(file)
        ? new StorePlace(StoreLocation.OfFile(file), IsFile: true)
        : throw new StartRefusedException($"There is no file {Path.GetFullPath(file)}.");

    private static async Task<StoreInspection> FindAsync(StorePlace place) => await place.InspectAsync() is { Exists: true } found
        ? found
        : throw new StartRefusedException($"There is no store in {place.Name}.");

    private static async Task RequireSoundAsync(StorePlace backup, CancellationToken cancellationToken)
    {
        await using var snapshot = await backup.SnapshotAsync(cancellationToken);
        if (snapshot.SchemaVersion == backup.SchemaVersion && await snapshot.CheckAsync(cancellationToken) is [var problem, ..])
            throw new StartRefusedException($"The backup {backup.Name} is damaged and was not restored. {problem}");
    }

    private static async Task RequireFreeAsync(StorePlace place, bool replace, string otherwise)
    {
        if (replace)
            return;
        if (place.IsFile ? File.Exists(place.Name) : (await place.InspectAsync()).Exists)
            throw new StartRefusedException($"There is a store in {place.Name} already; {otherwise}.");
    }

    private static KeptStore Describe(ServerOptions options, StorePlace place, StoreInspection found) =>
        new(place.Name, found.SchemaVersion, MasterKeySource.Whereabouts(options, OpenedStore.IdOf(found)));
}

/// <summary>A store as an operator is told of it.</summary>
/// <param name="Name">Where it is.</param>
/// <param name="SchemaVersion">Its schema.</param>
/// <param name="MasterKey">Where its master key is looked for.</param>
public sealed record KeptStore(string Name, int SchemaVersion, string MasterKey);

/// <summary>What a check found.</summary>
/// <param name="Store">The store that was looked at.</param>
/// <param name="Problems">What is broken, each a sentence without anybody's data; empty for a sound store.</param>
/// <param name="SealedValues">How many sealed values were opened with the master key.</param>
/// <param name="NotOpenedBecause">Why sealed values were not opened at all; null where they were.</param>
public sealed record StoreReport(KeptStore Store, IReadOnlyList<string> Problems, int SealedValues, string? NotOpenedBecause);
