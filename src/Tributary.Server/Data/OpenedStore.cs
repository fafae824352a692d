using System.Text;
using Tributary.Core.Secrets;
using Tributary.Core.Store;
using Tributary.Storage;
using Tributary.Vault;

namespace Tributary.Server.Data;

/// <summary>
/// A store opened for work: locked, migrated, its vault unlocked. Everything that can be refused is refused before the first byte
/// is written.
/// </summary>
internal sealed class OpenedStore : IAsyncDisposable
{
    /// <summary>The setting that names the store; its key's default file is called after it.</summary>
    public const string StoreIdSetting = "store.id";

    private readonly FolderHold _folder;
    private readonly StoreHold _hold;

    private OpenedStore(FolderHold folder, StoreHold hold, StorePlace place, IStore store, StoreVault vault, string? newKeyFile)
    {
        _folder = folder;
        _hold = hold;
        Place = place;
        Store = store;
        Vault = vault;
        NewKeyFile = newKeyFile;
    }

    public StorePlace Place { get; }

    public IStore Store { get; }

    public StoreVault Vault { get; }

    /// <summary>The master key's file where this start made it; null otherwise.</summary>
    public string? NewKeyFile { get; }

    /// <summary>Ends when another server has taken the store; see <see cref="StoreHold.Lost"/>.</summary>
    public Task Lost => _hold.Lost;

    public static async Task<OpenedStore> OpenAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        var folder = new DataFolder(options.DataFolder);
        if (StoreLock.IsHeld(folder))
            throw StoreLock.Held(folder);

        var place = StorePlace.Of(options);
        var found = await place.InspectAsync();
        if (place.IsFile && StoreLock.KnowsAStore(folder) && !found.Exists)
        {
            throw new StartRefusedException(
                $"The store {place.Name} that was here is gone or cut to nothing; restore a backup, or remove {folder.LockFile} to begin a new store.");
        }

        var storeId = IdOf(found);
        using var known = FindKey(options, folder, place, found, storeId);

        // A start that was refused leaves nothing behind.
        var held = FolderHold.Take(folder);
        StoreHold? hold = null;
        try
        {
            hold = await place.HoldAsync(cancellationToken);
            return await OpenHeldAsync(place, held, hold, storeId, known, cancellationToken);
        }
        catch
        {
            if (hold is not null)
                await hold.DisposeAsync();
            held.Dispose();
            throw;
        }
    }

    /// <summary>The store's id; null where there is no store yet.</summary>
    public static string? IdOf(StoreInspection found) =>
        found.Settings.TryGetValue(StoreIdSetting, out var id) ? Encoding.ASCII.GetString(id) : null;

    public async ValueTask DisposeAsync()
    {
        Vault.Dispose();
        await CloseAsync(Store);
        await _hold.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The key the store was made with, checked against it; null where a sandbox shall make one.</summary>
    internal static MasterKey? FindKey(
        ServerOptions options, DataFolder folder, StorePlace place, StoreInspection found, string? storeId)
    {
        var keyFile = storeId is null ? null : MasterKeySource.DefaultFile(storeId);
        var key = MasterKeySource.FindNamed(options, folder);
        if (key is null && keyFile is not null && File.Exists(keyFile))
            key = MasterKeySource.Read(keyFile);

        var isBound = found.Settings.TryGetValue(StoreVault.KeyCheckSetting, out var keyCheck);
        if (key is null && (isBound || !options.Sandbox))
            throw isBound ? MasterKeySource.Missing(place.Name, keyFile) : MasterKeySource.MissingForNew(place.Name);
        if (key is null || !isBound || StoreVault.Verify(keyCheck!, key))
            return key;

        key.Dispose();
        throw new StartRefusedException($"The master key does not belong to the store {place.Name}; start with the one it was made with.");
    }

    private static async Task<OpenedStore> OpenHeldAsync(
        StorePlace place, FolderHold folder, StoreHold hold, string? storeId, MasterKey? known, CancellationToken cancellationToken)
    {
        // The key lies on disk before anything is sealed with it.
        var isNew = storeId is null;
        storeId ??= RandomText.Hex(16);
        var keyFile = known is null ? MasterKeySource.DefaultFile(storeId) : null;
        using var made = keyFile is null ? null : MasterKeySource.Create(keyFile);

        var store = await place.OpenAsync();
        try
        {
            if (isNew)
                await store.WriteAsync(tx => NameAsync(tx, place, storeId), cancellationToken);
            if (place.IsFile)
                folder.Remember(storeId);
            var vault = await StoreVault.OpenAsync(store, (known ?? made)!, cancellationToken);
            folder.Keep();
            return new OpenedStore(folder, hold, place, store, vault, keyFile);
        }
        catch (MasterKeyException unusable)
        {
            await CloseAsync(store);
            throw new StartRefusedException(unusable.Message, unusable);
        }
        catch
        {
            await CloseAsync(store);
            throw;
        }
    }

    /// <summary>A lock in a folder of this machine does not keep another machine from making the same store.</summary>
    private static async Task NameAsync(IStoreWriter tx, StorePlace place, string storeId)
    {
        if (await tx.FindSettingAsync(StoreIdSetting) is not null)
            throw new StartRefusedException($"Another program has made the store {place.Name} in this moment; start again.");
        await tx.SetSettingAsync(StoreIdSetting, Encoding.ASCII.GetBytes(storeId));
    }

    private static ValueTask CloseAsync(IStore store) => ((IAsyncDisposable)store).DisposeAsync();
}
