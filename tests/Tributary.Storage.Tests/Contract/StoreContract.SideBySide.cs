using Tributary.Core.Changes;

namespace Tributary.Storage.Tests.Contract;

/// <summary>Writers side by side: what one of them looked at stands still until it ends, so that nothing is made twice and nothing is lost.</summary>
public abstract partial class StoreContract
{
    private const int Writers = 20;

    [Fact]
    public async Task TwentyImportsOfOneStatementAtOnce_AddItsLoginAccountAndTransactionsOnce()
    {
        var mine = await AddHouseholdAsync();
        byte[] identity = [7, 7];

        var added = await AtOnceAsync(_ => WriteAsync(async store =>
        {
            var login = await store.FindLoginByIdentityAsync(mine.Customer.Id, mine.Login.InstitutionId, identity);
            if (login is null)
            {
                login = Sample.Login(mine.Customer.Id, await store.TakeIdsAsync(1)) with { IdentityTag = identity };
                await store.AddLoginAsync(login);
            }

            var account = (await store.ListAccountsAsync(mine.Customer.Id, login.Id)).SingleOrDefault();
            if (account is null)
            {
                account = Sample.Account(login, await store.TakeIdsAsync(1)) with { InstitutionKey = "the account" };
                await store.AddAccountAsync(account);
            }

            var known = await store.ListMatchCandidatesAsync(mine.Customer.Id, account.Id, Sample.Monday, Sample.Monday, ["FIT-1"]);
            if (known.Count > 0)
                return false;
            var transaction = Sample.Transaction(account, await store.TakeIdsAsync(1)) with { InstitutionTransactionId = "FIT-1" };
            await store.AddTransactionsAsync([transaction]);
            return true;
        }));

        Assert.Single(added, wasNew => wasNew);
        Assert.Equal(2, (await ReadAsync(store => store.ListLoginsAsync(mine.Customer.Id))).Count);
        Assert.Equal(1, await CountTransactionsAsync(mine));
    }

    [Fact]
    public async Task TwentyCallersAtOnce_WhoAddACustomerWhereNoneIs_AllGetTheSame()
    {
        var partner = await AddPartnerAsync();

        var ids = await AtOnceAsync(_ => WriteAsync(async store =>
        {
            if (await store.FindCustomerByUsernameAsync(partner.Id, "me") is { } known)
                return known.Id;
            var customer = Sample.Customer(partner.Id, await store.TakeIdsAsync(1)) with { Username = "me" };
            Assert.True(await store.TryAddCustomerAsync(customer));
            return customer.Id;
        }));

        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task TwentyFailuresOfAPartnerAtOnce_AreAllCounted()
    {
        var partner = await AddPartnerAsync();

        await AtOnceAsync(writer => WriteAsync(async store =>
        {
            var found = writer % 2 == 0
                ? await store.FindPartnerByAppKeyAsync(partner.AppKeyTag)
                : await store.FindPartnerByPublicIdAsync(partner.PublicId);
            await store.UpdatePartnerAsync(found! with { FailedAuthentications = found.FailedAuthentications + 1 });
            return true;
        }));

        Assert.Equal(Writers, (await ReadAsync(store => store.FindPartnerAsync(partner.Id)))!.FailedAuthentications);
    }

    [Fact]
    public async Task TwentyStartsAtOnce_WhoMakeASettingWhereNoneIs_AllGetTheSame()
    {
        var values = await AtOnceAsync(writer => WriteAsync(async store =>
        {
            if (await store.FindSettingAsync("key.check") is { } known)
                return known[0];
            await store.SetSettingAsync("key.check", [(byte)writer]);
            return (byte)writer;
        }));

        Assert.Single(values.Distinct());
    }

    [Fact]
    public async Task BlocksOfIds_TakenAtOnce_NeitherOverlapNorHaveGaps()
    {
        var blocks = await AtOnceAsync(async writer =>
        {
            var taken = new List<(long First, int Count)>();
            for (var i = 0; i < 10; i++)
            {
                var count = (writer + i) % 3 == 0 ? 1 : (writer * 7) + i + 1;
                taken.Add((await WriteAsync(store => store.TakeIdsAsync(count)), count));
            }

            Assert.Equal(taken.OrderBy(block => block.First), taken);
            return taken;
        });

        var all = blocks.SelectMany(taken => taken).OrderBy(block => block.First).ToList();
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(pair.First.First + pair.First.Count <= pair.Second.First, $"{pair}"));
    }

