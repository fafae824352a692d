using System.Text;
using Tributary.Core.Secrets;
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

    private readonly StoreLock _lock;

    private OpenedStore(StoreLock held, SqliteStore store, StoreVault vault, string? newKeyFile)
    {
        _lock = held;
        Store = store;
        Vault = vault;
        NewKeyFile = newKeyFile;
    }

    public SqliteStore Store { get; }

    public StoreVault Vault { get; }

    /// <summary>The master key's file where this start made it; null otherwise.</summary>
    public string? NewKeyFile { get; }

    public static async Task<OpenedStore> OpenAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        var folder = new DataFolder(options.DataFolder);
        if (StoreLock.IsHeld(folder))
            throw StoreLock.Held(folder);

        if (StoreLock.KnowsAStore(folder) && new FileInfo(folder.StoreFile) is not { Exists: true, Length: > 0 })
        {
            throw new StartRefusedException(
                $"The store {folder.StoreFile} that was here is gone or cut to nothing; restore a backup, or remove {folder.LockFile} to begin a new store.");
        }

        var found = await InspectAsync(folder);
        var storeId = found.Settings.TryGetValue(StoreIdSetting, out var id) ? Encoding.ASCII.GetString(id) : null;
        using var known = FindKey(options, folder, found, storeId);

        var isNewFolder = folder.Create();
        var isNewLock = !File.Exists(folder.LockFile);
        var held = StoreLock.Take(folder);
        try
        {
            return await OpenLockedAsync(folder, held, storeId, known, cancellationToken);
        }
        catch
        {
            held.Dispose();
            if (!found.Exists)
                Undo(folder, isNewFolder, isNewLock);
            throw;
        }
    }

    /// <summary>A start that was refused leaves nothing behind.</summary>
    private static void Undo(DataFolder folder, bool isNewFolder, bool isNewLock)
    {
        if (isNewLock)
            File.Delete(folder.LockFile);
        if (isNewFolder && !Directory.EnumerateFileSystemEntries(folder.Path).Any())
            Directory.Delete(folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        Vault.Dispose();
        await Store.DisposeAsync();
        _lock.Dispose();
    }

    /// <summary>The key the store was made with, checked against it; null where a sandbox shall make one.</summary>
    private static MasterKey? FindKey(ServerOptions options, DataFolder folder, StoreInspection found, string? storeId)
    {
        var keyFile = storeId is null ? null : MasterKeySource.DefaultFile(storeId);
        var key = MasterKeySource.FindNamed(options, folder);
        if (key is null && keyFile is not null && File.Exists(keyFile))
            key = MasterKeySource.Read(keyFile);

        var isBound = found.Settings.TryGetValue(StoreVault.KeyCheckSetting, out var keyCheck);
        if (key is null && (isBound || !options.Sandbox))
            throw isBound ? MasterKeySource.Missing(folder.StoreFile, keyFile) : MasterKeySource.MissingForNew(folder.StoreFile);
        if (key is null || !isBound || StoreVault.Verify(keyCheck!, key))
            return key;

        key.Dispose();
        throw new StartRefusedException($"The master key does not belong to the store {folder.StoreFile}; start with the one it was made with.");
    }

    private static async Task<OpenedStore> OpenLockedAsync(
        DataFolder folder, StoreLock held, string? storeId, MasterKey? known, CancellationToken cancellationToken)
    {
        // The key lies on disk before anything is sealed with it.
        var isNew = storeId is null;
        storeId ??= RandomText.Hex(16);
        var keyFile = known is null ? MasterKeySource.DefaultFile(storeId) : null;
        using var made = keyFile is null ? null : MasterKeySource.Create(keyFile);

        var store = await RefusingAsync(() => SqliteStore.OpenAsync(folder.StoreFile));
        try
        {
            if (isNew)
                await store.WriteAsync<bool>(async tx => { await tx.SetSettingAsync(StoreIdSetting, Encoding.ASCII.GetBytes(storeId)); return true; }, cancellationToken);
            held.Remember(storeId);
            var vault = await StoreVault.OpenAsync(store, (known ?? made)!, cancellationToken);
            return new OpenedStore(held, store, vault, keyFile);
        }
        catch (MasterKeyException unusable)
        {
            await store.DisposeAsync();
            throw new StartRefusedException(unusable.Message, unusable);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static Task<StoreInspection> InspectAsync(DataFolder folder) => RefusingAsync(() => SqliteStore.InspectAsync(folder.StoreFile));

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
