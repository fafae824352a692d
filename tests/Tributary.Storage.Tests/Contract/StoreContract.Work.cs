using Tributary.TestKit;
using Tributary.Core.Store;

namespace Tributary.Storage.Tests.Contract;

/// <summary>One piece of work is one transaction: all of it or nothing, for its caller alone until it is done.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Write_ThatThrows_LeavesNothing_AndTheExceptionPassesThrough()
    {
        var mine = await AddHouseholdAsync();

        var thrown = await Assert.ThrowsAsync<TimeoutException>(() => WriteAsync(async store =>
        {
            await WriteALotAsync(store, mine);
            throw new TimeoutException("from the work");
        }));

        Assert.Equal("from the work", thrown.Message);
        await AssertUntouchedAsync(mine);
    }

    [Fact]
    public async Task Write_CancelledInTheMiddle_LeavesNothing()
    {
        var mine = await AddHouseholdAsync();
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync(
            async store =>
            {
                await WriteALotAsync(store, mine);
                await cancellation.CancelAsync();
                await store.FindPartnerAsync(mine.Partner.Id);
            },
            cancellation.Token));

        await AssertUntouchedAsync(mine);
    }

    [Fact]
    public async Task Write_CancelledAsItsWorkEnds_LeavesNothing()
    {
        var mine = await AddHouseholdAsync();
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync(
            async store =>
            {
                await WriteALotAsync(store, mine);
                await cancellation.CancelAsync();
            },
            cancellation.Token));

        await AssertUntouchedAsync(mine);
    }

    [Fact]
    public async Task Work_CancelledBeforehand_IsNotBegun()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync<bool>(_ => throw new TimeoutException(), cancellation.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ReadAsync<bool>(_ => throw new TimeoutException(), cancellation.Token));
    }

    [Fact]
    public async Task Write_CancelledWhileItWaitsForAnotherOfTheSameCustomer_LeavesNothing_AndTheNextOneRuns()
    {
        var mine = await AddHouseholdAsync();
        var (underWay, finish) = await BeginWriteAsync(store => store.FindLoginAsync(mine.Customer.Id, mine.Login.Id));
        using var cancellation = new CancellationTokenSource();
        var waiting = Task.Run(() => Store.WriteAsync(store => WriteALotAsync(store, mine), cancellation.Token));

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        finish.SetResult();
        await underWay;
        await AssertUntouchedAsync(mine);
    }

    [Fact]
    public async Task Write_SeesItsOwnWrites_AndNobodyElseDoesUntilItIsDone()
    {
        var mine = await AddHouseholdAsync();
        var (underWay, finish) = await BeginWriteAsync(async store =>
        {
            await WriteALotAsync(store, mine);
            Assert.Equal(2, (await store.ListTransactionsAsync(mine.Customer.Id, Everything())).Total);
        });

        Assert.Equal(0, await CountTransactionsAsync(mine));
        finish.SetResult();
        await underWay;

        Assert.Equal(2, await CountTransactionsAsync(mine));
    }

    [Fact]
    public async Task Read_SeesOneState_ThoughSomebodyWritesMeanwhile()
    {
        var mine = await AddHouseholdAsync();
        var hasRead = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var reading = ReadAsync(async store =>
        {
            var before = (await store.ListTransactionsAsync(mine.Customer.Id, Everything())).Total;
            hasRead.SetResult();
            await goOn.Task;
            return (before, (await store.ListTransactionsAsync(mine.Customer.Id, Everything())).Total);
        });

        await hasRead.Task;
        await WriteAsync(store => WriteALotAsync(store, mine));
        goOn.SetResult();

        Assert.Equal((0, 0), await reading);
        Assert.Equal(2, await CountTransactionsAsync(mine));
    }

    [Fact]
    public async Task FiftyWritersAtOnce_GetEachTheirOwnNumbers_AndReadersNeverSeeHalfAWrite()
    {
        var mine = await AddHouseholdAsync();
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var (transactions, balances, events) = await CountAllAsync(mine);
                Assert.True(transactions == balances && balances == events, $"{transactions} transactions, {balances} balances, {events} events");
            }
        })).ToList();

        var written = await Task.WhenAll(Enumerable.Range(0, 50).Select(day => Task.Run(() => WriteAsync(async store =>
        {
            var change = await store.TakeChangeNumberAsync(mine.Customer.Id);
            var id = await store.TakeIdsAsync(2);
            await store.AddTransactionsAsync([Sample.Transaction(mine.Account, id)]);
            await Task.Yield();
            await store.SetDailyBalanceAsync(mine.Customer.Id, mine.Account.Id, new(Sample.Monday.AddDays(day), day));
            await Task.Yield();
            await store.AddOutboxEventAsync(Sample.Event(mine.Account, change));
            return (id, change);
        }))));
        await done.CancelAsync();
        await Task.WhenAll(readers);

        Assert.Equal((50, 50, 50), await CountAllAsync(mine));
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), written.Select(w => w.change).Order());
        Assert.Equal(50, written.Select(w => w.id).Distinct().Count());
        Assert.Equal(written.OrderBy(w => w.id).Select(w => w.change), written.Select(w => w.change).Order());
        var events = await ReadAsync(store => store.ListOutboxAsync(0, 100));
        Assert.Equal(events.Select(e => e.ChangeNumber), events.Select(e => e.ChangeNumber).Order());
    }

    [Fact]
    public async Task Store_UsedFromInsideItsOwnWork_SaysSoInsteadOfWaitingForEver()
    {
        Func<Task>[] nested =
        [
            () => WriteAsync(async _ => await AddPartnerAsync()),
            () => WriteAsync(async _ => await ReadAsync(store => store.ListPartnersAsync())),
            () => ReadAsync(async _ => await AddPartnerAsync()),
        ];

        foreach (var use in nested)
            Assert.Contains("inside its own work", (await Assert.ThrowsAsync<InvalidOperationException>(use)).Message);
        Assert.Empty(await ReadAsync(store => store.ListPartnersAsync()));
    }

    [Fact]
    public async Task Store_UsedByATaskBegunInsideWorkThatIsOver_Works()
    {
        var isOver = new TaskCompletionSource();
        var later = await WriteAsync(_ => Task.FromResult(Task.Run(async () =>
        {
            await isOver.Task;
            return await ReadAsync(store => store.ListPartnersAsync());
        })));

        isOver.SetResult();

        Assert.Empty(await later);
    }

    [Fact]
    public async Task ReaderAndWriter_KeptBeyondTheirWork_AreClosed()
    {
        var reader = await ReadAsync(Task.FromResult);
        var writer = await WriteAsync(Task.FromResult);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reader.ListPartnersAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.TakeIdsAsync(1));
    }

    [Fact]
    public async Task Write_ThatHidesARefusedRow_IsToldAgain_AndLeavesNothing()
    {
        var partner = await AddPartnerAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(async store =>
        {
            await store.TryAddCustomerAsync(Sample.Customer(partner.Id, 902));
            await Assert.ThrowsAsync<InvalidOperationException>(() => store.AddLoginAsync(Sample.Login(new(900), 901)));
        }));

        Assert.Empty(await ReadAsync(store => store.ListAllCustomersAsync(partner.Id)));
    }

    private static async Task WriteALotAsync(IStoreWriter store, Household mine)
    {
        var id = await store.TakeIdsAsync(3);
        await store.TakeChangeNumberAsync(mine.Customer.Id);
        await store.UpdateAccountAsync(mine.Account with { Name = "changed" });
        await store.AddTransactionsAsync([Sample.Transaction(mine.Account, id), Sample.Transaction(mine.Account, id + 1)]);
        await store.UpdateTransactionsAsync([Sample.Transaction(mine.Account, id) with { Memo = "changed" }]);
        await store.SetDailyBalanceAsync(mine.Customer.Id, mine.Account.Id, new(Sample.Monday, 1m));
        await store.AddOutboxEventAsync(Sample.Event(mine.Account));
        await store.TryAddCustomerAsync(Sample.Customer(mine.Partner.Id, id + 2));
    }

    private async Task AssertUntouchedAsync(Household mine)
    {
        Assert.Equal((0, 0, 0), await CountAllAsync(mine));
        Assert.Equal(mine.Account, await ReadAsync(store => store.FindAccountAsync(mine.Customer.Id, mine.Account.Id)));
        Assert.Single(await ReadAsync(store => store.ListAllCustomersAsync(mine.Partner.Id)));
        Assert.Equal(1, await WriteAsync(store => store.TakeChangeNumberAsync(mine.Customer.Id)));
    }

    private Task<(int Transactions, int Balances, int Events)> CountAllAsync(Household mine) => ReadAsync(async store => (
        (await store.ListTransactionsAsync(mine.Customer.Id, Everything())).Total,
        (await store.ListDailyBalancesAsync(mine.Customer.Id, mine.Account.Id)).Count,
        (await store.ListOutboxAsync(0, 1000)).Count));

    /// <summary>A write that has done its work and waits, still open, until it is told to finish.</summary>
    private async Task<(Task UnderWay, TaskCompletionSource Finish)> BeginWriteAsync(Func<IStoreWriter, Task>? work = null)
    {
        var hasBegun = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var underWay = Task.Run(() => WriteAsync(async store =>
        {
            if (work is not null)
                await work(store);
            hasBegun.SetResult();
            await finish.Task;
        }));
        await Task.WhenAny(hasBegun.Task, underWay);
        return (underWay, finish);
    }
}
