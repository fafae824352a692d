using Dapper;
using Microsoft.Data.Sqlite;
using Tributary.Storage.Sqlite;
using Tributary.Storage.Tests.Contract;

namespace Tributary.Storage.Tests.Sqlite;

/// <summary>Statements are kept with their connections; nobody may notice but by the time it takes.</summary>
public sealed class SqliteStatementsTests : SqliteStoreTest
{
    private bool HasLog => File.Exists(StorePath + "-wal");

    [Fact]
    public async Task SchemaChangedByAnotherProgram_IsFollowedByKeptStatements()
    {
        var mine = await AddHouseholdAsync();
        var before = await ReadAsync(store => store.FindAccountAsync(mine.Customer.Id, mine.Account.Id));

        InAnotherProgram("ALTER TABLE account ADD COLUMN colour TEXT; CREATE INDEX account_by_colour ON account (customer_id, colour)");

        Assert.Equal(before, await ReadAsync(store => store.FindAccountAsync(mine.Customer.Id, mine.Account.Id)));
        Assert.True(await WriteAsync(store => store.TryDeleteAccountAsync(mine.Customer.Id, mine.Account.Id)));
    }

    [Fact]
    public async Task TableThatIsGone_IsAnError_AndNotAnOldAnswer()
    {
        var mine = await AddHouseholdAsync();
        Assert.Empty(await ReadAsync(store => store.ListDailyBalancesAsync(mine.Customer.Id, mine.Account.Id)));

        InAnotherProgram("DROP TABLE daily_balance");

        await Assert.ThrowsAsync<SqliteException>(() => ReadAsync(store => store.ListDailyBalancesAsync(mine.Customer.Id, mine.Account.Id)));
        Assert.NotNull(await ReadAsync(store => store.FindPartnerAsync(mine.Partner.Id)));
    }

    [Fact]
    public async Task RowThatCannotBeRead_EndsThatReadAlone()
    {
        var mine = await AddHouseholdAsync();
        InAnotherProgram("UPDATE account SET type = 'nonsense'");

        for (var attempt = 0; attempt < 2; attempt++)
            await Assert.ThrowsAsync<FormatException>(() => ReadAsync(store => store.ListAccountsAsync(mine.Customer.Id)));

        InAnotherProgram("UPDATE account SET type = 'checking'");
        Assert.Single(await ReadAsync(store => store.ListAccountsAsync(mine.Customer.Id)));
    }

    [Fact]
    public async Task ReadCancelledBetweenItsQueries_LeavesItsConnectionUsable_AndNoSnapshotBehind()
    {
        var mine = await AddHouseholdAsync();
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ReadAsync(
            async store =>
            {
                await store.ListAccountsAsync(mine.Customer.Id);
                await cancellation.CancelAsync();
                return await store.ListAccountsAsync(mine.Customer.Id);
            },
            cancellation.Token));

        var added = await AddHouseholdAsync(mine.Partner);

        Assert.Equal(0, BusyReadersOfOldStates());
        Assert.Equal(2, (await ReadAsync(store => store.ListCustomersAsync(mine.Partner.Id))).Count);
        Assert.NotNull(await ReadAsync(store => store.FindLoginAsync(added.Customer.Id, added.Login.Id)));
    }

    [Fact]
    public async Task FiftyReadersAtOnce_WhileOneWrites_EachSeeOneState_AndNoSnapshotStays()
    {
        var mine = await AddHouseholdAsync();
        var writing = Task.Run(async () =>
        {
            for (var i = 1; i <= 20; i++)
                await WriteAsync(store => store.AddTransactionsAsync([Sample.Transaction(mine.Account, 2_000_000 + i), Sample.Transaction(mine.Account, 3_000_000 + i)]));
        });

        var seen = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => ReadAsync(async store =>
        {
            var page = await store.ListTransactionsAsync(mine.Customer.Id, Everything());
            await Task.Yield();
            var again = await store.ListTransactionsAsync(mine.Customer.Id, Everything());
            return (Count: page.Items.Count, page.Total, Again: again.Items.Count);
        }))));
        await writing;

        Assert.All(seen, read => Assert.True(read.Count % 2 == 0 && read.Count == read.Total && read.Count == read.Again, $"{read}"));
        Assert.Equal(0, BusyReadersOfOldStates());
        Assert.Equal(40, await CountTransactionsAsync(mine));
    }

    [Fact]
    public async Task DisposedStore_HasClosedItsConnections_ThoughTheyKeptStatements()
    {
        var mine = await AddHouseholdAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReadAsync(store => store.ListAccountsAsync(mine.Customer.Id)))));
        Assert.True(HasLog);

        await ((IAsyncDisposable)Store).DisposeAsync();

        // SQLite takes the log away with the last connection.
        Assert.False(HasLog);
    }

    private void InAnotherProgram(string sql)
    {
        using var other = new SqliteFile(StorePath).OpenWriter();
        other.Execute(sql);
    }

    /// <summary>1 where the log cannot be emptied, because somebody still reads an older state.</summary>
    private long BusyReadersOfOldStates()
    {
        using var other = new SqliteFile(StorePath).OpenWriter();
        return other.ExecuteScalar<long>("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
