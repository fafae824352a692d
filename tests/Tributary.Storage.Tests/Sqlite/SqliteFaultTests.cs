using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tributary.Core.Errors;
using Tributary.Core.Transactions;
using Tributary.Storage.Sqlite;
using Tributary.Storage.Tests.Contract;

namespace Tributary.Storage.Tests.Sqlite;

/// <summary>A full disk, a lock, a failing file: writes are refused and leave nothing, reads go on, and work resumes by itself.</summary>
public sealed class SqliteFaultTests : SqliteStoreTest
{
    private SqliteConnection? _writer;
    private long _mostPages = 1_000_000;

    [Fact]
    public async Task FullDisk_RefusesTheWrite_LeavesNothing_AndReadsGoOn()
    {
        var mine = await AddHouseholdAsync();
        await FillAsync(mine);
        FillDisk();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var refusal = await Assert.ThrowsAsync<TributaryException>(() => WriteAsync(store => store.AddTransactionsAsync(Many(mine))));

            Assert.Equal(ErrorCatalogue.StoreUnavailable, refusal.Error);
            Assert.Equal("the disk is full", refusal.Subject);
            Assert.Equal(2, await CountTransactionsAsync(mine));
        }
    }

    [Fact]
    public async Task SpaceAgain_WorkResumesByItself()
    {
        var mine = await AddHouseholdAsync();
        FillDisk();
        await Assert.ThrowsAsync<TributaryException>(() => WriteAsync(store => store.AddTransactionsAsync(Many(mine))));

        FreeDisk();
        await WriteAsync(store => store.AddTransactionsAsync(Many(mine)));

        Assert.Equal(5000, await CountTransactionsAsync(mine));
    }

    [Fact]
    public async Task WorkThatHidesAFault_IsToldAgain_BeforeHalfOfItIsKept()
    {
        var mine = await AddHouseholdAsync();
        FillDisk();

        await Assert.ThrowsAsync<TributaryException>(() => WriteAsync(async store =>
        {
            await Assert.ThrowsAsync<TributaryException>(() => store.AddTransactionsAsync(Many(mine)));
            await Assert.ThrowsAsync<TributaryException>(() => store.SetSettingAsync("after", [1]));
        }));

        FreeDisk();
        Assert.Null(await ReadAsync(store => store.FindSettingAsync("after")));
        Assert.Equal(0, await CountTransactionsAsync(mine));
    }

    [Fact]
    public async Task LockOfAnotherProgram_RefusesTheWrite_AndReadsGoOn_UntilItIsGone()
    {
        var mine = await AddHouseholdAsync();
        using (var other = new SqliteFile(StorePath).OpenWriter())
        {
            other.Execute("BEGIN IMMEDIATE");

            var refusal = await Assert.ThrowsAsync<TributaryException>(() => WriteAsync(store => store.SetSettingAsync("a", [1])));

            Assert.Equal("another program holds it locked", refusal.Subject);
            Assert.NotNull(await ReadAsync(store => store.FindPartnerAsync(mine.Partner.Id)));
        }

        await WriteAsync(store => store.SetSettingAsync("a", [1]));
    }

    [Fact]
    public async Task WriterConnection_ThatBroke_IsReplacedByTheNextWrite()
    {
        await AddPartnerAsync();
        var broken = _writer!;
        await Assert.ThrowsAsync<TimeoutException>(() => WriteAsync(async store =>
        {
            await store.SetSettingAsync("lost", [1]);
            broken.Execute("ROLLBACK");
            throw new TimeoutException();
        }));

        await WriteAsync(store => store.SetSettingAsync("kept", [1]));

        Assert.NotSame(broken, _writer);
        Assert.Null(await ReadAsync(store => store.FindSettingAsync("lost")));
        Assert.NotNull(await ReadAsync(store => store.FindSettingAsync("kept")));
    }

    [Theory]
    [InlineData(raw.SQLITE_FULL)]
    [InlineData(raw.SQLITE_IOERR)]
    [InlineData(raw.SQLITE_BUSY)]
    [InlineData(raw.SQLITE_READONLY)]
    [InlineData(raw.SQLITE_CANTOPEN)]
    [InlineData(raw.SQLITE_CORRUPT)]
    [InlineData(raw.SQLITE_NOMEM)]
    [InlineData(raw.SQLITE_NOTADB)]
    public void TroubleOfTheStore_IsSaidAsStoreUnavailable_WithItsCauseForTheLog(int code)
    {
        var cause = new SqliteException("the words of the library, /a/path", code);

        var meaning = Assert.IsType<TributaryException>(SqliteFault.Of(cause));

        Assert.Equal(ErrorCatalogue.StoreUnavailable, meaning.Error);
        Assert.Same(cause, meaning.InnerException);
        Assert.DoesNotContain("/a/path", meaning.Message);
    }

    protected override void PrepareWriter(SqliteConnection connection)
    {
        _writer = connection;
        connection.Execute($"PRAGMA max_page_count = {_mostPages}");
    }

    private static IReadOnlyCollection<Transaction> Many(Household mine) =>
        [.. Enumerable.Range(1, 5000).Select(i => Sample.Transaction(mine.Account, 2_000_000 + i))];

    /// <summary>Allows the file a few pages more than it has, so that small writes fit and large ones do not.</summary>
    private void FillDisk() => SetMostPages(_writer!.ExecuteScalar<long>("PRAGMA page_count") + 3);

    private void FreeDisk() => SetMostPages(1_000_000);

    private void SetMostPages(long pages)
    {
        _mostPages = pages;
        if (_writer!.State == System.Data.ConnectionState.Open)
            _writer.Execute($"PRAGMA max_page_count = {pages}");
    }
}
