using Tributary.Core.Accounts;

namespace Tributary.Storage.Tests.Contract;

/// <summary>Ids, change numbers and the order of events.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Ids_StartAboveAMillion_FollowWithoutAGap_AndAreNeverGivenTwice()
    {
        var taken = new List<long>();
        foreach (var count in new[] { 1, 5, 1, 100_000, 1 })
        {
            var first = await WriteAsync(store => store.TakeIdsAsync(count));
            Assert.True(first >= 1_000_001);
            Assert.True(taken.Count == 0 || first > taken[^1]);
            taken.AddRange([first, first + count - 1]);
        }
    }

    [Fact]
    public async Task Ids_OfDeletedRows_AreNotGivenAgain()
    {
        var mine = await AddHouseholdAsync();
        await FillAsync(mine);
        var last = await WriteAsync(store => store.TakeIdsAsync(1));

        await WriteAsync(store => store.DeletePartnerAsync(mine.Partner.Id));

        Assert.Equal(last + 1, await WriteAsync(store => store.TakeIdsAsync(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task TakeIds_OfNoCount_IsRefused(int count) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => WriteAsync(store => store.TakeIdsAsync(count)));

    [Fact]
    public async Task ChangeNumbers_CountEachCustomersChanges()
    {
        var mine = await AddHouseholdAsync();
        var other = await AddHouseholdAsync(mine.Partner);

        Assert.Equal(1, await WriteAsync(store => store.TakeChangeNumberAsync(mine.Customer.Id)));
        Assert.Equal(2, await WriteAsync(store => store.TakeChangeNumberAsync(mine.Customer.Id)));
        Assert.Equal(1, await WriteAsync(store => store.TakeChangeNumberAsync(other.Customer.Id)));
    }

    [Fact]
    public async Task Outbox_IsReadInOrderFromANumberOn_InPieces()
    {
        var mine = await AddHouseholdAsync();
        for (var change = 1; change <= 5; change++)
            await WriteAsync(store => store.AddOutboxEventAsync(Sample.Event(mine.Account, change)));

        var first = await ReadAsync(store => store.ListOutboxAsync(0, 2));
        var rest = await ReadAsync(store => store.ListOutboxAsync(first[^1].Number, 10));

        Assert.Equal([1, 2], first.Select(e => e.ChangeNumber));
        Assert.Equal([3, 4, 5], rest.Select(e => e.ChangeNumber));
        Assert.Empty(await ReadAsync(store => store.ListOutboxAsync(rest[^1].Number, 10)));
    }

    [Fact]
    public async Task OutboxNumbers_OfDeletedEvents_AreNotGivenAgain()
    {
        var mine = await AddHouseholdAsync();
        var other = await AddHouseholdAsync(mine.Partner);
        await WriteAsync(store => store.AddOutboxEventAsync(Sample.Event(mine.Account)));
        var seen = (await ReadAsync(store => store.ListOutboxAsync(0, 1)))[0].Number;

        await WriteAsync(store => store.TryDeleteCustomerAsync(mine.Partner.Id, mine.Customer.Id));
        await WriteAsync(store => store.AddOutboxEventAsync(Sample.Event(other.Account)));

        Assert.Equal(other.Customer.Id, Assert.Single(await ReadAsync(store => store.ListOutboxAsync(seen, 10))).CustomerId);
    }

    [Fact]
    public async Task AccessTokens_ThatHaveEnded_AreForgottenWithTheNextOneOfTheSamePartner()
    {
        var mine = await AddPartnerAsync();
        var other = await AddPartnerAsync();
        var end = Sample.Noon.AddHours(2);
        await WriteAsync(async store =>
        {
            await store.AddAccessTokenAsync(new([1], mine.Id, end), Sample.Noon);
            await store.AddAccessTokenAsync(new([2], mine.Id, end.AddTicks(1)), Sample.Noon);
            await store.AddAccessTokenAsync(new([3], other.Id, end), Sample.Noon);
        });
        Assert.NotNull(await ReadAsync(store => store.FindAccessTokenAsync([1])));

        await WriteAsync(store => store.AddAccessTokenAsync(new([4], mine.Id, end.AddHours(2)), end));

        Assert.Null(await ReadAsync(store => store.FindAccessTokenAsync([1])));
        Assert.NotNull(await ReadAsync(store => store.FindAccessTokenAsync([2])));
        Assert.NotNull(await ReadAsync(store => store.FindAccessTokenAsync([3])));
        Assert.NotNull(await ReadAsync(store => store.FindAccessTokenAsync([4])));
    }

    [Fact]
    public async Task Positions_AreReplacedAsAWhole_InOrderOfId()
    {
        var (_, customer, _, account) = await AddHouseholdAsync();
        await WriteAsync(store => store.ReplacePositionsAsync(customer.Id, account.Id, [Sample.Position(account, 1), Sample.Position(account, 2)]));

        var changed = Sample.Position(account, 2) with { Units = 3.0m };
        await WriteAsync(store => store.ReplacePositionsAsync(customer.Id, account.Id, [Sample.Position(account, 3), changed]));

        Assert.Equal([changed, Sample.Position(account, 3)], await ReadAsync(store => store.ListPositionsAsync(customer.Id, account.Id)));
        Assert.Equal([changed, Sample.Position(account, 3)], await ReadAsync(store => store.ListPositionsAsync(customer.Id)));
        await WriteAsync(store => store.ReplacePositionsAsync(customer.Id, account.Id, []));
        Assert.Empty(await ReadAsync(store => store.ListPositionsAsync(customer.Id, account.Id)));
    }

    [Fact]
    public async Task DailyBalances_AreKeptOneADay_OldestFirst()
    {
        var (_, customer, _, account) = await AddHouseholdAsync();
        DailyBalance[] set = [new(Sample.Monday, 1.00m), new(Sample.Monday.AddDays(-1), 2m), new(Sample.Monday, 3.50m)];
        foreach (var balance in set)
            await WriteAsync(store => store.SetDailyBalanceAsync(customer.Id, account.Id, balance));

        var balances = await ReadAsync(store => store.ListDailyBalancesAsync(customer.Id, account.Id));

        Assert.Equal([set[1], set[2]], balances);
    }

    [Fact]
    public async Task Accounts_AreListedByLoginAndDisplayPosition()
    {
        var mine = await AddHouseholdAsync();
        var later = Sample.Login(mine.Customer.Id, mine.Login.Id.Value + 100);
        await WriteAsync(async store =>
        {
            await store.AddLoginAsync(later);
            await store.AddAccountAsync(Sample.Account(later, 11) with { DisplayPosition = 2, State = AccountState.Pending });
            await store.AddAccountAsync(Sample.Account(later, 12) with { DisplayPosition = 1 });
            await store.AddAccountAsync(Sample.Account(mine.Login, 13) with { DisplayPosition = 0 });
        });

        var ids = (await ReadAsync(store => store.ListAccountsAsync(mine.Customer.Id))).Select(account => account.Id.Value);

        Assert.Equal([13, mine.Account.Id.Value, 12, 11], ids);
        Assert.Equal([mine.Login.Id, later.Id], (await ReadAsync(store => store.ListLoginsAsync(mine.Customer.Id))).Select(login => login.Id));
    }
}
