using Tributary.Core.Customers;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;

namespace Tributary.Vault.Tests;

/// <summary>One data key per customer and partner, made when first needed, gone when destroyed.</summary>
public class DataKeyTests
{
    [Fact]
    public async Task Seal_UnderOneScope_MakesOneDataKey()
    {
        using var given = await Given.VaultAsync();

        await given.SealAsync(Given.Password, "first");
        await given.SealAsync(Given.Password with { LoginId = 71 }, "second");

        Assert.Equal([Given.Password.Scope], given.Store.DataKeys.Keys);
    }

    [Fact]
    public async Task Seal_UnderTwoScopes_MakesTwoUnrelatedDataKeys()
    {
        using var given = await Given.VaultAsync();
        var partner = SecretAddress.OfPartner(new PartnerId(7), "secret");

        var ofCustomer = await given.SealAsync(Given.Password, "value");
        var ofPartner = await given.SealAsync(partner, "value");

        Assert.Equal([Given.Password.Scope, partner.Scope], given.Store.DataKeys.Keys);
        Assert.NotEqual(ofCustomer[1..9], ofPartner[1..9]);
    }

    [Fact]
    public async Task Seal_MakesTheDataKeyInTheTransactionOfTheValue()
    {
        using var given = await Given.VaultAsync();
        using var secret = new Secret("correct horse");

        await Assert.ThrowsAsync<IOException>(() => given.Store.WriteAsync<bool>(
            async writer =>
            {
                await given.Vault.SealAsync(writer, Given.Password, secret, default);
                throw new IOException("The disk is full.");
            },
            default));

        Assert.Empty(given.Store.DataKeys);
        var sealedValue = await given.SealAsync(Given.Password, "correct horse");
        Assert.Equal("correct horse", await given.OpenTextAsync(Given.Password, sealedValue));
    }

    [Fact]
    public async Task Open_WithTheDataKeyDestroyed_IsRefusedForGood()
    {
        using var given = await Given.VaultAsync();
        var sealedValue = await given.SealAsync(Given.Password, "correct horse");

        given.Store.DataKeys.Remove(Given.Password.Scope);
        await given.RefusesAsync(Given.Password, sealedValue);

        await given.SealAsync(Given.Password, "a new beginning");
        var refusal = await given.RefusesAsync(Given.Password, sealedValue);
        Assert.StartsWith("The data key of the sealed value is gone", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WithAnySingleBitOfTheWrappedKeyFlipped_IsRefused()
    {
        using var given = await Given.VaultAsync();
        var sealedValue = await given.SealAsync(Given.Password, "correct horse");
        var key = given.Store.DataKeys[Given.Password.Scope];

        for (var bit = 0; bit < key.Wrapped.Length * 8; bit++)
        {
            var altered = key.Wrapped.ToArray();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            given.Store.DataKeys[key.Scope] = key with { Wrapped = altered };
            await given.RefusesAsync(Given.Password, sealedValue);
        }
    }

    [Fact]
    public async Task Open_WithTheWrappedKeyUnderAnotherId_IsRefused()
    {
        using var given = await Given.VaultAsync();
        var sealedValue = await given.SealAsync(Given.Password, "correct horse");
        var key = given.Store.DataKeys[Given.Password.Scope];
        given.Store.DataKeys[key.Scope] = key with { Id = key.Id + 1 };
        sealedValue[8]++;

        await given.RefusesAsync(Given.Password, sealedValue);
    }

    [Fact]
    public async Task Seal_WithTheWrappedKeyOfAnotherScope_IsRefused()
    {
        using var given = await Given.VaultAsync();
        await given.SealAsync(Given.Password, "correct horse");
        var stranger = new SecretAddress(KeyScope.Of(new CustomerId(8)), 80, "101732002");
        given.Store.DataKeys[stranger.Scope] = given.Store.DataKeys[Given.Password.Scope];

        await Assert.ThrowsAsync<SealBrokenException>(() => given.SealAsync(stranger, "to be read by customer 7?"));
    }

    [Fact]
    public async Task Open_WithADataKeyWrappedByAnotherMasterKey_SaysSo()
    {
        using var given = await Given.VaultAsync();
        using var otherKey = Given.Key(0x11);
        var otherStore = new MemoryStore();
        using var otherVault = await StoreVault.OpenAsync(otherStore, otherKey, default);
        var sealedValue = await given.SealAsync(Given.Password, "correct horse");
        otherStore.DataKeys[Given.Password.Scope] = given.Store.DataKeys[Given.Password.Scope];

        var refusal = await Assert.ThrowsAsync<SealBrokenException>(() => otherStore.ReadAsync(
            reader => otherVault.OpenAsync(reader, Given.Password, sealedValue, default), default));
        Assert.Contains("another master key", refusal.Message, StringComparison.Ordinal);
    }
}
