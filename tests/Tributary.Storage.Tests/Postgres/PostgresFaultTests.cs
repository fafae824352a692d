using Tributary.Core.Errors;
using Tributary.Core.Store;
using Tributary.Storage.Tests.Contract;
using Tributary.TestKit;

namespace Tributary.Storage.Tests.Postgres;

/// <summary>Connections are lost at the worst moments: nothing is lost, nothing is done twice, and work resumes by itself.</summary>
public sealed class PostgresFaultTests : StoreTest
{
    private string _direct = "";
    private CuttableWay _way = null!;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _way.DisposeAsync();
        await TestPostgres.DropDatabaseAsync(_direct);
    }

    [Fact]
    public async Task ConnectionLostInTheMiddleOfAWrite_TheWorkRunsAgain_AndIsKeptOnce()
    {
        var mine = await AddHouseholdAsync();
        var runs = 0;

        await WriteAsync(async store =>
        {
            await store.TakeChangeNumberAsync(mine.Customer.Id);
            if (++runs == 1)
                _way.CutAll();
            await store.AddTransactionsAsync([Sample.Transaction(mine.Account, 1)]);
        });

        Assert.Equal(2, runs);
        Assert.Equal(1, await CountTransactionsAsync(mine));
        Assert.Equal(2, await WriteAsync(store => store.TakeChangeNumberAsync(mine.Customer.Id)));
    }

    [Fact]
    public async Task ConnectionLost_AndTheWorkMakesSomethingElseOfIt_IsRunAgainAllTheSame()
    {
        var runs = 0;

        await WriteAsync(async store =>
        {
            if (++runs == 1)
                _way.CutAll();
            try
            {
                await store.SetSettingAsync("a", [1]);
            }
            catch (TributaryException lost)
            {
                throw new TimeoutException("made something else of it", lost);
            }
        });

        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task ServerThatEndsASession_IsReplacedByAnother_ForReadersAndWriters()
    {
        var mine = await AddHouseholdAsync();
        var runs = 0;

        var found = await ReadAsync(async store =>
        {
            await store.ListPartnersAsync();
            if (++runs == 1)
                await EndSessionsAsync();
            return await store.FindAccountAsync(mine.Customer.Id, mine.Account.Id);
        });
        await EndSessionsAsync();
        await WriteAsync(store => store.SetSettingAsync("a", [1]));

        Assert.Equal(2, runs);
        Assert.Equal(mine.Account, found);
    }

    [Fact]
    public async Task CommitThatNeverArrived_TheWorkRunsAgain_AndIsKeptOnce()
    {
        var mine = await AddHouseholdAsync();
        var runs = 0;
        _way.CutAround(CommitCut.BeforeItArrives);

        var number = await WriteAsync(store =>
        {
            runs++;
            return store.TakeChangeNumberAsync(mine.Customer.Id);
        });

        Assert.Equal((2, 1), (runs, number));
        Assert.Equal(2, await WriteAsync(store => store.TakeChangeNumberAsync(mine.Customer.Id)));
    }

    [Fact]
    public async Task CommitWhoseAnswerWasLost_IsFoundOut_AndTheWorkNotRunAgain()
    {
        var mine = await AddHouseholdAsync();
        var runs = 0;
        _way.CutAround(CommitCut.BeforeItsAnswer);

        var number = await WriteAsync(store =>
        {
            runs++;
            return store.TakeChangeNumberAsync(mine.Customer.Id);
        });

        Assert.Equal((1, 1), (runs, number));
        Assert.Equal(2, await WriteAsync(store => store.TakeChangeNumberAsync(mine.Customer.Id)));
    }

    [Theory]
    [InlineData(CommitCut.BeforeItsAnswer)]
    [InlineData(CommitCut.BeforeItArrives)]
    public async Task CommitUnderWay_IsNotCutShortByACancellation_ButItsRepetitionIs(CommitCut cut)
    {
        var mine = await AddHouseholdAsync();
        using var cancellation = new CancellationTokenSource();
        _way.Cut = cancellation.Cancel;
        _way.CutAround(cut);
        var write = Store.WriteAsync(store => store.TakeChangeNumberAsync(mine.Customer.Id), cancellation.Token);

        if (cut == CommitCut.BeforeItsAnswer)
            Assert.Equal(1, await write);
        else
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);

        var expected = cut == CommitCut.BeforeItsAnswer ? 2 : 1;
        Assert.Equal(expected, await WriteAsync(store => store.TakeChangeNumberAsync(mine.Customer.Id)));
    }

    [Fact]
    public async Task ServerGoneAfterACommit_IsSaidAsUnknown_AndWorkResumesWhenItIsBack()
    {
        var mine = await AddHouseholdAsync();
        _way.CutAround(CommitCut.BeforeItsAnswer);
        _way.Cut = () => _way.CutAllAndRefuse(connections: 1000);

        var trouble = await Assert.ThrowsAsync<TributaryException>(() => WriteAsync(store => store.TakeChangeNumberAsync(mine.Customer.Id)));

        Assert.Equal(ErrorCatalogue.StoreUnavailable, trouble.Error);
        Assert.Contains("could not be found out", trouble.Subject);
        _way.CutAllAndRefuse(connections: 0);
        Assert.Equal(2, await WriteAsync(store => store.TakeChangeNumberAsync(mine.Customer.Id)));
    }

    [Fact]
    public async Task ServerGone_IsSaidAsStoreUnavailable_WithoutNames_AndWorkResumesWhenItIsBack()
    {
        await AddPartnerAsync();
        _way.CutAllAndRefuse(connections: 1000);

        var trouble = await Assert.ThrowsAsync<TributaryException>(() => ReadAsync(store => store.ListPartnersAsync()));

        Assert.Equal((ErrorCatalogue.StoreUnavailable, "the database cannot be reached"), (trouble.Error, trouble.Subject));
        _way.CutAllAndRefuse(connections: 0);
        Assert.Single(await ReadAsync(store => store.ListPartnersAsync()));
    }

    [Fact]
    public async Task ServerThatIsBackAfterAWhile_IsWaitedFor()
    {
        _way.CutAllAndRefuse(connections: 4);

        await AddPartnerAsync();

        Assert.Equal(4, _way.Refused);
    }

    [Fact]
    public async Task WaitingForTheServer_CanBeCancelled()
    {
        await AddPartnerAsync();
        _way.CutAllAndRefuse(connections: 1000);
        using var cancellation = new CancellationTokenSource();
        var read = Store.ReadAsync(store => store.ListPartnersAsync(), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.True(_way.Refused < 1000);
    }

    [Fact]
    public async Task CutsAtRandomMomentsUnderLoad_LoseNothingAndDoubleNothing()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var partner = await AddPartnerAsync();
        var households = new List<Household>();
        for (var i = 0; i < 4; i++)
            households.Add(await AddHouseholdAsync(partner));
        var writes = IsLong ? 1000 : 40;
        var outcomes = new Outcomes();

        var writers = households.Select(mine => Task.Run(async () =>
        {
            for (var change = 1; change <= writes; change++)
                outcomes.Add(mine.Customer.Id.Value, change, await TryWriteAsync(mine, change));
        })).ToList();
        while (!Task.WhenAll(writers).IsCompleted)
        {
            _way.CutAround((CommitCut)random.Next(3));
            if (random.Next(8) == 0)
                _way.CutAllAndRefuse(random.Next(3));
            for (var reads = random.Next(20); reads > 0; reads--)
                await ReadAsync(store => store.ListPartnersAsync());
        }

        await Task.WhenAll(writers);
        var kept = await ReadAsync(store => store.ListOutboxAsync(0, int.MaxValue));

        Assert.True(outcomes.Fit(kept.Select(e => (e.CustomerId.Value, e.ChangeNumber))), $"Seed {seed}");
        Assert.True(kept.Count > writes * households.Count / 2, $"Seed {seed}: only {kept.Count} were kept.");
        Assert.Equal(kept.Count, (await Task.WhenAll(households.Select(CountTransactionsAsync))).Sum());
    }

    protected override async Task<IStore> OpenAsync()
    {
        _direct = await TestPostgres.NewDatabaseAsync();
        _way = new CuttableWay(_direct);
        return await PostgresStore.OpenAsync(_way.ConnectionString);
    }

    private Task EndSessionsAsync() => TestPostgres.ExecuteAsync(
        _direct, "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

    /// <summary>One more change of a customer, as a transaction and an event.</summary>
    private async Task<bool?> TryWriteAsync(Household mine, int change)
    {
        try
        {
            await WriteAsync(async store =>
            {
                await store.FindLoginAsync(mine.Customer.Id, mine.Login.Id);
                await store.AddTransactionsAsync([Sample.Transaction(mine.Account, await store.TakeIdsAsync(1))]);
                await store.AddOutboxEventAsync(Sample.Event(mine.Account, change));
            });
            return true;
        }
        catch (TributaryException trouble) when (trouble.Error == ErrorCatalogue.StoreUnavailable)
        {
            return trouble.Subject!.Contains("could not be found out", StringComparison.Ordinal) ? null : false;
        }
    }

    /// <summary>What the writers were told: kept, not kept, or unknown.</summary>
    private sealed class Outcomes
    {
        private readonly Dictionary<(long Customer, long Change), bool?> _told = [];

        public void Add(long customer, long change, bool? kept)
        {
            lock (_told)
                _told.Add((customer, change), kept);
        }

        public bool Fit(IEnumerable<(long Customer, long Change)> kept)
        {
            var times = kept.CountBy(write => write).ToDictionary();
            return _told.All(told => (times.GetValueOrDefault(told.Key), told.Value) is (1, not false) or (0, not true));
        }
    }
}
