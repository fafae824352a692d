using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tributary.Core.Secrets;

namespace Tributary.Vault.Tests;

/// <summary>
/// The layouts of the README, written and read here by hand with nothing of the vault; the hexadecimal answers come from another
/// language. If one of these fails, stores that exist can no longer be read: give a new layout a new label and format byte,
/// and keep reading the old one.
/// </summary>
public class KnownAnswerTests
{
    private const long DataKeyId = 0x0102030405;
    private static readonly byte[] DataKey = Given.KeyBytes(0xd1);
    private static readonly byte[] LookupKey = Given.KeyBytes(0xee);
    private static readonly byte[] Nonce = [.. Enumerable.Range(1, 12).Select(i => (byte)i)];

    private static readonly string[] Address = ["tributary/sealed-value/1", "customer", "7", "70", "101732002"];

    [Fact]
    public async Task Open_AValueSealedByHand_GivesTheValue()
    {
        var store = StoreByHand();
        using var masterKey = Given.Key();
        using var vault = await StoreVault.OpenAsync(store, masterKey, default);
        var sealedValue = SealByHand(DataKey, DataKeyId, "correct horse"u8, Address);

        using var opened = await store.ReadAsync(reader => vault.OpenAsync(reader, Given.Password, sealedValue, default), default);

        Assert.Equal("correct horse", opened.Reveal());
    }

    [Fact]
    public async Task Seal_GivesWhatCanBeOpenedByHand()
    {
        using var given = await Given.VaultAsync();

        var sealedValue = await given.SealAsync(Given.Password, "correct horse");

        var wrapped = given.Store.DataKeys[Given.Password.Scope];
        Assert.Equal(MasterKeyId(), BinaryPrimitives.ReadInt64BigEndian(wrapped.Wrapped.AsSpan(1)));
        Assert.Equal(wrapped.Id, BinaryPrimitives.ReadInt64BigEndian(sealedValue.AsSpan(1)));
        var dataKey = OpenByHand(WrappingKey(), wrapped.Wrapped, ["tributary/wrapped-data-key/1", "customer", "7", $"{wrapped.Id}"]);
        Assert.Equal(32, dataKey.Length);
        Assert.Equal("correct horse", Encoding.UTF8.GetString(OpenByHand(dataKey, sealedValue, Address)));
    }

    [Fact]
    public async Task Open_OfAFreshStore_KeepsWhatCanBeOpenedByHand()
    {
        using var given = await Given.VaultAsync();

        Assert.Equal(KeyCheck(), given.Store.Settings["vault.key-check"]);
        Assert.Equal("01205298dbd401dd07b5e93b3db3fa96df16cc1df1022b9457d80295e0e7c7dc2a", Convert.ToHexStringLower(KeyCheck()));
        var lookupKey = OpenByHand(WrappingKey(), given.Store.Settings["vault.lookup-key"], ["tributary/wrapped-lookup-key/1"]);
        Assert.Equal(TagByHand(lookupKey, "app-key", "an app key"), given.Vault.Tag("app-key", "an app key"));
    }

    [Fact]
    public async Task Tag_UnderAKnownLookupKey_IsTheOneWorkedOutByHand()
    {
        using var masterKey = Given.Key();
        using var vault = await StoreVault.OpenAsync(StoreByHand(), masterKey, default);

        Assert.Equal(TagByHand(LookupKey, "login", "101732", "alice", "Zoë"), vault.Tag("login", "101732", "alice", "Zoë"));
        Assert.Equal(
            "e28aa7ba46f621dc2745c761e9e1ddae8d62bf2015c6d9ce2e661a3554477d31",
            Convert.ToHexStringLower(vault.Tag("login", "101732", "alice", "Zoë")));
    }

    [Fact]
    public async Task Tag_AfterTheLookupKeyWasWrappedByANewMasterKey_StaysTheSame()
    {
        using var oldKey = Given.Key();
        using var newKey = Given.Key(0x77);
        using var before = await StoreVault.OpenAsync(StoreByHand(), oldKey, default);
        using var after = await StoreVault.OpenAsync(StoreByHand(0x77), newKey, default);

        Assert.Equal(before.Tag("app-key", "an app key"), after.Tag("app-key", "an app key"));
    }

    private static MemoryStore StoreByHand(byte masterKey = 0x5a)
    {
        var store = new MemoryStore();
        var scope = Given.Password.Scope;
        store.Settings["vault.key-check"] = KeyCheck(masterKey);
        store.Settings["vault.lookup-key"] =
            SealByHand(WrappingKey(masterKey), MasterKeyId(masterKey), LookupKey, ["tributary/wrapped-lookup-key/1"]);
        store.DataKeys[scope] = new WrappedDataKey(DataKeyId, scope, SealByHand(
            WrappingKey(masterKey), MasterKeyId(masterKey), DataKey, ["tributary/wrapped-data-key/1", "customer", "7", $"{DataKeyId}"]));
        return store;
    }

    private static byte[] SealByHand(byte[] key, long keyId, ReadOnlySpan<byte> plaintext, string[] boundTo)
    {
        byte[] header = [1, .. KeyIdBytes(keyId)];
        var ciphertext = new byte[plaintext.Length];
        var tag = new byte[16];
        using var aes = new AesGcm(key, 16);
        byte[] associatedData = [.. header, .. Given.LengthPrefixed(boundTo)];
        aes.Encrypt(Nonce, plaintext, ciphertext, tag, associatedData);
        return [.. header, .. Nonce, .. ciphertext, .. tag];
    }

    private static byte[] OpenByHand(byte[] key, byte[] box, string[] boundTo)
    {
        Assert.Equal(1, box[0]);
        var plaintext = new byte[box.Length - 37];
        using var aes = new AesGcm(key, 16);
        byte[] associatedData = [.. box[..9], .. Given.LengthPrefixed(boundTo)];
        aes.Decrypt(box[9..21], box[21..^16], box[^16..], plaintext, associatedData);
        return plaintext;
    }

    private static byte[] TagByHand(byte[] lookupKey, string purpose, params string[] values) =>
        HMACSHA256.HashData(Derive(lookupKey, 32, "tributary/tag/1", purpose), Given.LengthPrefixed(values));

    private static byte[] WrappingKey(byte masterKey = 0x5a) => Derive(Given.KeyBytes(masterKey), 32, "tributary/wrapping-key/1");

    private static byte[] KeyCheck(byte masterKey = 0x5a) => [1, .. Derive(Given.KeyBytes(masterKey), 32, "tributary/key-check/1")];

    private static long MasterKeyId(byte masterKey = 0x5a) =>
        BinaryPrimitives.ReadInt64BigEndian(Derive(Given.KeyBytes(masterKey), 8, "tributary/master-key-id/1"));

    private static byte[] Derive(byte[] key, int length, params string[] use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, length, salt: [], info: Given.LengthPrefixed(use));

    private static byte[] KeyIdBytes(long keyId)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, keyId);
        return bytes;
    }
}
