using System.Security.Cryptography;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;

namespace Tributary.Vault.Tests;

/// <summary>What a sealed value promises: it opens where it was sealed, as it was sealed, and nowhere and no way else.</summary>
public class SealingTests
{
    private const int Overhead = 1 + 8 + 12 + 16;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1 << 20)]
    public async Task Open_WhatWasSealed_GivesTheSameBytes(int length)
    {
        using var given = await Given.VaultAsync();
        var value = RandomNumberGenerator.GetBytes(length);

        var sealedValue = await given.SealAsync(Given.Password, value);

        using var opened = await given.OpenAsync(Given.Password, sealedValue);
        Assert.Equal(value, opened.RevealBytes().ToArray());
        Assert.Equal(length + Overhead, sealedValue.Length);
    }

    [Fact]
    public async Task Seal_HidesTheValue()
    {
        using var given = await Given.VaultAsync();
        var value = "correct horse battery staple"u8.ToArray();

        var sealedValue = await given.SealAsync(Given.Password, value);

        for (var start = 0; start + 4 <= value.Length; start++)
            Assert.Equal(-1, sealedValue.AsSpan().IndexOf(value.AsSpan(start, 4)));
    }

    [Fact]
    public async Task Open_WithAnySingleBitFlipped_IsRefused()
    {
        using var given = await Given.VaultAsync();
        var sealedValue = await given.SealAsync(Given.Password, "correct horse");

        for (var bit = 0; bit < sealedValue.Length * 8; bit++)
        {
            var altered = sealedValue.ToArray();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            await given.RefusesAsync(Given.Password, altered);
        }

        Assert.Equal("correct horse", await given.OpenTextAsync(Given.Password, sealedValue));
    }

    [Fact]
    public async Task Open_TruncatedAtAnyLength_IsRefused()
    {
        using var given = await Given.VaultAsync();
        var sealedValue = await given.SealAsync(Given.Password, "correct horse");

        for (var length = 0; length < sealedValue.Length; length++)
        {
            await given.RefusesAsync(Given.Password, sealedValue[..length]);
            await given.RefusesAsync(Given.Password, sealedValue[^length..]);
        }
    }

    [Fact]
    public async Task Open_WithBytesAppended_IsRefused()
    {
        using var given = await Given.VaultAsync();
        var sealedValue = await given.SealAsync(Given.Password, "correct horse");

        await given.RefusesAsync(Given.Password, [.. sealedValue, 0]);
        await given.RefusesAsync(Given.Password, [.. sealedValue, .. sealedValue]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(255)]
    public async Task Open_OfAnotherFormat_SaysSo(byte format)
    {
        using var given = await Given.VaultAsync();
        var sealedValue = await given.SealAsync(Given.Password, "correct horse");
        sealedValue[0] = format;

        var refusal = await given.RefusesAsync(Given.Password, sealedValue);

        Assert.Contains("format", refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, long, long, string> OtherAddresses => new()
    {
        { "partner", 7, 70, "101732002" },
        { "custome", 7, 70, "101732002" },
        { "customer7", 0, 70, "101732002" },
        { "customer", 8, 70, "101732002" },
        { "customer", 70, 7, "101732002" },
        { "customer", -7, 70, "101732002" },
        { "customer", 7, 71, "101732002" },
        { "customer", 7, 0, "101732002" },
        { "customer", 7, 70, "101732001" },
        { "customer", 7, 70, "101732002 " },
        { "customer", 7, 70, "" },
        { "customer", 7, 701, "01732002" },
        { "customer", 7, 7, "0101732002" },
    };

    [Theory]
    [MemberData(nameof(OtherAddresses))]
    public async Task Open_AtAnotherAddress_IsRefused(string kind, long id, long loginId, string field)
    {
        using var given = await Given.VaultAsync();
        var sealedValue = await given.SealAsync(Given.Password, "correct horse");
        var other = new SecretAddress(new KeyScope(kind, id), loginId, field);
        Assert.NotEqual(Given.Password, other);

        await given.RefusesAsync(other, sealedValue);
        await given.SealAsync(other, "so that the other scope has a data key");
        await given.RefusesAsync(other, sealedValue);
    }

    [Fact]
    public async Task Open_AtAnotherAddress_IsRefusedEvenWithTheDataKeyMovedAlong()
    {
        using var given = await Given.VaultAsync();
        var sealedValue = await given.SealAsync(Given.Password, "customer 7's password");
        var stranger = SecretAddress.OfLogin(new CustomerId(8), new InstitutionLoginId(70), Given.Password.Field);

        given.Store.DataKeys[stranger.Scope] = given.Store.DataKeys[Given.Password.Scope];
        await given.RefusesAsync(stranger, sealedValue);
        given.Store.DataKeys[stranger.Scope] = given.Store.DataKeys[Given.Password.Scope] with { Scope = stranger.Scope };
        await given.RefusesAsync(stranger, sealedValue);
    }

    [Fact]
    public async Task Open_WithTwoFieldsSwapped_RefusesBoth()
    {
        using var given = await Given.VaultAsync();
        var username = Given.Password with { Field = "101732001" };
        var sealedUsername = await given.SealAsync(username, "alice");
        var sealedPassword = await given.SealAsync(Given.Password, "correct horse");

        await given.RefusesAsync(username, sealedPassword);
        await given.RefusesAsync(Given.Password, sealedUsername);
    }

    [Fact]
    public async Task Open_ForTheSameIdAsPartner_IsRefused()
    {
        using var given = await Given.VaultAsync();
        var sealedValue = await given.SealAsync(new SecretAddress(KeyScope.Of(new CustomerId(7)), 0, "secret"), "a customer's");
        await given.SealAsync(SecretAddress.OfPartner(new PartnerId(7), "secret"), "a partner's");

        await given.RefusesAsync(SecretAddress.OfPartner(new PartnerId(7), "secret"), sealedValue);
    }

    [Fact]
    public async Task Seal_OfEqualValues_GivesUnequalBytes()
    {
        using var given = await Given.VaultAsync();

        var first = await given.SealAsync(Given.Password, "correct horse");
        var second = await given.SealAsync(Given.Password, "correct horse");

        Assert.NotEqual(first[21..^16], second[21..^16]);
        Assert.NotEqual(first[^16..], second[^16..]);
    }

    [Fact]
    public async Task Seal_ManyTimes_NeverRepeatsANonce()
    {
        var times = Environment.GetEnvironmentVariable("TRIBUTARY_TEST_LONG") == "1" ? 1_000_000 : 10_000;
        using var given = await Given.VaultAsync();
        var nonces = new HashSet<string>(StringComparer.Ordinal);

        for (var i = 0; i < times; i++)
        {
            var sealedValue = await given.SealAsync(Given.Password, "correct horse");
            Assert.True(nonces.Add(Convert.ToHexString(sealedValue.AsSpan(9, 12))));
        }
    }

    [Fact]
    public async Task SealAndOpen_FromManyThreads_KeepTheirValuesApart()
    {
        using var given = await Given.VaultAsync();
        await given.SealAsync(Given.Password, "so that there is a data key");

        await Parallel.ForEachAsync(Enumerable.Range(0, 500), async (i, _) =>
        {
            var address = Given.Password with { Field = $"field {i}" };
            var sealedValue = await given.SealAsync(address, $"value {i}");
            Assert.Equal($"value {i}", await given.OpenTextAsync(address, sealedValue));
        });
    }

    [Fact]
    public async Task SealAndOpen_WhenCancelled_StopBeforeTheStoreIsAsked()
    {
        using var given = await Given.VaultAsync();
        var sealedValue = await given.SealAsync(Given.Password, "correct horse");
        var partner = SecretAddress.OfPartner(new PartnerId(1), "secret");
        using var secret = new Secret("s");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => given.Store.WriteAsync(
            writer => given.Vault.SealAsync(writer, partner, secret, cancelled.Token), default));
        await Assert.ThrowsAsync<OperationCanceledException>(() => given.Store.ReadAsync(
            reader => given.Vault.OpenAsync(reader, Given.Password, sealedValue, cancelled.Token), default));
        Assert.DoesNotContain(partner.Scope, given.Store.DataKeys.Keys);
    }

    [Fact]
    public async Task SealAndOpenAndTag_AfterDisposal_Throw()
    {
        using var given = await Given.VaultAsync();
        var sealedValue = await given.SealAsync(Given.Password, "correct horse");

        given.Vault.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => given.SealAsync(Given.Password, "correct horse"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => given.OpenAsync(Given.Password, sealedValue));
        Assert.Throws<ObjectDisposedException>(() => given.Vault.Tag("app-key", "value"));
    }
}
