using Dapper;
using Npgsql;
using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.Store;
using Tributary.Storage.Migrations;
using Tributary.Storage.Sqlite;
using Tributary.Storage.Tests.Contract;
using Tributary.Storage.Tests.Postgres;
using Tributary.Storage.Tests.Sqlite;

namespace Tributary.Storage.Tests.Locations;

/// <summary>A copy is the whole store at its new place, or nothing is there.</summary>
public sealed class CopyTests : IDisposable
{
    private readonly TestPlaces _places = new();

    public static TheoryData<string, string> Pairs { get; } = new(
        from source in new[] { "sqlite", "postgres" } from target in new[] { "sqlite", "postgres" } select (source, target));

    private static int Large => Environment.GetEnvironmentVariable("TRIBUTARY_TEST_LONG") == "1" ? 1_000_000 : 10_000;

    public void Dispose() => _places.Dispose();

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task EmptyStore_IsCopied(string from, string to)
    {
        var (source, target) = (await _places.NewAsync(from), await _places.NewAsync(to));
        await TestPlaces.FillAsync(source.Location, households: 0);

        await CopyAsync(source, target);

        Assert.Equal(await TestPlaces.ExportAsync(source.Location), await TestPlaces.ExportAsync(target.Location));
        Assert.True((await target.Location.InspectAsync()).Exists);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task StoreWithRowsInEveryTable_IsCopied_AndIsSound(string from, string to)
    {
        var (source, target) = (await _places.NewAsync(from), await _places.NewAsync(to));
        await TestPlaces.FillAsync(source.Location, households: 3, transactions: 60);
        var export = await TestPlaces.ExportAsync(source.Location);
        await using (var snapshot = await source.Location.SnapshotAsync(CancellationToken.None))
        {
            foreach (var table in snapshot.Tables)
                Assert.Contains($"\n{table.Name} ", "\n" + export, StringComparison.Ordinal);
        }

        await CopyAsync(source, target);

        Assert.Equal(export, await TestPlaces.ExportAsync(target.Location));
        Assert.Equal(export, await TestPlaces.ExportAsync(source.Location));
        await AssertSoundAsync(target);
    }

    [Theory]
    [InlineData("sqlite", "postgres")]
    [InlineData("postgres", "sqlite")]
    public async Task LargeStore_ThereAndBack_IsEqual(string from, string through)
    {
        var (source, middle, target) = (await _places.NewAsync(from), await _places.NewAsync(through), await _places.NewAsync(from));
        await TestPlaces.FillAsync(source.Location, households: 2, transactions: Large / 2);

        await CopyAsync(source, middle);
        await CopyAsync(middle, target);

        Assert.Equal(await TestPlaces.ExportAsync(source.Location), await TestPlaces.ExportAsync(target.Location));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task CopiedStore_GivesNoNumberAgain(string from, string to)
    {
        var (source, target) = (await _places.NewAsync(from), await _places.NewAsync(to));
        await TestPlaces.FillAsync(source.Location, households: 1);
        var (id, eventNumber) = await NumbersAsync(source.Location);

        await CopyAsync(source, target);

        // The source's next ones are taken last: a copy that went on from them would give them too.
        var copied = await NumbersAsync(target.Location);
        Assert.Equal((id + 1, eventNumber + 1), copied);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task CancelledCopy_LeavesNothing(string from, string to)
    {
        var (source, target) = (await _places.NewAsync(from), await _places.NewAsync(to));
        await TestPlaces.FillAsync(source.Location, households: 1, transactions: 3000);
        var before = await DescribeAsync(target);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => target.Location.CopyFromAsync(source.Location, replace: false, null, cancelled.Token));
        await CancelUnderWayAsync(source, target);

        Assert.Equal(before, await DescribeAsync(target));
        await CopyAsync(source, target);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task PlaceThatHoldsAStore_IsReplacedOnlyWhenAsked(string from, string to)
    {
        var (source, target) = (await _places.NewAsync(from), await _places.NewAsync(to));
        await TestPlaces.FillAsync(source.Location, households: 2);
        await TestPlaces.FillAsync(target.Location, households: 1);
        var before = await TestPlaces.ExportAsync(target.Location);

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => CopyAsync(source, target));
        Assert.Equal(StoreRefusal.InTheWay, refusal.Reason);
        Assert.Equal(before, await TestPlaces.ExportAsync(target.Location));

        await target.Location.CopyFromAsync(source.Location, replace: true, null, CancellationToken.None);
        Assert.Equal(await TestPlaces.ExportAsync(source.Location), await TestPlaces.ExportAsync(target.Location));
        await AssertSoundAsync(target);
    }

    // The former file's log must never be read into the new one.
    [Fact]
    public async Task FileWithALogOfAFormerStore_IsReplacedWhole()
    {
        var (source, target) = (await _places.NewAsync("sqlite"), await _places.NewAsync("sqlite"));
        await TestPlaces.FillAsync(source.Location, households: 2);
        await TestPlaces.FillAsync(target.Location, households: 1);
        using (var crashed = new SqliteFile(target.Address).OpenWriter())
        {
            await crashed.ExecuteAsync("UPDATE partner SET name = 'in the log'");
            File.Copy(target.Address, target.Address + ".copy");
            File.Copy(target.Address + "-wal", target.Address + ".copy-wal");
        }

        File.Move(target.Address + ".copy", target.Address, overwrite: true);
        File.Move(target.Address + ".copy-wal", target.Address + "-wal");
        Assert.Contains("in the log", await TestPlaces.ExportAsync(StoreLocation.OfFile(Copied(target.Address))), StringComparison.Ordinal);

        await target.Location.CopyFromAsync(source.Location, replace: true, null, CancellationToken.None);

        Assert.Equal(await TestPlaces.ExportAsync(source.Location), await TestPlaces.ExportAsync(target.Location));
        Assert.DoesNotContain(Directory.EnumerateFiles(_places.Folder), f => f.Contains(".replaced", StringComparison.Ordinal) || f.EndsWith(".db-wal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FileOfACopy_IsItsOwnersAlone_AndOneFile()
    {
        var (source, target) = (await _places.NewAsync("postgres"), await _places.NewAsync("sqlite"));
        await TestPlaces.FillAsync(source.Location, households: 1);

        await CopyAsync(source, target);
        await AssertSoundAsync(target);

        Assert.Equal([target.Address], Directory.EnumerateFiles(_places.Folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(target.Address));
    }

    [Fact]
    public async Task CopyOfACopy_InAFolderThatMayOnlyBeRead_IsRead()
    {
        var (source, target) = (await _places.NewAsync("sqlite"), await _places.NewAsync("sqlite"));
        await TestPlaces.FillAsync(source.Location, households: 1);
        await CopyAsync(source, target);
        var before = FolderSnapshot.Of(_places.Folder);

        await AssertSoundAsync(target);

        Assert.Equal(before, FolderSnapshot.Of(_places.Folder));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task WhatIsNoStore_IsRefused_AndNothingIsMade(string to)
    {
        var target = await _places.NewAsync(to);
        var before = await DescribeAsync(target);
        var whole = await _places.NewAsync("sqlite");
        await TestPlaces.FillAsync(whole.Location, households: 1, transactions: 500);
        var bytes = await File.ReadAllBytesAsync(whole.Address);
        await File.WriteAllBytesAsync(_places.File("cut.db"), bytes[..(bytes.Length / 2)]);
        await File.WriteAllTextAsync(_places.File("words.db"), "Dear diary");
        await File.WriteAllBytesAsync(_places.File("empty.db"), []);
        await CopyAsync(whole, new Place(StoreLocation.OfFile(_places.File("newer.db")), ""));
        using (var newer = new SqliteFile(_places.File("newer.db")).OpenWriter())
            await newer.ExecuteAsync(SchemaRecord.Add, new Migration(9999, "later", ""));

        await RefusesAsync("cut.db", StoreRefusal.Damaged);
        await RefusesAsync("words.db", StoreRefusal.NotAStore);
        await RefusesAsync("empty.db", StoreRefusal.NotAStore);
        await RefusesAsync("missing.db", StoreRefusal.NotAStore);
        await RefusesAsync("newer.db", StoreRefusal.NewerSchema);
        Assert.Equal(before, await DescribeAsync(target));

        async Task RefusesAsync(string file, StoreRefusal reason)
        {
            var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() =>
                target.Location.CopyFromAsync(StoreLocation.OfFile(_places.File(file)), replace: false, null, CancellationToken.None));
            Assert.Equal(reason, refusal.Reason);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task CopyUnderWrites_IsOfOneMoment(string from, string to)
    {
        var source = await _places.NewAsync(from);
        await TestPlaces.FillAsync(source.Location, households: 1);
        var store = await source.Location.OpenAsync();
        await using var open = (IAsyncDisposable)store;
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(() => KeepWritingAsync(store, enough.Token));

        var seen = new HashSet<long>();
        try
        {
            for (var copy = 0; copy < 5; copy++)
            {
                var target = await _places.NewAsync(to);
                await CopyAsync(source, target);
                await AssertSoundAsync(target);
                seen.Add(await AssertOfOneMomentAsync(target));
            }
        }
        finally
        {
            await enough.CancelAsync();
            await writing;
        }

        Assert.True(seen.Count > 1, "The writer wrote nothing between the copies.");
    }

    private static Task CopyAsync(Place source, Place target) =>
        target.Location.CopyFromAsync(source.Location, replace: false, null, CancellationToken.None);

    private static async Task AssertSoundAsync(Place place)
    {
        await using var snapshot = await place.Location.SnapshotAsync(CancellationToken.None);
        Assert.Empty(await snapshot.CheckAsync(CancellationToken.None));
    }

    private static async Task<(long Id, long Event)> NumbersAsync(StoreLocation location)
    {
        var store = await location.OpenAsync();
        await using var open = (IAsyncDisposable)store;
        var customer = await CustomerAsync(store);
        var id = await store.WriteAsync(
            async tx =>
            {
                await tx.AddOutboxEventAsync(Sample.Event((await tx.ListAccountsAsync(customer.Id))[0]));
                return await tx.TakeIdsAsync(1);
            },
            CancellationToken.None);
        return (id, (await store.ReadAsync(tx => tx.ListOutboxAsync(0, int.MaxValue), CancellationToken.None))[^1].Number);
    }

    /// <summary>Cancels at several points, found by how far the copy is.</summary>
    private static async Task CancelUnderWayAsync(Place source, Place target)
    {
        foreach (var point in new[] { 0.0m, 0.2m, 0.5m, 0.9m })
        {
            using var cancellation = new CancellationTokenSource();
            var progress = new StoreProgress();
            var copying = Task.Run(() => target.Location.CopyFromAsync(source.Location, replace: false, progress, cancellation.Token));
            while (!copying.IsCompleted && progress.Fraction <= point)
                await Task.Yield();
            await cancellation.CancelAsync();
            try
            {
                await copying;
                await RemoveAsync(target);
            }
            catch (OperationCanceledException)
            {
                // As it should be.
            }
        }
    }

    /// <summary>A copy that was quicker than its cancellation.</summary>
    private static async Task RemoveAsync(Place place)
    {
        if (File.Exists(place.Address))
        {
            File.Delete(place.Address);
            return;
        }

        var schema = new NpgsqlConnectionStringBuilder(place.Address).SearchPath;
        await TestKit.TestPostgres.ExecuteAsync(place.Address, $"DROP SCHEMA {schema} CASCADE; CREATE SCHEMA {schema}");
    }

    private async Task<string> DescribeAsync(Place place) => place.Address.EndsWith(".db", StringComparison.Ordinal)
        ? string.Join('\n', Directory.EnumerateFiles(_places.Folder, Path.GetFileName(place.Address) + "*"))
        : await SchemaDump.OfAsync(place.Address);

    private string Copied(string file)
    {
        var copy = _places.File("look.db");
        File.Copy(file, copy);
        File.Copy(file + "-wal", copy + "-wal");
        return copy;
    }

    /// <summary>Each write adds a transaction, an event and a change number, so that there are always as many of one as of the others.</summary>
    private static async Task KeepWritingAsync(IStore store, CancellationToken cancellationToken)
    {
        var customer = await CustomerAsync(store);
        while (!cancellationToken.IsCancellationRequested)
        {
            await store.WriteAsync(
                async tx =>
                {
                    var change = await tx.TakeChangeNumberAsync(customer.Id);
                    var account = (await tx.ListAccountsAsync(customer.Id))[0];
                    var transaction = Sample.Transaction(account, await tx.TakeIdsAsync(1)) with { AddedInChange = change, ChangeNumber = change };
                    await tx.AddTransactionsAsync([transaction]);
                    await tx.AddOutboxEventAsync(Sample.Event(account, change));
                    await tx.UpdateAccountAsync(account with { ChangeNumber = change, Balance = change });
                },
                CancellationToken.None);
        }
    }

    private static async Task<Customer> CustomerAsync(IStore store) => await store.ReadAsync(
        async tx => (await tx.ListCustomersAsync((await tx.ListPartnersAsync())[0].Id))[0], CancellationToken.None);

    private static async Task<long> AssertOfOneMomentAsync(Place target)
    {
        await using var snapshot = await target.Location.SnapshotAsync(CancellationToken.None);
        var customer = await CustomerAsync(snapshot);
        var (accounts, events) = await snapshot.ReadAsync<(IReadOnlyList<Account>, IReadOnlyList<OutboxEvent>)>(
            async tx => (await tx.ListAccountsAsync(customer.Id), await tx.ListOutboxAsync(0, int.MaxValue)), CancellationToken.None);
        var change = events.Max(e => e.ChangeNumber);
        Assert.Equal(change, (await snapshot.QueryNumbersAsync("SELECT max(change_number) FROM customer"))[0]);
        Assert.Equal(change, (await snapshot.QueryNumbersAsync("SELECT max(change_number) FROM account_transaction"))[0]);
        Assert.Equal(change, events.Count);
        if (change > 1)
            Assert.Equal(change, accounts.Max(a => a.ChangeNumber));
        return change;
    }
}
