using Tributary.Storage.Sqlite;

namespace Tributary.Storage.Tests.Sqlite;

/// <summary>The operating system's library: there, and new enough.</summary>
public sealed class SqliteLibraryTests
{
    [Fact]
    public void SystemLibrary_IsFoundAndNewEnough() => Assert.True(Version.Parse(SqliteLibrary.Require()) >= new Version(3, 35));

    [Fact]
    public void MissingLibrary_IsSaidWithThePackageToInstall()
    {
        var refusal = Assert.Throws<StoreRefusedException>(() => SqliteLibrary.Find(["no-such-library.so.0"]));

        Assert.Equal(StoreRefusal.LibraryMissing, refusal.Reason);
        Assert.Contains("libsqlite3-0", refusal.Message);
    }

    [Theory]
    [InlineData(3_034_001, "3.34.1")]
    [InlineData(3_008_000, "3.8.0")]
    public void OldLibrary_IsRefusedWithItsVersion(int number, string version)
    {
        var refusal = Assert.Throws<StoreRefusedException>(() => SqliteLibrary.RequireVersion(number, version));

        Assert.Equal(StoreRefusal.LibraryTooOld, refusal.Reason);
        Assert.Contains(version, refusal.Message);
    }

    [Fact]
    public void FirstGoodLibrary_IsAccepted() => SqliteLibrary.RequireVersion(3_035_000, "3.35.0");
}