    [Fact]
    public async Task Events_FollowedByTheirNumbersWhileManyWrite_AreSeenEachOnce()
    {
        var partner = await AddPartnerAsync();
        var households = new List<Household>();
        for (var i = 0; i < 6; i++)
            households.Add(await AddHouseholdAsync(partner));
        using var done = new CancellationTokenSource();
        var following = Task.Run(() => FollowEventsAsync(done.Token));

        await Task.WhenAll(households.Select((mine, writer) => Task.Run(async () =>
        {
            for (var change = 1; change <= 15; change++)
            {
                await WriteAsync(async store =>
                {
                    await store.AddOutboxEventAsync(Sample.Event(mine.Account, change));
                    if ((change + writer) % 3 == 0)
                        await store.ListTransactionsAsync(mine.Customer.Id, Everything());
                });
            }
        })));
        await done.CancelAsync();
        var seen = await following;

        Assert.Equal(6 * 15, seen.Count);
        foreach (var mine in households)
            Assert.Equal(Enumerable.Range(1, 15).Select(i => (long)i), seen.Where(e => e.CustomerId == mine.Customer.Id).Select(e => e.ChangeNumber));
    }

    [Fact]
    public async Task EventsOfAWrite_AreSeenByItself()
    {
        var mine = await AddHouseholdAsync();

        var seen = await WriteAsync(async store =>
        {
            await store.AddOutboxEventAsync(Sample.Event(mine.Account, 1));
            await store.AddOutboxEventAsync(Sample.Event(mine.Account, 2));
            var first = await store.ListOutboxAsync(0, 10);
            await store.AddOutboxEventAsync(Sample.Event(mine.Account, 3));
            return first.Concat(await store.ListOutboxAsync(first[^1].Number, 10)).ToList();
        });

        Assert.Equal([1, 2, 3], seen.Select(e => e.ChangeNumber));
        Assert.Equal(seen, await ReadAsync(store => store.ListOutboxAsync(0, 10)));
    }

    [Fact]
    public async Task WritersThatNameTwoCustomers_InEitherOrder_AllFinish()
    {
        var mine = await AddHouseholdAsync();
        var other = await AddHouseholdAsync(mine.Partner);

        const int writers = 4;
        await AtOnceAsync(writers, writer => WriteAsync(async store =>
        {
            var (first, second) = writer % 2 == 0 ? (mine, other) : (other, mine);
            await store.TakeChangeNumberAsync(first.Customer.Id);
            await Task.Yield();
            return await store.TakeChangeNumberAsync(second.Customer.Id);
        }));

        Assert.Equal(writers + 1, await WriteAsync(store => store.TakeChangeNumberAsync(mine.Customer.Id)));
        Assert.Equal(writers + 1, await WriteAsync(store => store.TakeChangeNumberAsync(other.Customer.Id)));
    }

    [Fact]
    public async Task DeletingACustomer_RacingAnImport_NeverBringsAnythingBack()
    {
        var partner = await AddPartnerAsync();
        for (var round = 0; round < (IsLong ? 500 : 15); round++)
        {
            var mine = await AddHouseholdAsync(partner);
            await Task.WhenAll(
                Task.Run(() => WriteAsync(store => store.TryDeleteCustomerAsync(partner.Id, mine.Customer.Id))),
                Task.Run(() => WriteAsync(async store =>
                {
                    if (await store.FindLoginAsync(mine.Customer.Id, mine.Login.Id) is not null)
                        await WriteALotAsync(store, mine);
                })));

            Assert.Equal((0, 0), await ReadAsync(async store => (
                (await store.ListTransactionsAsync(mine.Customer.Id, Everything())).Total, (await store.ListOutboxAsync(0, 10)).Count)));
        }
    }

    private static Task<IReadOnlyList<T>> AtOnceAsync<T>(Func<int, Task<T>> write) => AtOnceAsync(Writers, write);

    private static async Task<IReadOnlyList<T>> AtOnceAsync<T>(int writers, Func<int, Task<T>> write) =>
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => write(writer))));

    private async Task<List<OutboxEvent>> FollowEventsAsync(CancellationToken done)
    {
        var seen = new List<OutboxEvent>();
        while (true)
        {
            // Asked before the read, so that the last round sees what was written last.
            var isLastRound = done.IsCancellationRequested;
            var next = await ReadAsync(store => store.ListOutboxAsync(seen.Count == 0 ? 0 : seen[^1].Number, 4));
            seen.AddRange(next);
            if (isLastRound && next.Count == 0)
                return seen;
        }
    }
}
