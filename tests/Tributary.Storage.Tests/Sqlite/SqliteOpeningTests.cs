using Dapper;
using Microsoft.Data.Sqlite;
using Tributary.Core.Store;
using Tributary.Storage.Migrations;
using Tributary.Storage.Sqlite;

namespace Tributary.Storage.Tests.Sqlite;

/// <summary>What is opened and how, and what is refused with not a byte changed.</summary>
public sealed class SqliteOpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string StorePath => _folder.File("tributary.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Inspect_OfNothing_FindsNoStore_AndMakesNone()
    {
        var inspection = await SqliteStore.InspectAsync(_folder.File("missing/tributary.db"));

        Assert.Equal((false, 0, 0), (inspection.Exists, inspection.SchemaVersion, inspection.Settings.Count));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Inspect_OfAStore_TellsVersionAndSettings_WithoutTouchingAnything()
    {
        await MakeStoreAsync();
        var before = FolderSnapshot.Of(_folder.Path);

        var inspection = await SqliteStore.InspectAsync(StorePath);

        Assert.True(inspection.Exists);
        Assert.Equal(Migration.Of("Sqlite")[^1].Number, inspection.SchemaVersion);
        Assert.Equal("store.id", Assert.Single(inspection.Settings).Key);
        Assert.Equal([1, 2, 3], inspection.Settings["store.id"].AsEnumerable());
        Assert.Equal(before, FolderSnapshot.Of(_folder.Path));
    }

    [Fact]
    public async Task Inspect_OfAStoreInUse_SeesWhatItsLogHolds()
    {
        await using var open = await SqliteStore.OpenAsync(StorePath);
        await open.WriteAsync(store => store.SetSettingAsync("a", [1]), CancellationToken.None);
        await open.WriteAsync(store => store.SetSettingAsync("key.check", [2]), CancellationToken.None);

        var inspection = await SqliteStore.InspectAsync(StorePath);

        Assert.Equal(["a", "key.check"], inspection.Settings.Keys.Order());
    }

    [Theory]
    [InlineData("#hash and ?query")]
    [InlineData("per%20cent & 'quote' ünï")]
    public async Task Paths_WithOddCharacters_AreOpenedAndInspected(string folder)
    {
        var path = _folder.File(Path.Combine(folder, "my store.db"));
        await (await SqliteStore.OpenAsync(path)).DisposeAsync();

        Assert.True(File.Exists(path));
        Assert.True((await SqliteStore.InspectAsync(path)).Exists);
    }

    [Fact]
    public async Task Open_Again_FindsWhatWasWritten()
    {
        await MakeStoreAsync();

        await using var store = await SqliteStore.OpenAsync(StorePath);

        Assert.NotNull(await store.ReadAsync(reader => reader.FindSettingAsync("store.id"), CancellationToken.None));
        Assert.Equal(1_000_001, await store.WriteAsync(writer => writer.TakeIdsAsync(1), CancellationToken.None));
    }

    [Fact]
    public async Task Open_AfterAKill_FindsEveryFinishedWrite_AndNothingOfTheOthers()
    {
        await using var store = await SqliteStore.OpenAsync(StorePath);
        await store.WriteAsync(writer => writer.SetSettingAsync("finished", [1]), CancellationToken.None);
        using var copy = new TemporaryFolder();
        await store.WriteAsync(
            async writer =>
            {
                await writer.SetSettingAsync("unfinished", [1]);
                foreach (var file in Directory.EnumerateFiles(_folder.Path))
                    File.Copy(file, copy.File(Path.GetFileName(file)));
            },
            CancellationToken.None);

        Assert.Equal(["finished"], (await SqliteStore.InspectAsync(copy.File("tributary.db"))).Settings.Keys);
        await using var survivor = await SqliteStore.OpenAsync(copy.File("tributary.db"));
        Assert.NotNull(await survivor.ReadAsync(reader => reader.FindSettingAsync("finished"), CancellationToken.None));
        Assert.Null(await survivor.ReadAsync(reader => reader.FindSettingAsync("unfinished"), CancellationToken.None));
    }

    [Fact]
    public async Task Open_OfAFreshFileByManyAtOnce_MigratesOnce()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SqliteStore.OpenAsync(StorePath)));

        foreach (var store in stores)
            await store.DisposeAsync();
        Assert.True((await SqliteStore.InspectAsync(StorePath)).Exists);
    }

    [Fact]
    public async Task Open_SetsEveryConnectionUp_ForDurabilityAndErasure()
    {
        var pragmas = new Dictionary<string, string?>(StringComparer.Ordinal);
        await using var store = await SqliteStore.OpenAsync(StorePath, Migration.Of("Sqlite"), connection =>
        {
            foreach (var name in new[] { "journal_mode", "synchronous", "foreign_keys", "secure_delete", "fullfsync", "temp_store", "trusted_schema" })
                pragmas[name] = connection.ExecuteScalar<string>($"PRAGMA {name}");
        });

        Assert.Equal(
            ["wal", "2", "1", "1", "1", "2", "0"],
            pragmas.Values);
        using var reader = new SqliteFile(StorePath).OpenReader();
        Assert.Throws<SqliteException>(() => reader.Execute("DELETE FROM setting"));
    }

    [Fact]
    public async Task Open_MakesFolderAndFiles_ForTheirOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var path = _folder.File("data/tributary.db");
        await using var store = await SqliteStore.OpenAsync(path);
        await store.WriteAsync(writer => writer.SetSettingAsync("a", [1]), CancellationToken.None);

        Assert.Equal("rwx------", Mode(_folder.File("data")));
        Assert.Equal(["tributary.db", "tributary.db-shm", "tributary.db-wal"], Directory.EnumerateFiles(_folder.File("data")).Select(Path.GetFileName).Order());
        Assert.All(Directory.EnumerateFiles(_folder.File("data")), file => Assert.Equal("rw-------", Mode(file)));
    }

    [Fact]
    public async Task Open_OfANewerSchema_IsRefused_WithNothingTouched()
    {
        IReadOnlyList<Migration> newer = [.. Migration.Of("Sqlite"), new Migration(9999, "future", "CREATE TABLE future (id INTEGER)")];
        await (await SqliteStore.OpenAsync(StorePath, newer, prepareWriter: null)).DisposeAsync();

        var refusal = await AssertRefusedUntouchedAsync(StoreRefusal.NewerSchema);

        Assert.Contains("newer version of Tributary", refusal.Message);
        Assert.Contains(StorePath, refusal.Message);
    }

    [Fact]
    public async Task Open_OfANewerSchemaAfterAKill_IsRefused_WithFileAndLogUntouched()
    {
        IReadOnlyList<Migration> newer = [.. Migration.Of("Sqlite"), new Migration(9999, "future", "CREATE TABLE future (id INTEGER)")];
        using var killed = new TemporaryFolder();
        await using (await SqliteStore.OpenAsync(killed.File("tributary.db"), newer, prepareWriter: null))
        {
            File.Copy(killed.File("tributary.db"), StorePath);
            File.Copy(killed.File("tributary.db-wal"), StorePath + "-wal");
        }

        var before = (await File.ReadAllBytesAsync(StorePath), await File.ReadAllBytesAsync(StorePath + "-wal"));
        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => SqliteStore.OpenAsync(StorePath));

        Assert.Equal(StoreRefusal.NewerSchema, refusal.Reason);
        Assert.Equal(before.Item1, await File.ReadAllBytesAsync(StorePath));
        Assert.Equal(before.Item2, await File.ReadAllBytesAsync(StorePath + "-wal"));
    }

    [Fact]
    public async Task Open_OfASchemaMadeByOtherStatements_IsRefused_WithNothingTouched()
    {
        var own = Migration.Of("Sqlite");
        IReadOnlyList<Migration> other = [own[0] with { Sql = own[0].Sql + "CREATE TABLE extra (id INTEGER);" }, .. own.Skip(1)];
        Assert.NotEqual(own[0].Checksum, new Migration(1, "x", other[0].Sql).Checksum);
        await (await SqliteStore.OpenAsync(StorePath, [new Migration(own[0].Number, own[0].Name, other[0].Sql)], prepareWriter: null)).DisposeAsync();

        await AssertRefusedUntouchedAsync(StoreRefusal.ForeignSchema);
    }

    [Theory]
    [InlineData("just a text file, longer than a header of one hundred bytes would be, so that its length alone does not tell it apart from one")]
    [InlineData("x")]
    [InlineData("SQLite format 2\0")]
    public async Task Open_OfAnotherFile_IsRefused_WithNothingTouched(string content)
    {
        await File.WriteAllTextAsync(StorePath, content);

        await AssertRefusedUntouchedAsync(StoreRefusal.NotAStore);
    }

    [Fact]
    public async Task Open_OfAnotherProgramsDatabase_IsRefused_WithNothingTouched()
    {
        SqliteLibrary.Require();
        using (var other = new SqliteConnection($"Data Source={StorePath};Pooling=False"))
        {
            other.Open();
            other.Execute("CREATE TABLE notes (id INTEGER)");
        }

        await AssertRefusedUntouchedAsync(StoreRefusal.NotAStore);
    }

    [Fact]
    public async Task Open_OfATruncatedStore_IsRefused_WithNothingTouched()
    {
        await MakeStoreAsync();
        var whole = await File.ReadAllBytesAsync(StorePath);
        foreach (var length in new[] { 16, 99, 100, 1000, 4096, whole.Length / 2, whole.Length - 4096, whole.Length - 1 })
        {
            await File.WriteAllBytesAsync(StorePath, whole[..length]);

            await AssertRefusedUntouchedAsync(StoreRefusal.Damaged);
        }
    }

    [Fact]
    public async Task Open_OfAStoreWithAnyPageWiped_IsRefused_WithNothingTouched()
    {
        await MakeStoreAsync();
        var whole = await File.ReadAllBytesAsync(StorePath);
        for (var page = 1; page < whole.Length / 4096; page++)
        {
            var wiped = (byte[])whole.Clone();
            Array.Fill(wiped, (byte)0xA5, page * 4096, 4096);
            await File.WriteAllBytesAsync(StorePath, wiped);

            await AssertRefusedUntouchedAsync(StoreRefusal.Damaged);
        }
    }

    [Fact]
    public async Task Open_OfAStoreWithAFlippedBit_OpensOrRefuses_AndNeverTouchesWhatItRefuses()
    {
        await MakeStoreAsync();
        var whole = await File.ReadAllBytesAsync(StorePath);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var refused = 0;
        for (var round = 0; round < (IsLong ? 2000 : 100); round++)
        {
            var flipped = (byte[])whole.Clone();
            var at = random.Next(4) == 0 ? random.Next(100) : (random.Next(whole.Length / 4096) * 4096) + random.Next(64);
            flipped[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(StorePath, flipped);
            try
            {
                await SqliteStore.InspectAsync(StorePath);
            }
            catch (StoreRefusedException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}, round {round}, byte {at}: {exception}");
            }

            Assert.Equal(flipped, await File.ReadAllBytesAsync(StorePath));
        }

        Assert.True(refused > 0, $"Seed {seed}: no flip was noticed.");
    }

    [Theory]
    [InlineData("/proc/tributary/tributary.db")]
    [InlineData("{folder}/file/tributary.db")]
    [InlineData("{folder}")]
    public async Task Open_WhereNothingCanBeWritten_IsRefused(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The paths are Linux's.");
        await File.WriteAllTextAsync(_folder.File("file"), "a file, not a folder");

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => SqliteStore.OpenAsync(path.Replace("{folder}", _folder.Path)));

        Assert.Equal(StoreRefusal.Unwritable, refusal.Reason);
    }

    [Fact]
    public async Task Open_WhereNoLogCanBeWritten_IsRefused_WithNothingTouched()
    {
        await MakeStoreAsync();
        Directory.CreateDirectory(StorePath + "-wal");

        await AssertRefusedUntouchedAsync(StoreRefusal.Unwritable, inspects: false);
    }

    [Fact]
    public async Task Open_InAFolderThatMayOnlyBeRead_IsRefused_WithNothingTouched()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "The superuser may write everywhere.");
        if (OperatingSystem.IsWindows())
            return;
        await MakeStoreAsync();
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            await AssertRefusedUntouchedAsync(StoreRefusal.Unwritable, inspects: false);
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Open_ToMigrateWhileAnotherProgramWrites_IsRefused()
    {
        var file = new SqliteFile(StorePath);
        file.CreatePrivate();
        using var other = file.OpenWriter();
        other.Execute("BEGIN IMMEDIATE");

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => SqliteStore.OpenAsync(StorePath));

        Assert.Equal(StoreRefusal.InUse, refusal.Reason);
    }

    [Fact]
    public async Task Store_Closed_SaysSo()
    {
        var store = await SqliteStore.OpenAsync(StorePath);
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ReadAsync(reader => reader.ListPartnersAsync(), CancellationToken.None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.WriteAsync(writer => writer.TakeIdsAsync(1), CancellationToken.None));
        Assert.Equal([StorePath], Directory.EnumerateFiles(_folder.Path));
    }

    internal static bool IsLong => Environment.GetEnvironmentVariable("TRIBUTARY_TEST_LONG") == "1";

    private static string Mode(string path)
    {
        var mode = (int)new FileInfo(path).UnixFileMode;
        return string.Concat(Enumerable.Range(0, 9).Select(bit => (mode & (256 >> bit)) == 0 ? '-' : "rwx"[bit % 3]));
    }

    private async Task MakeStoreAsync()
    {
        await using var store = await SqliteStore.OpenAsync(StorePath);
        await store.WriteAsync(writer => writer.SetSettingAsync("store.id", [1, 2, 3]), CancellationToken.None);
    }

    private async Task<StoreRefusedException> AssertRefusedUntouchedAsync(StoreRefusal reason, bool inspects = true)
    {
        var before = FolderSnapshot.Of(_folder.Path);
        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => SqliteStore.OpenAsync(StorePath));
        if (inspects)
            await Assert.ThrowsAsync<StoreRefusedException>(() => SqliteStore.InspectAsync(StorePath));

        Assert.Equal(reason, refusal.Reason);
        Assert.Equal(before, FolderSnapshot.Of(_folder.Path));
        return refusal;
    }
}
