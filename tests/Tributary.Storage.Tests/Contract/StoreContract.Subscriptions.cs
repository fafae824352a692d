using Tributary.Core.Changes;
using Tributary.Core.Subscriptions;
using Tributary.Core.Transactions;

namespace Tributary.Storage.Tests.Contract;

/// <summary>Subscriptions: how far each has been told survives, what waits is found, and what is told are the rows of a change.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Subscription_ComesBackAsItWas_NewAndTold()
    {
        var mine = await AddHouseholdAsync();
        var blank = await SubscribeAsync(mine);
        var told = blank with
        {
            Delivery = new DeliveryProgress
            {
                Position = new DeliveryPosition(12, NotificationType.Modified, 9007199254740991),
                Failures = 3,
                FailingSince = Sample.Noon.AddTicks(1),
                NextAttemptAt = Sample.Noon.AddTicks(2),
                LastError = "HTTP 500 – naïve 🏦",
                DeliveredAt = Sample.Noon.AddTicks(3),
                Delivered = long.MaxValue,
                Dropped = 4,
            },
        };

        AssertSame(blank, (await FindAsync(blank))!);
        await WriteAsync(store => store.UpdateSubscriptionAsync(told));

        AssertSame(told, (await FindAsync(blank))!);
        AssertSame(told, Assert.Single(await ReadAsync(store => store.ListSubscriptionsAsync(mine.Customer.Id, mine.Account.Id))));
    }

    [Fact]
    public async Task ClosingSubscription_KeepsTheAccount_WhichIsGone()
    {
        var mine = await AddHouseholdAsync();
        var account = Sample.FullAccount(mine.Login, mine.Account.Id.Value);
        var closing = await SubscribeAsync(mine);
        var going = await SubscribeAsync(mine, SubscriptionKind.Transaction);

        await WriteAsync(async store =>
        {
            await store.UpdateSubscriptionAsync(closing with { Closing = account });
            Assert.True(await store.TryDeleteAccountAsync(mine.Customer.Id, account.Id));
        });

        AssertSame(closing with { Closing = account }, (await FindAsync(closing))!);
        Assert.Null(await FindAsync(going));
        Assert.Equal(closing.Id, Assert.Single(await ReadAsync(store => store.ListWaitingSubscriptionsAsync(1000))).Id);
    }

    [Fact]
    public async Task Subscriptions_GoWithAccountLoginCustomerAndPartner_AndLeaveTheNeighbours()
    {
        var (ofAccount, ofLogin, ofCustomer, ofPartner, neighbour) =
            (await AddHouseholdAsync(), await AddHouseholdAsync(), await AddHouseholdAsync(), await AddHouseholdAsync(), await AddHouseholdAsync());
        var (a, l, c, p, n) = (
            await SubscribeAsync(ofAccount),
            await SubscribeAsync(ofLogin),
            await SubscribeAsync(ofCustomer),
            await SubscribeAsync(ofPartner),
            await SubscribeAsync(neighbour));
        var closing = await SubscribeAsync(ofCustomer);
        await WriteAsync(store => store.UpdateSubscriptionAsync(closing with { Closing = ofCustomer.Account }));

        await WriteAsync(async store =>
        {
            await store.TryDeleteAccountAsync(ofAccount.Customer.Id, ofAccount.Account.Id);
            await store.TryDeleteLoginAsync(ofLogin.Customer.Id, ofLogin.Login.Id);
            await store.TryDeleteCustomerAsync(ofCustomer.Partner.Id, ofCustomer.Customer.Id);
            await store.DeletePartnerAsync(ofPartner.Partner.Id);
        });

        foreach (var gone in new[] { a, l, c, p, closing })
            Assert.Null(await FindAsync(gone));
        Assert.NotNull(await FindAsync(n));
    }

    [Fact]
    public async Task Subscription_OfAStranger_IsNotThere()
    {
        var mine = await AddHouseholdAsync();
        var stranger = await AddHouseholdAsync();
        var subscription = await SubscribeAsync(mine);

        Assert.Null(await ReadAsync(store => store.FindSubscriptionAsync(stranger.Customer.Id, subscription.Id)));
        Assert.Empty(await ReadAsync(store => store.ListSubscriptionsAsync(stranger.Customer.Id, mine.Account.Id)));
        Assert.False(await WriteAsync(store => store.TryDeleteSubscriptionAsync(stranger.Customer.Id, subscription.Id)));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            WriteAsync(store => store.UpdateSubscriptionAsync(subscription with { CustomerId = stranger.Customer.Id })));
        Assert.Empty(await ReadAsync(store => store.ListTransactionsOfChangeAsync(
            stranger.Customer.Id, mine.Account.Id, 0, NotificationType.Created, 0, 10)));
        Assert.True(await WriteAsync(store => store.TryDeleteSubscriptionAsync(mine.Customer.Id, subscription.Id)));
        Assert.False(await WriteAsync(store => store.TryDeleteSubscriptionAsync(mine.Customer.Id, subscription.Id)));
    }

    [Fact]
    public async Task WaitingSubscriptions_AreThoseWithEventsBehindTheirPosition()
    {
        var mine = await AddHouseholdAsync();
        var other = await AddHouseholdAsync();
        var (first, second) = (await SubscribeAsync(mine), await SubscribeAsync(mine, SubscriptionKind.Transaction));
        await SubscribeAsync(other);
        Assert.Equal(0, await ReadAsync(store => store.FindLastEventNumberAsync()));
        Assert.Empty(await WaitingAsync(0));

        await WriteAsync(store => store.AddOutboxEventAsync(Sample.Event(mine.Account)));
        await WriteAsync(store => store.AddOutboxEventAsync(Sample.Event(mine.Account)));
        var events = await ReadAsync(store => store.ListOutboxAsync(0, 10));
        var (one, two) = (events[0].Number, events[1].Number);

        Assert.Equal(two, await ReadAsync(store => store.FindLastEventNumberAsync()));
        Assert.Equal([first.Id, second.Id], await WaitingAsync(0));
        Assert.Empty(await WaitingAsync(two));
        await TellAsync(first, new DeliveryPosition(two));
        await TellAsync(second, new DeliveryPosition(two, NotificationType.Created, 5));
        Assert.Equal([second.Id], await WaitingAsync(one));

        var states = await ReadAsync(store => store.ListSubscriptionStatesAsync(0, 2));
        Assert.Equal([(first.Id, 0), (second.Id, 1)], states.Select(state => (state.Subscription.Id, state.Pending)));
        Assert.All(states, state => Assert.Equal(mine.Partner.PublicId, state.PartnerPublicId));
        Assert.Single(await ReadAsync(store => store.ListSubscriptionStatesAsync(second.Id.Value, 10)));
    }

    [Fact]
    public async Task NextEvent_IsTheAccountsFirstFromANumberOn()
    {
        var mine = await AddHouseholdAsync();
        var other = await AddHouseholdAsync();
        foreach (var account in new[] { mine.Account, other.Account, mine.Account })
            await WriteAsync(store => store.AddOutboxEventAsync(Sample.Event(account)));
        var numbers = (await ReadAsync(store => store.ListOutboxAsync(0, 10))).Select(e => e.Number).ToArray();

        Assert.Equal(numbers[0], (await NextAsync(mine, 0))!.Number);
        Assert.Equal(numbers[0], (await NextAsync(mine, numbers[0]))!.Number);
        Assert.Equal(numbers[2], (await NextAsync(mine, numbers[0] + 1))!.Number);
        Assert.Null(await NextAsync(mine, numbers[2] + 1));
        Assert.Equal(numbers[1], (await NextAsync(other, 0))!.Number);
    }

    [Fact]
    public async Task TransactionsOfAChange_AreToldByWhatItDid_InPages()
    {
        var mine = await AddHouseholdAsync();
        var other = await AddHouseholdAsync();
        var id = await WriteAsync(store => store.TakeIdsAsync(6));
        Transaction Row(int place, long added, long changed, TransactionState state = TransactionState.Posted) =>
            Sample.Transaction(mine.Account, id + place) with { AddedInChange = added, ChangeNumber = changed, State = state };
        Transaction[] rows =
        [
            Row(0, added: 1, changed: 1), Row(1, added: 1, changed: 2), Row(2, added: 1, changed: 2, TransactionState.Vanished),
            Row(3, added: 2, changed: 2), Row(4, added: 2, changed: 3), Row(5, added: 2, changed: 2, TransactionState.Pending),
        ];
        await WriteAsync(store => store.AddTransactionsAsync(rows));
        await WriteAsync(store => store.AddTransactionsAsync([Sample.Transaction(other.Account, id + 100) with { AddedInChange = 2, ChangeNumber = 2 }]));

        async Task<IEnumerable<int>> OfAsync(NotificationType type, long after = 0, int limit = 10) =>
            [.. (await ReadAsync(store => store.ListTransactionsOfChangeAsync(mine.Customer.Id, mine.Account.Id, 2, type, after, limit)))
                .Select(row => (int)(row.Id.Value - id))];

        Assert.Equal([3, 4, 5], await OfAsync(NotificationType.Created));
        Assert.Equal([3, 4], await OfAsync(NotificationType.Created, limit: 2));
        Assert.Equal([5], await OfAsync(NotificationType.Created, after: id + 4));
        Assert.Equal([1], await OfAsync(NotificationType.Modified));
        Assert.Equal([2], await OfAsync(NotificationType.Deleted));
    }

    [Fact]
    public async Task OldEvents_AreDeletedOnceNobodyWaitsForThem()
    {
        var mine = await AddHouseholdAsync();
        var unheard = await AddHouseholdAsync();
        var subscription = await SubscribeAsync(mine);
        foreach (var account in new[] { mine.Account, unheard.Account, unheard.Account, mine.Account })
            await WriteAsync(store => store.AddOutboxEventAsync(Sample.Event(account)));
        await WriteAsync(store => store.AddOutboxEventAsync(Sample.Event(unheard.Account) with { At = Sample.Noon.AddDays(1) }));
        var numbers = (await ReadAsync(store => store.ListOutboxAsync(0, 10))).Select(e => e.Number).ToArray();

        Assert.Equal(0, await WriteAsync(store => store.DeleteOldEventsAsync(Sample.Noon, 10)));
        Assert.Equal(1, await WriteAsync(store => store.DeleteOldEventsAsync(Sample.Noon.AddTicks(1), 1)));
        Assert.Equal(1, await WriteAsync(store => store.DeleteOldEventsAsync(Sample.Noon.AddTicks(1), 10)));
        await TellAsync(subscription, new DeliveryPosition(numbers[0]));
        Assert.Equal(1, await WriteAsync(store => store.DeleteOldEventsAsync(Sample.Noon.AddTicks(1), 10)));
        await TellAsync(subscription, new DeliveryPosition(numbers[3], NotificationType.Created, 1));
        Assert.Equal(0, await WriteAsync(store => store.DeleteOldEventsAsync(Sample.Noon.AddTicks(1), 10)));

        Assert.Equal([numbers[3], numbers[4]], (await ReadAsync(store => store.ListOutboxAsync(0, 10))).Select(e => e.Number));
    }

    private static void AssertSame(Subscription expected, Subscription actual)
    {
        Assert.Equal(expected.SealedSigningKey, actual.SealedSigningKey);
        Assert.Equal(expected, actual with { SealedSigningKey = expected.SealedSigningKey });
    }

    private Task<Subscription> SubscribeAsync(Household household, SubscriptionKind kind = SubscriptionKind.Account) => WriteAsync(async store =>
    {
        var subscription = Sample.Subscription(household.Account, await store.TakeIdsAsync(1)) with { Kind = kind };
        await store.AddSubscriptionAsync(subscription);
        return subscription;
    });

    private Task<Subscription?> FindAsync(Subscription subscription) =>
        ReadAsync(store => store.FindSubscriptionAsync(subscription.CustomerId, subscription.Id));

    private Task TellAsync(Subscription subscription, DeliveryPosition position) => WriteAsync(store =>
        store.UpdateSubscriptionAsync(subscription with { Delivery = subscription.Delivery with { Position = position } }));

    private async Task<SubscriptionId[]> WaitingAsync(long after) =>
        [.. (await ReadAsync(store => store.ListWaitingSubscriptionsAsync(after))).Select(subscription => subscription.Id)];

    private Task<OutboxEvent?> NextAsync(Household household, long from) =>
        ReadAsync(store => store.FindNextEventAsync(household.Customer.Id, household.Account.Id, from));
}
