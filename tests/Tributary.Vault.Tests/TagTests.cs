namespace Tributary.Vault.Tests;

/// <summary>Fingerprints find equal values again, and confuse no others.</summary>
public class TagTests
{
    [Fact]
    public async Task Tag_OfEqualValues_IsEqual()
    {
        using var given = await Given.VaultAsync();

        Assert.Equal(given.Vault.Tag("login", "101732", "alice"), given.Vault.Tag("login", "101732", "alice"));
        Assert.Equal(32, given.Vault.Tag("login", "101732", "alice").Length);
    }

    [Fact]
    public async Task Tag_OfAnythingElse_Differs()
    {
        using var given = await Given.VaultAsync();
        byte[][] tags =
        [
            given.Vault.Tag("login", "ab", "c"),
            given.Vault.Tag("login", "a", "bc"),
            given.Vault.Tag("login", "c", "ab"),
            given.Vault.Tag("login", "abc"),
            given.Vault.Tag("login", "abc", ""),
            given.Vault.Tag("login", "", "abc"),
            given.Vault.Tag("login", "AB", "c"),
            given.Vault.Tag("login", "ab", "c", "\0"),
            given.Vault.Tag("login", "\0\0\0\u0002ab", "c"),
            given.Vault.Tag("login"),
            given.Vault.Tag("login", ""),
            given.Vault.Tag("login", "", ""),
            given.Vault.Tag("app-key", "ab", "c"),
            given.Vault.Tag("", "login", "ab", "c"),
        ];

        Assert.Equal(tags.Length, tags.Select(Convert.ToHexString).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Tag_InTwoStoresOfOneMasterKey_Differs()
    {
        using var here = await Given.VaultAsync();
        using var there = await Given.VaultAsync();

        Assert.NotEqual(here.Vault.Tag("app-key", "value"), there.Vault.Tag("app-key", "value"));
    }

    [Fact]
    public async Task Tag_AfterTheStoreIsOpenedAgain_IsTheSame()
    {
        using var given = await Given.VaultAsync();
        using var again = await StoreVault.OpenAsync(given.Store, given.MasterKey, default);

        Assert.Equal(given.Vault.Tag("app-key", "value"), again.Tag("app-key", "value"));
    }
}
