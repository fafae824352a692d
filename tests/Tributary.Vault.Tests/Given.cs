using System.Buffers.Binary;
using System.Text;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Secrets;

namespace Tributary.Vault.Tests;

/// <summary>The usual start of a test: a fresh store, its key, its open vault.</summary>
internal sealed class Given : IDisposable
{
    public static readonly SecretAddress Password = SecretAddress.OfLogin(new CustomerId(7), new InstitutionLoginId(70), "101732002");

    private Given(MemoryStore store, MasterKey masterKey, StoreVault vault)
    {
        Store = store;
        MasterKey = masterKey;
        Vault = vault;
    }

    public MemoryStore Store { get; }

    public MasterKey MasterKey { get; }

    public StoreVault Vault { get; }

    /// <summary>32 equal bytes, so that a test can name the key.</summary>
    public static byte[] KeyBytes(byte filler = 0x5a) => [.. Enumerable.Repeat(filler, 32)];

    public static MasterKey Key(byte filler = 0x5a) => MasterKey.Parse(Convert.ToBase64String(KeyBytes(filler)));

    public static async Task<Given> VaultAsync()
    {
        var store = new MemoryStore();
        var masterKey = Key();
        return new Given(store, masterKey, await StoreVault.OpenAsync(store, masterKey, default));
    }

    public async Task<byte[]> SealAsync(SecretAddress address, byte[] value)
    {
        using var secret = new Secret(value);
        return await Store.WriteAsync(writer => Vault.SealAsync(writer, address, secret, default), default);
    }

    public Task<byte[]> SealAsync(SecretAddress address, string value) => SealAsync(address, Encoding.UTF8.GetBytes(value));

    public Task<Secret> OpenAsync(SecretAddress address, byte[] sealedValue) =>
        Store.ReadAsync(reader => Vault.OpenAsync(reader, address, sealedValue, default), default);

    public async Task<string> OpenTextAsync(SecretAddress address, byte[] sealedValue)
    {
        using var secret = await OpenAsync(address, sealedValue);
        return secret.Reveal();
    }

    /// <summary>Demands that the value does not open, and that the refusal says nothing of it.</summary>
    public async Task<SealBrokenException> RefusesAsync(SecretAddress address, byte[] sealedValue)
    {
        var refusal = await Assert.ThrowsAsync<SealBrokenException>(() => OpenAsync(address, sealedValue));
        Assert.Matches(@"\A[A-Z][a-z ,']+\.\z", refusal.Message);
        Assert.Null(refusal.InnerException);
        return refusal;
    }

    /// <summary>The documented form of associated data, written here once more and differently.</summary>
    public static byte[] LengthPrefixed(params string[] texts)
    {
        using var bytes = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var text in texts.Select(Encoding.UTF8.GetBytes))
        {
            BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
            bytes.Write(length);
            bytes.Write(text);
        }

        return bytes.ToArray();
    }

    public void Dispose()
    {
        Vault.Dispose();
        MasterKey.Dispose();
    }
}
