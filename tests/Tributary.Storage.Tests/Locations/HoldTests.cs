using Tributary.TestKit;

namespace Tributary.Storage.Tests.Locations;

/// <summary>One server at a time has a PostgreSQL store, wherever the servers' folders are.</summary>
public sealed class HoldTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task SecondHolder_IsRefused_AndToldWhereTheFirstRuns_UntilItLetsGo()
    {
        var location = StoreLocation.OfDatabase(await TestPostgres.NewStoreAsync());
        var first = await location.HoldAsync(CancellationToken.None);

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => location.HoldAsync(CancellationToken.None));

        Assert.Equal(StoreRefusal.InUse, refusal.Reason);
        Assert.Contains($"process {Environment.ProcessId}", refusal.Message);
        await first.DisposeAsync();
        await (await location.HoldAsync(CancellationToken.None)).DisposeAsync();
    }

    [Fact]
    public async Task StoresOfTwoSchemas_AreHeldApart()
    {
        await using var one = await StoreLocation.OfDatabase(await TestPostgres.NewStoreAsync()).HoldAsync(CancellationToken.None);
        await using var other = await StoreLocation.OfDatabase(await TestPostgres.NewStoreAsync()).HoldAsync(CancellationToken.None);

        Assert.False(one.Lost.IsCompleted || other.Lost.IsCompleted);
    }

    // A migration takes a lock of its own, which must not wait for the hold.
    [Fact]
    public async Task HeldStore_IsOpenedByItsHolder()
    {
        var location = StoreLocation.OfDatabase(await TestPostgres.NewStoreAsync());
        await using var hold = await location.HoldAsync(CancellationToken.None);

        await ((IAsyncDisposable)await location.OpenAsync()).DisposeAsync();

        Assert.True((await location.InspectAsync()).Exists);
    }

    [Fact]
    public async Task ConnectionThatEnds_IsReplaced_AndTheStoreIsHeldAgain()
    {
        var database = await TestPostgres.NewStoreAsync();
        var location = StoreLocation.OfDatabase(database);
        await using var hold = await location.HoldAsync(CancellationToken.None);

        await TestPostgres.ExecuteAsync(database, PostgresRival.EndHolder);

        await UntilHeldAsync(database);
        await Assert.ThrowsAsync<StoreRefusedException>(() => location.HoldAsync(CancellationToken.None));
        Assert.False(hold.Lost.IsCompleted);
    }

    [Fact]
    public async Task StoreThatSomebodyElseTookMeanwhile_IsToldAsLost()
    {
        var database = await TestPostgres.NewStoreAsync();
        var location = StoreLocation.OfDatabase(database);

        await using var hold = await location.HoldAsync(CancellationToken.None);

        await using var other = await PostgresRival.WaitBehindHolderAsync(database);
        await other.EndHolderAsync();

        await hold.Lost.WaitAsync(Patience);
    }

    /// <summary>Looks without trying to hold it, which would keep the first from having it again.</summary>
    private static async Task UntilHeldAsync(string database)
    {
        const string isHeld = "SELECT 1 / count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid::bigint = hashtext(current_schema())::bigint & 4294967295";
        for (var deadline = DateTimeOffset.UtcNow + Patience; ; await Task.Delay(20))
        {
            try
            {
                await TestPostgres.ExecuteAsync(database, isHeld);
                return;
            }
            catch (Npgsql.PostgresException notYet) when (notYet.SqlState == Npgsql.PostgresErrorCodes.DivisionByZero && DateTimeOffset.UtcNow < deadline)
            {
                // Looked too early.
            }
        }
    }
}
