namespace Tributary.Vault.Tests;

/// <summary>A store is bound to one master key once, and opens with no other.</summary>
public class OpeningTests
{
    [Fact]
    public async Task Open_AFreshStore_BindsItInOneTransaction()
    {
        using var given = await Given.VaultAsync();

        Assert.Equal(1, given.Store.Writes);
        Assert.Equal(["vault.key-check", "vault.lookup-key"], given.Store.Settings.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Open_AgainWithTheSameKey_ReadsWhatWasSealedAndWritesNothing()
    {
        using var given = await Given.VaultAsync();
        var sealedValue = await given.SealAsync(Given.Password, "correct horse");
        var writes = given.Store.Writes;

        using var again = await StoreVault.OpenAsync(given.Store, given.MasterKey, default);

        Assert.Equal(writes, given.Store.Writes);
        using var opened = await given.Store.ReadAsync(reader => again.OpenAsync(reader, Given.Password, sealedValue, default), default);
        Assert.Equal("correct horse", opened.Reveal());
    }

    [Fact]
    public async Task Open_AfterTheMasterKeyIsDisposed_LeavesTheVaultWorking()
    {
        using var given = await Given.VaultAsync();

        given.MasterKey.Dispose();

        Assert.Equal("correct horse", await given.OpenTextAsync(Given.Password, await given.SealAsync(Given.Password, "correct horse")));
    }

    [Fact]
    public async Task Open_WithAnotherMasterKey_IsRefusedAndWritesNothing()
    {
        using var given = await Given.VaultAsync();
        await given.Store.RegisterPartnerAsync(given.Vault, 1);
        var (writes, settings) = (given.Store.Writes, given.Store.Settings.ToDictionary());
        using var otherKey = Given.Key(0x11);

        var refusal = await RefusesAsync(given.Store, otherKey);

        Assert.StartsWith("The master key does not belong to this store", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(writes, given.Store.Writes);
        Assert.Equal(settings, given.Store.Settings);
    }

    [Fact]
    public async Task Open_WithAnotherMasterKey_SaysSoBeforeItMissesAnythingElse()
    {
        using var given = await Given.VaultAsync();
        given.Store.Settings.Remove("vault.lookup-key");
        using var otherKey = Given.Key(0x11);

        var refusal = await RefusesAsync(given.Store, otherKey);

        Assert.Contains("does not belong", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AStoreWithEncryptedDataThatLostItsKeyCheck_NeverMakesANewOne()
    {
        using var given = await Given.VaultAsync();
        await given.Store.RegisterPartnerAsync(given.Vault, 1);
        given.Store.Settings.Clear();
        var writes = given.Store.Writes;
        using var otherKey = Given.Key(0x11);

        foreach (var key in new[] { given.MasterKey, otherKey })
        {
            var refusal = await RefusesAsync(given.Store, key);
            Assert.Contains("lost its key check", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Empty(given.Store.Settings);
        Assert.Equal(writes, given.Store.Writes);
    }

    [Fact]
    public async Task Open_AStoreThatLostOnlyItsKeyCheck_NeverMakesANewOne()
    {
        using var given = await Given.VaultAsync();
        given.Store.Settings.Remove("vault.key-check");

        await RefusesAsync(given.Store, given.MasterKey);

        Assert.Equal(["vault.lookup-key"], given.Store.Settings.Keys);
    }

    [Fact]
    public async Task Open_AStoreThatLostItsLookupKey_NeverMakesANewOne()
    {
        using var given = await Given.VaultAsync();
        given.Store.Settings.Remove("vault.lookup-key");

        var refusal = await RefusesAsync(given.Store, given.MasterKey);

        Assert.Contains("lookup key", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["vault.key-check"], given.Store.Settings.Keys);
    }

    [Fact]
    public async Task Open_AStoreWithADamagedLookupKey_IsRefused()
    {
        using var given = await Given.VaultAsync();
        given.Store.Settings["vault.lookup-key"][^1] ^= 1;

        var refusal = await RefusesAsync(given.Store, given.MasterKey);

        Assert.Contains("lookup key", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WhenAnotherProcessBindsTheStoreFirst_TakesItsBinding()
    {
        var store = new MemoryStore();
        using var key = Given.Key();
        StoreVault? other = null;
        store.BeforeNextWrite = async () => other = await StoreVault.OpenAsync(store, key, default);

        using var vault = await StoreVault.OpenAsync(store, key, default);

        Assert.Equal(other!.Tag("app-key", "value"), vault.Tag("app-key", "value"));
        other.Dispose();
    }

    [Fact]
    public async Task Open_WhenAnotherProcessBindsTheStoreToAnotherKeyFirst_IsRefused()
    {
        var store = new MemoryStore();
        using var key = Given.Key();
        using var otherKey = Given.Key(0x11);
        store.BeforeNextWrite = async () => (await StoreVault.OpenAsync(store, otherKey, default)).Dispose();

        await RefusesAsync(store, key);
    }

    [Fact]
    public async Task Verify_TellsTheStoresKeyFromOthers()
    {
        using var given = await Given.VaultAsync();
        using var otherKey = Given.Key(0x11);
        var keyCheck = given.Store.Settings[StoreVault.KeyCheckSetting];

        Assert.True(StoreVault.Verify(keyCheck, given.MasterKey));
        Assert.False(StoreVault.Verify(keyCheck, otherKey));
        Assert.False(StoreVault.Verify([], given.MasterKey));
        Assert.False(StoreVault.Verify(keyCheck[..^1], given.MasterKey));
        Assert.False(StoreVault.Verify([2, .. keyCheck[1..]], given.MasterKey));
    }

    [Fact]
    public async Task Open_KeepsNoKeyInTheStoreUnwrapped()
    {
        using var given = await Given.VaultAsync();
        await given.SealAsync(Given.Password, "correct horse");

        var kept = given.Store.Settings.Values.Concat(given.Store.DataKeys.Values.Select(key => key.Wrapped));

        Assert.All(kept, value => Assert.Equal(-1, value.AsSpan().IndexOf(Given.KeyBytes().AsSpan(0, 4))));
    }

    private static async Task<MasterKeyException> RefusesAsync(MemoryStore store, MasterKey key)
    {
        var refusal = await Assert.ThrowsAsync<MasterKeyException>(() => StoreVault.OpenAsync(store, key, default));
        Sentence.IsOne(refusal.Message);
        return refusal;
    }
}
