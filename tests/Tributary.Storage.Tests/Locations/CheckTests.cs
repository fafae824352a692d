using Dapper;
using Microsoft.Data.Sqlite;
using Tributary.Storage.Sqlite;
using Tributary.TestKit;

namespace Tributary.Storage.Tests.Locations;

/// <summary>A check finds what was broken past the store, says it in words, and finds nothing where nothing is.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly TestPlaces _places = new();

    public void Dispose() => _places.Dispose();

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task SoundStore_HasNoProblem(string database)
    {
        var place = await _places.NewAsync(database);
        await TestPlaces.FillAsync(place.Location, households: 2, transactions: 50);

        Assert.Empty(await CheckAsync(place));
    }

    [Fact]
    public async Task PagesThatCannotBeRead_AreAProblemLikeAnyOther_AndCancellingIsCancelling()
    {
        var place = await _places.NewAsync("sqlite");
        await TestPlaces.FillAsync(place.Location, households: 1, transactions: 30);
        using (var connection = new SqliteFile(place.Address).OpenWriter())
        {
            await connection.ExecuteAsync("UPDATE account_transaction SET memo = hex(randomblob(500000))");
            await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        // So many large values that a page amid them only points to the next.
        using (var cancelled = new CancellationTokenSource())
        {
            await using var snapshot = await place.Location.SnapshotAsync(cancelled.Token);
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => snapshot.CheckAsync(cancelled.Token));
        }

        await using (var file = new FileStream(place.Address, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = file.Length / 2 / 4096 * 4096;
            await file.WriteAsync(new byte[8]);
        }

        Assert.Contains(await CheckAsync(place), problem => problem.StartsWith("The database says: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE customer SET change_number = 0", "change number that their customer has not reached")]
    [InlineData("UPDATE account_transaction SET added_in_change = 9", "added after they were changed")]
    [InlineData("DELETE FROM account", "have lost their row of account")]
    [InlineData("DELETE FROM institution_login", "have lost their row of institution_login")]
    [InlineData("DELETE FROM account_transaction WHERE version > 1", "belong to a transaction that is gone")]
    [InlineData("DELETE FROM transaction_history", "lack a former version")]
    [InlineData("UPDATE transaction_history SET version = 7", "as new as their transaction")]
    [InlineData("UPDATE account_transaction SET effective_date = '2001-01-01'", "listed under another day")]
    [InlineData("UPDATE account SET institution_id = 1", "another institution than their login")]
    [InlineData("DELETE FROM data_key WHERE partner_id IS NULL", "customer without a data key")]
    [InlineData("DELETE FROM data_key WHERE customer_id IS NULL", "partners have no data key")]
    [InlineData("UPDATE id_sequence SET next_value = 1000001 WHERE name = 'id'", "number that was never given")]
    [InlineData("UPDATE id_sequence SET next_value = 1 WHERE name = 'outbox'", "rows of outbox_event have a number that was never given")]
    [InlineData("UPDATE account_transaction SET amount = 'twelve'", "rows of account_transaction have a value of no known form")]
    [InlineData("UPDATE account SET balance_date = 'tomorrow'", "rows of account have a value of no known form")]
    [InlineData("UPDATE account SET state = 'asleep'", "rows of account have a value of no known form")]
    [InlineData("UPDATE account_transaction SET detail = '{'", "rows of account_transaction have a value of no known form")]
    public async Task BrokenRows_AreFound_WithoutAnybodysData(string sql, string words)
    {
        var place = await _places.NewAsync("sqlite");
        await TestPlaces.FillAsync(place.Location, households: 1);
        using (var connection = new SqliteFile(place.Address).OpenWriter())
            await connection.ExecuteAsync("PRAGMA foreign_keys = OFF; " + sql);

        var problems = await CheckAsync(place);

        Assert.Contains(problems, problem => problem.Contains(words, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.DoesNotContain("twelve", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE customer SET change_number = 0", "change number that their customer has not reached")]
    [InlineData("ALTER TABLE account_transaction DISABLE TRIGGER ALL; DELETE FROM account_transaction WHERE version > 1", "belong to a transaction that is gone")]
    [InlineData("SET session_replication_role = replica; DELETE FROM account", "have lost their row of account")]
    [InlineData("SELECT setval('id_sequence', 1000001, false)", "number that was never given")]
    [InlineData("UPDATE account SET state = 'asleep'", "rows of account have a value of no known form")]
    public async Task BrokenRowsOnPostgres_AreFound(string sql, string words)
    {
        var place = await _places.NewAsync("postgres");
        await TestPlaces.FillAsync(place.Location, households: 1);
        await TestPostgres.ExecuteAsync(place.Address, sql);

        Assert.Contains(await CheckAsync(place), problem => problem.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task BrokenPages_AreFound()
    {
        var place = await _places.NewAsync("sqlite");
        await TestPlaces.FillAsync(place.Location, households: 1, transactions: 2000);
        var pages = new FileInfo(place.Address).Length / 4096;
        await using (var file = new FileStream(place.Address, FileMode.Open))
        {
            for (var page = pages / 2; page < (pages / 2) + 20; page++)
            {
                file.Position = (page * 4096) + 100;
                file.Write(new byte[2000]);
            }
        }

        try
        {
            Assert.Contains(await CheckAsync(place), problem => problem.StartsWith("The database says: ", StringComparison.Ordinal));
        }
        catch (StoreRefusedException refusal)
        {
            // A small file is looked through before it is read at all.
            Assert.Equal(StoreRefusal.Damaged, refusal.Reason);
        }
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(Place place)
    {
        SqliteConnection.ClearAllPools();
        await using var snapshot = await place.Location.SnapshotAsync(CancellationToken.None);
        return await snapshot.CheckAsync(CancellationToken.None);
    }
}
