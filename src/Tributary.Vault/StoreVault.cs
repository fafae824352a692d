using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Tributary.Core.Secrets;
using Tributary.Core.Store;

namespace Tributary.Vault;

/// <summary>
/// The vault of one store. Safe for concurrent use; it keeps keys of its own, so the master key may be disposed once it is open.
/// A data key is unwrapped for each use and overwritten after it.
/// </summary>
public sealed class StoreVault : IVault, IDisposable
{
    /// <summary>The store's setting by which <see cref="Verify"/> recognises the master key.</summary>
    public const string KeyCheckSetting = "vault.key-check";

    private readonly WrappingKey _wrappingKey;
    private readonly SymmetricKey _lookupKey;

    // Tags are asked for with every request, and purposes are few: their keys are derived once.
    private readonly ConcurrentDictionary<string, SymmetricKey> _tagKeys = new(StringComparer.Ordinal);

    private StoreVault(MasterKey masterKey, StoreBinding binding)
    {
        _lookupKey = binding.OpenLookupKey(masterKey);
        _wrappingKey = masterKey.DeriveWrappingKey();
    }

    /// <summary>
    /// Opens a store's vault. A store that holds nothing encrypted yet is bound to this master key; any other must be bound to it
    /// already, and is only read.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="masterKey">Its master key; stays the caller's.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The vault; the caller disposes it after its last use.</returns>
    /// <exception cref="MasterKeyException">Another master key's store, or one that lost its key check or lookup key.</exception>
    public static async Task<StoreVault> OpenAsync(IStore store, MasterKey masterKey, CancellationToken cancellationToken)
    {
        var binding = await store.ReadAsync(StoreBinding.FindAsync, cancellationToken)
            ?? await store.WriteAsync(writer => StoreBinding.FindOrMakeAsync(writer, masterKey), cancellationToken);
        if (!Verify(binding.KeyCheck, masterKey))
            throw new MasterKeyException("The master key does not belong to this store; start with the one it was made with.");
        return new StoreVault(masterKey, binding);
    }

    /// <summary>Whether a store is bound to a master key; needs the value alone, so it can be asked before the store is touched.</summary>
    /// <param name="keyCheck">The store's setting <see cref="KeyCheckSetting"/>.</param>
    /// <param name="masterKey">The master key.</param>
    /// <returns>False for another master key, and for a value that is no key check.</returns>
    public static bool Verify(byte[] keyCheck, MasterKey masterKey) =>
        CryptographicOperations.FixedTimeEquals(keyCheck, masterKey.DeriveKeyCheck());

    /// <inheritdoc/>
    /// <exception cref="SealBrokenException">The scope has a data key, but not one that this vault wrapped for it.</exception>
    public async Task<byte[]> SealAsync(IStoreWriter store, SecretAddress address, Secret secret, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wrapped = await store.FindDataKeyAsync(address.Scope) ?? await AddDataKeyAsync(store, address.Scope);
        using var dataKey = Unwrap(wrapped, address.Scope);
        return SealedBox.Seal(dataKey, wrapped.Id, secret.RevealBytes(), WhereItLies(address));
    }

    /// <inheritdoc/>
    public async Task<Secret> OpenAsync(
        IStoreReader store, SecretAddress address, ReadOnlyMemory<byte> sealedValue, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var keyId = SealedBox.KeyIdOf(sealedValue.Span);
        var wrapped = await store.FindDataKeyAsync(address.Scope);
        if (wrapped?.Id != keyId)
            throw new SealBrokenException("The data key of the sealed value is gone, or never was this scope's.");

        using var dataKey = Unwrap(wrapped, address.Scope);
        var plaintext = SealedBox.Open(dataKey, sealedValue.Span, WhereItLies(address));
        try
        {
            return new Secret(plaintext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// HMAC-SHA256 under a key derived from the lookup key for the purpose. The lookup key is random and the store's own,
    /// so tags outlast the master key that wraps it.
    /// </remarks>
    public byte[] Tag(string purpose, params ReadOnlySpan<string> values)
    {
        var key = _tagKeys.GetOrAdd(purpose, static (purpose, lookupKey) => lookupKey.Derive(Labels.Tag, purpose), _lookupKey);
        var message = LengthPrefixed.Encode(values);
        try
        {
            return HMACSHA256.HashData(key.Bytes, message);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(message);
        }
    }

    /// <summary>Overwrites the vault's keys in memory; every later use throws.</summary>
    public void Dispose()
    {
        _wrappingKey.Dispose();
        _lookupKey.Dispose();
        foreach (var key in _tagKeys.Values)
            key.Dispose();
    }

    private async Task<WrappedDataKey> AddDataKeyAsync(IStoreWriter store, KeyScope scope)
    {
        var id = await store.TakeIdsAsync(1);
        using var dataKey = SymmetricKey.Random();
        var wrapped = new WrappedDataKey(id, scope, _wrappingKey.Wrap(dataKey, WhoseDataKey(scope, id)));
        await store.AddDataKeyAsync(wrapped);
        return wrapped;
    }

    /// <summary>The scope is the one asked for, not the one the store tells: a key moved to another scope must not open.</summary>
    private SymmetricKey Unwrap(WrappedDataKey key, KeyScope scope) =>
        _wrappingKey.Unwrap(key.Wrapped, WhoseDataKey(scope, key.Id));

    private static string[] WhoseDataKey(KeyScope scope, long id) =>
        [Labels.WrappedDataKey, scope.Kind, Digits(scope.Id), Digits(id)];

    private static string[] WhereItLies(SecretAddress address) =>
        [Labels.SealedValue, address.Scope.Kind, Digits(address.Scope.Id), Digits(address.LoginId), address.Field];

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
