using System.Reflection;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Core.Store;

namespace Tributary.Vault.Tests;

/// <summary>A store in memory with the few members a vault uses; any other throws. A failed write leaves nothing behind.</summary>
internal sealed class MemoryStore : IStore
{
    public Dictionary<string, byte[]> Settings { get; private set; } = [];

    public Dictionary<KeyScope, WrappedDataKey> DataKeys { get; private set; } = [];

    public List<Partner> Partners { get; } = [];

    /// <summary>How many transactions for writing were begun.</summary>
    public int Writes { get; private set; }

    /// <summary>Runs once just before the next write, as another writer that came first.</summary>
    public Func<Task>? BeforeNextWrite { get; set; }

    private long NextId { get; set; } = 1;

    public Task<T> ReadAsync<T>(Func<IStoreReader, Task<T>> work, CancellationToken cancellationToken) => work(Members.Of(this));

    public async Task<T> WriteAsync<T>(Func<IStoreWriter, Task<T>> work, CancellationToken cancellationToken)
    {
        if (BeforeNextWrite is { } others)
        {
            BeforeNextWrite = null;
            await others();
        }

        Writes++;
        var (settings, dataKeys) = (new Dictionary<string, byte[]>(Settings), new Dictionary<KeyScope, WrappedDataKey>(DataKeys));
        try
        {
            return await work(Members.Of(this));
        }
        catch
        {
            (Settings, DataKeys) = (settings, dataKeys);
            throw;
        }
    }

    /// <summary>Registers a partner whose secret is sealed, as a server does.</summary>
    public async Task RegisterPartnerAsync(StoreVault vault, long id)
    {
        var address = SecretAddress.OfPartner(new PartnerId(id), "secret");
        using var secret = new Secret("partner secret");
        Partners.Add(new Partner
        {
            Id = new PartnerId(id),
            PublicId = $"partner-{id}",
            Name = "Household",
            SealedSecret = await WriteAsync(writer => vault.SealAsync(writer, address, secret, default), default),
            AppKeyTag = vault.Tag("app-key", "an app key"),
            CreatedAt = DateTimeOffset.UnixEpoch,
        });
    }

#pragma warning disable CA1852 // DispatchProxy derives from it at run time.
    private class Members : DispatchProxy
#pragma warning restore CA1852
    {
        private MemoryStore _store = null!;

        public static IStoreWriter Of(MemoryStore store)
        {
            var writer = Create<IStoreWriter, Members>();
            ((Members)(object)writer)._store = store;
            return writer;
        }

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => (targetMethod!.Name, args!.FirstOrDefault()) switch
        {
            (nameof(IStoreReader.FindSettingAsync), string name) => Task.FromResult(_store.Settings.GetValueOrDefault(name)),
            (nameof(IStoreReader.FindDataKeyAsync), KeyScope scope) => Task.FromResult(_store.DataKeys.GetValueOrDefault(scope)),
            (nameof(IStoreWriter.SetSettingAsync), string name) => Done(() => _store.Settings[name] = (byte[])args![1]!),
            (nameof(IStoreWriter.AddDataKeyAsync), WrappedDataKey key) => Done(() => _store.DataKeys.Add(key.Scope, key)),
            (nameof(IStoreWriter.TakeIdsAsync), int count) => Task.FromResult((_store.NextId += count) - count),
            (nameof(IStoreReader.ListPartnersAsync), _) => Task.FromResult<IReadOnlyList<Partner>>(_store.Partners),
            _ => throw new InvalidOperationException($"A vault has no business with {targetMethod.Name}."),
        };

        private static Task Done(Action change)
        {
            change();
            return Task.CompletedTask;
        }
    }
}
