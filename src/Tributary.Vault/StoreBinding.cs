using Tributary.Core.Secrets;
using Tributary.Core.Store;

namespace Tributary.Vault;

/// <summary>What binds a store to its master key: the key check, and the store's lookup key wrapped by the master key.</summary>
/// <param name="KeyCheck">The setting <see cref="StoreVault.KeyCheckSetting"/>.</param>
/// <param name="WrappedLookupKey">The setting <see cref="LookupKeySetting"/>; null when it was lost.</param>
internal sealed record StoreBinding(byte[] KeyCheck, byte[]? WrappedLookupKey)
{
    public const string LookupKeySetting = "vault.lookup-key";

    /// <summary>The store's binding, or null while it holds nothing that was ever encrypted.</summary>
    /// <exception cref="MasterKeyException">The binding was lost: a new one would make a wrong key look right.</exception>
    public static async Task<StoreBinding?> FindAsync(IStoreReader store)
    {
        var keyCheck = await store.FindSettingAsync(StoreVault.KeyCheckSetting);
        var lookupKey = await store.FindSettingAsync(LookupKeySetting);
        if (keyCheck is not null)
            return new StoreBinding(keyCheck, lookupKey);

        // Everything encrypted belongs to a partner or to a customer of one, and goes when the partner goes.
        if (lookupKey is not null || (await store.ListPartnersAsync()).Count > 0)
            throw new MasterKeyException("The store holds encrypted data but has lost its key check; restore it from a backup.");
        return null;
    }

    /// <summary>Binds the store to the master key, unless another writer has just bound it.</summary>
    public static async Task<StoreBinding> FindOrMakeAsync(IStoreWriter store, MasterKey masterKey)
    {
        if (await FindAsync(store) is { } binding)
            return binding;

        using var lookupKey = SymmetricKey.Random();
        using var wrappingKey = masterKey.DeriveWrappingKey();
        var wrapped = wrappingKey.Wrap(lookupKey, Labels.WrappedLookupKey);
        var made = new StoreBinding(masterKey.DeriveKeyCheck(), wrapped);
        await store.SetSettingAsync(StoreVault.KeyCheckSetting, made.KeyCheck);
        await store.SetSettingAsync(LookupKeySetting, wrapped);
        return made;
    }

    /// <exception cref="MasterKeyException">It was lost or damaged.</exception>
    public SymmetricKey OpenLookupKey(MasterKey masterKey)
    {
        using var wrappingKey = masterKey.DeriveWrappingKey();
        try
        {
            return wrappingKey.Unwrap(WrappedLookupKey, Labels.WrappedLookupKey);
        }
        catch (SealBrokenException broken)
        {
            throw new MasterKeyException("The store has lost its lookup key; restore it from a backup.", broken);
        }
    }
}
