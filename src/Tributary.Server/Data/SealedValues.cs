using Tributary.Core.Customers;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Core.Store;
using Tributary.Storage;
using Tributary.Vault;

namespace Tributary.Server.Data;

/// <summary>Opens every sealed value of a store with its master key, and tells no more of it than that it opened.</summary>
internal sealed class SealedValues
{
    private readonly IStoreReader _store;
    private readonly StoreVault _vault;
    private readonly CancellationToken _cancellationToken;
    private int _opened;
    private int _broken;

    private SealedValues(IStoreReader store, StoreVault vault, CancellationToken cancellationToken)
    {
        _store = store;
        _vault = vault;
        _cancellationToken = cancellationToken;
    }

    public static async Task<SealedValuesReport> CheckAsync(
        StoreSnapshot snapshot, ServerOptions options, StorePlace place, StoreInspection found, CancellationToken cancellationToken)
    {
        if (!found.Settings.ContainsKey(StoreVault.KeyCheckSetting))
            return new SealedValuesReport(0, null, []);
        try
        {
            using var key = OpenedStore.FindKey(options with { Sandbox = false }, new DataFolder(options.DataFolder), place, found, OpenedStore.IdOf(found));
            using var vault = await StoreVault.OpenAsync(snapshot, key!, cancellationToken);
            return await snapshot.ReadAsync(store => new SealedValues(store, vault, cancellationToken).RunAsync(), cancellationToken);
        }
        catch (Exception unusable) when (unusable is StartRefusedException or MasterKeyException)
        {
            return new SealedValuesReport(0, unusable.Message.TrimEnd('.'), []);
        }
    }

    private async Task<SealedValuesReport> RunAsync()
    {
        foreach (var partner in await _store.ListPartnersAsync())
        {
            await TryOpenAsync(SecretAddress.OfPartner(partner.Id, PartnerRegistry.SecretField), partner.SealedSecret);
            foreach (var customer in (await _store.ListCustomersAsync(partner.Id, new CustomerQuery { Take = int.MaxValue })).Items)
                await RunAsync(customer);
        }

        foreach (var (subscription, _, _) in await _store.ListSubscriptionStatesAsync(0, int.MaxValue))
            await TryOpenAsync(SecretAddress.OfSubscription(subscription.CustomerId, subscription.Id), subscription.SealedSigningKey);

        return new SealedValuesReport(
            _opened,
            null,
            _broken switch
            {
                0 => [],
                1 => ["1 sealed value does not open with the master key."],
                _ => [$"{_broken:#,0} sealed values do not open with the master key."],
            });
    }

    private async Task RunAsync(Customer customer)
    {
        foreach (var login in await _store.ListLoginsAsync(customer.Id))
        {
            foreach (var field in await _store.ListSealedFieldsAsync(customer.Id, login.Id))
                await TryOpenAsync(SecretAddress.OfLogin(customer.Id, login.Id, field.Field), field.Value);
        }
    }

    private async Task TryOpenAsync(SecretAddress address, byte[] sealedValue)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        try
        {
            (await _vault.OpenAsync(_store, address, sealedValue, _cancellationToken)).Dispose();
            _opened++;
        }
        catch (SealBrokenException)
        {
            _broken++;
        }
    }
}

/// <summary>How opening a store's sealed values went.</summary>
/// <param name="Opened">How many opened.</param>
/// <param name="NotOpenedBecause">Why none was tried; null where they were.</param>
/// <param name="Problems">What is broken.</param>
internal sealed record SealedValuesReport(int Opened, string? NotOpenedBecause, IReadOnlyList<string> Problems);
