using System.Text.Json;
using Tributary.Core.Secrets;

namespace Tributary.Vault.Tests;

/// <summary>Keys as text: what is taken for a key, and that a key never becomes text again.</summary>
public class MasterKeyTests
{
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };
    private static readonly string Base64 = Convert.ToBase64String(Given.KeyBytes());

    [Theory]
    [InlineData("{0}")]
    [InlineData(" {0}")]
    [InlineData("{0}\n")]
    [InlineData("\t {0} \r\n")]
    public async Task Parse_WithWhiteSpaceAroundIt_GivesTheKey(string form)
    {
        using var given = await Given.VaultAsync();

        using var key = MasterKey.Parse(string.Format(form, Base64));

        Assert.True(StoreVault.Verify(given.Store.Settings[StoreVault.KeyCheckSetting], key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\n")]
    [InlineData("password")]
    [InlineData("correct horse battery staple")]
    [InlineData("5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a")]
    [InlineData("Wlpa-lpa_lpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=")]
    [InlineData("WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo")]
    [InlineData("\"WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=\"")]
    public void Parse_WhatIsNoKey_IsRefusedInOneSentence(string text)
    {
        var refusal = Assert.Throws<MasterKeyException>(() => MasterKey.Parse(text));

        Sentence.IsOne(refusal.Message);
        if (text.Trim().Length > 0)
            Assert.DoesNotContain(text.Trim(), refusal.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(100_000)]
    public void Parse_OfAnotherLength_SaysSo(int length)
    {
        var text = Convert.ToBase64String(new byte[length]);

        var refusal = Assert.Throws<MasterKeyException>(() => MasterKey.Parse(text));

        Assert.Equal("The master key is base64, but not of exactly 32 bytes.", refusal.Message);
    }

    [Fact]
    public void MasterKey_AsText_IsThreeAsterisks()
    {
        using var key = Given.Key();

        Assert.Equal("***", key.ToString());
        Assert.Equal("key ***", $"key {key}");
        Assert.Equal("{}", JsonSerializer.Serialize(key));
    }

    [Fact]
    public void Secret_InTextAndJsonOfItsOwner_IsNotSeen()
    {
        using var secret = new Secret("correct horse");
        var owner = new Owner("alice", secret);

        var json = JsonSerializer.Serialize(owner, WithFields);

        Assert.Equal("Owner { Name = alice, Password = *** }", owner.ToString());
        Assert.Equal("password ***", $"password {secret}");
        Assert.DoesNotContain("horse", json, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("correct horse"u8), json, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString("correct horse"u8), json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("99,111,114,114", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MasterKey_AfterDisposal_CannotBeUsed()
    {
        var key = Given.Key();
        key.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => StoreVault.OpenAsync(new MemoryStore(), key, default));
    }

    [Fact]
    public void SymmetricKey_WhenDisposed_IsOverwrittenInMemory()
    {
        var key = SymmetricKey.Of(Given.KeyBytes());
        var memory = key.Bytes;

        key.Dispose();

        Assert.Equal(-1, memory.IndexOfAnyExcept((byte)0));
    }

    private sealed record Owner(string Name, Secret Password);
}
