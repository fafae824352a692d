using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Secrets;
using Tributary.Core.SignIn;
using Tributary.Core.Subscriptions;
using Tributary.Core.Transactions;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Subscriptions;

/// <summary>What is fetched to be sent, and what the store keeps of how that went.</summary>
public sealed class DeliveriesTests : IAsyncLifetime
{
    private TestEngine _engine = null!;
    private SubscriptionRegistry _subscriptions = null!;
    private Deliveries _deliveries = null!;
    private Customer _customer = null!;
    private Account _account = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await TestEngine.StartAsync();
        _subscriptions = new SubscriptionRegistry(_engine.Store, _engine.Vault, _engine.Clock);
        _deliveries = new Deliveries(_engine.Store, _engine.Vault, _engine.Clock);
        _engine.Bank.Accounts = [Reports.Account("1111")];
        _customer = await _engine.AddCustomerAsync();
        _account = Assert.IsType<SignInOutcome.Succeeded>(await _engine.AddAllAsync(_customer)).Accounts[0];
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task LargeEvent_ComesInPages_EachTheSameUntilItIsTaken()
    {
        var subscription = await SubscribeAsync(SubscriptionKind.Transaction);
        var added = await ChangeAsync(added: 450, modified: 3);
        var later = await ChangeAsync(added: 1);

        var ids = new HashSet<string>(StringComparer.Ordinal);
        var told = new List<(NotificationType Type, TransactionId[] Ids)>();
        while (await NextAsync(subscription) is { } piece)
        {
            var again = (await NextAsync(subscription))!;
            Assert.Equal(piece.Notification.Id, again.Notification.Id);
            Assert.True(ids.Add(piece.Notification.Id));
            told.Add((piece.Notification.Type, [.. ((Notification.OfTransactions)piece.Notification).Transactions.Select(t => t.Id)]));
            await _deliveries.SucceededAsync(piece, CancellationToken.None);
        }

        Assert.Equal(
            [(NotificationType.Created, 200), (NotificationType.Created, 200), (NotificationType.Created, 50), (NotificationType.Modified, 3), (NotificationType.Created, 1)],
            told.Select(piece => (piece.Type, piece.Ids.Length)));
        Assert.Equal([.. added, .. later], told.Where(piece => piece.Type == NotificationType.Created).SelectMany(piece => piece.Ids));
        Assert.Equal((5, 0), (await StateAsync(subscription) is { } state ? (state.Subscription.Delivery.Delivered, state.Pending) : default));
    }

    [Fact]
    public async Task Subscription_IsToldOfWhatComesAfterIt()
    {
        await ChangeAsync(added: 2);
        var subscription = await SubscribeAsync(SubscriptionKind.Account);
        Assert.Null(await NextAsync(subscription));

        await ChangeAsync(added: 1);

        Assert.Equal(_account.Id, Assert.IsType<Notification.OfAccount>((await NextAsync(subscription))!.Notification).Account.Id);
    }

    [Fact]
    public async Task EventWithoutWhatTheSubscriberWants_IsPassedOver()
    {
        var subscription = await SubscribeAsync(SubscriptionKind.Transaction);
        await ChangeAsync(added: 0);

        Assert.Equal(1, (await StateAsync(subscription))!.Pending);
        Assert.Null(await NextAsync(subscription));

        Assert.Equal(0, (await StateAsync(subscription))!.Pending);
    }

    [Fact]
    public async Task AccountDeletedWhileAPieceIsUnderWay_IsStillTold_WhateverCameOfThePiece()
    {
        foreach (var isTaken in new[] { true, false })
        {
            var account = Assert.IsType<SignInOutcome.Succeeded>(await _engine.AddAllAsync(_customer, user: $"user-{isTaken}")).Accounts[0];
            var subscription = await SubscribeAsync(SubscriptionKind.Account, account);
            await ChangeAsync(added: 1, account: account);
            var piece = (await NextAsync(subscription))!;

            await _engine.Aggregator.DeleteAccountAsync(_customer, account.Id, CancellationToken.None);
            if (isTaken)
                await _deliveries.SucceededAsync(piece, CancellationToken.None);
            else
                Assert.Null((await _deliveries.FailedAsync(piece, "no", CancellationToken.None))!.Delivery.NextAttemptAt);

            var last = (await NextAsync(subscription))!;
            Assert.Equal(NotificationType.Deleted, last.Notification.Type);
            Assert.Equal(account.Id, Assert.IsType<Notification.OfAccount>(last.Notification).Account.Id);
            await _deliveries.SucceededAsync(last, CancellationToken.None);
            Assert.Null(await StateAsync(subscription));
        }
    }

    [Fact]
    public async Task SubscriptionEndedWhileAPieceIsUnderWay_StaysEnded()
    {
        var subscription = await SubscribeAsync(SubscriptionKind.Account);
        await ChangeAsync(added: 1);
        var piece = (await NextAsync(subscription))!;

        await _subscriptions.EndAsync(_customer.Id, _account.Id, CancellationToken.None);

        Assert.Null(await _deliveries.FailedAsync(piece, "no", CancellationToken.None));
        await _deliveries.SucceededAsync(piece, CancellationToken.None);
        Assert.Null(await NextAsync(subscription));
        Assert.Empty(await _subscriptions.ListAsync(0, 10, CancellationToken.None));
    }

    [Fact]
    public async Task DeletionThatNobodyTakes_IsGivenUpAfterSixHours()
    {
        var subscription = await SubscribeAsync(SubscriptionKind.Account);
        await _engine.Aggregator.DeleteAccountAsync(_customer, _account.Id, CancellationToken.None);
        Assert.NotNull(await _deliveries.FailedAsync((await NextAsync(subscription))!, "no", CancellationToken.None));

        _engine.Clock.Advance(DeliveryProgress.GiveUpAfter);

        Assert.Null(await _deliveries.FailedAsync((await NextAsync(subscription))!, "no", CancellationToken.None));
        Assert.Null(await StateAsync(subscription));
    }

    [Fact]
    public async Task DroppingAfterSixHours_TakesTheOldEventsAlone()
    {
        var subscription = await SubscribeAsync(SubscriptionKind.Account);
        await ChangeAsync(added: 1);
        await ChangeAsync(added: 1);
        await _deliveries.FailedAsync((await NextAsync(subscription))!, "no", CancellationToken.None);
        _engine.Clock.Advance(TimeSpan.FromHours(3));
        await ChangeAsync(added: 1);
        await _deliveries.FailedAsync((await NextAsync(subscription))!, "no", CancellationToken.None);
        Assert.Equal((3, 0), (await StateAsync(subscription) is { } before ? (before.Pending, before.Subscription.Delivery.Dropped) : default));

        _engine.Clock.Advance(TimeSpan.FromHours(3));
        await _deliveries.FailedAsync((await NextAsync(subscription))!, "no", CancellationToken.None);

        Assert.Equal((1, 2), (await StateAsync(subscription) is { } after ? (after.Pending, after.Subscription.Delivery.Dropped) : default));
    }

    [Fact]
    public async Task ElevenDifferentCallbacks_AreOneTooMany_AndTheSameOneIsNot()
    {
        for (var i = 0; i < SubscriptionRegistry.MostCallbacks; i++)
            await SubscribeAsync(SubscriptionKind.Account, url: $"https://app.example/{i}");
        await SubscribeAsync(SubscriptionKind.Account, url: "https://app.example/0");

        var refusal = await Assert.ThrowsAsync<TributaryException>(() => SubscribeAsync(SubscriptionKind.Account, url: "https://app.example/eleven"));

        Assert.Equal((ErrorCatalogue.ParameterInvalid, "callbackUrl (an account has 10 callbacks at most)"), (refusal.Error, refusal.Subject));
        Assert.Equal(2 * SubscriptionRegistry.MostCallbacks, (await _subscriptions.ListAsync(0, 100, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task SigningKey_OpensForItsSubscriptionAlone()
    {
        var both = await _subscriptions.SubscribeAsync(
            _customer.Id, _account.Id, "https://app.example/", NotificationFormat.Json, isForTests: true, CancellationToken.None);
        await ChangeAsync(added: 1);

        foreach (var one in both)
            Assert.Equal(one.SigningKey, (await NextAsync(one.Subscription))!.SigningKey);
        await Assert.ThrowsAsync<SealBrokenException>(() => _engine.Store.ReadAsync(
            reader => _engine.Vault.OpenAsync(
                reader, SecretAddress.OfSubscription(_customer.Id, both[0].Subscription.Id), both[1].Subscription.SealedSigningKey, CancellationToken.None),
            CancellationToken.None));
    }

    private async Task<Subscription> SubscribeAsync(SubscriptionKind kind, Account? account = null, string url = "https://app.example/") =>
        (await _subscriptions.SubscribeAsync(
            _customer.Id, (account ?? _account).Id, url, NotificationFormat.Json, isForTests: true, CancellationToken.None))
        .Select(added => added.Subscription).Single(subscription => subscription.Kind == kind);

    private Task<Delivery?> NextAsync(Subscription subscription) =>
        _deliveries.FindNextAsync(subscription.CustomerId, subscription.Id, CancellationToken.None);

    private async Task<SubscriptionState?> StateAsync(Subscription subscription) =>
        (await _subscriptions.ListAsync(0, 100, CancellationToken.None)).SingleOrDefault(state => state.Subscription.Id == subscription.Id);

    /// <summary>A change as ingestion would make it.</summary>
    private Task<TransactionId[]> ChangeAsync(int added, int modified = 0, Account? account = null) => _engine.Store.WriteAsync(
        async tx =>
        {
            var change = await tx.TakeChangeNumberAsync(_customer.Id);
            var first = await tx.TakeIdsAsync(added + modified + 1);
            Transaction[] rows = [.. Enumerable.Range(0, added + modified).Select(place => new Transaction
            {
                CustomerId = _customer.Id,
                Id = new TransactionId(first + place),
                AccountId = (account ?? _account).Id,
                State = TransactionState.Posted,
                Amount = -1,
                Currency = _account.Currency,
                PostedDate = new DateOnly(2026, 3, 1),
                Description = "",
                CreatedAt = _engine.Clock.GetUtcNow(),
                UpdatedAt = _engine.Clock.GetUtcNow(),
                AddedInChange = place < added ? change : 0,
                ChangeNumber = change,
            })];
            await tx.AddTransactionsAsync(rows);
            await tx.AddOutboxEventAsync(
                new OutboxEvent(0, _customer.Id, (account ?? _account).Id, change, added, modified, 0, _engine.Clock.GetUtcNow()));
            return rows.Take(added).Select(row => row.Id).ToArray();
        },
        CancellationToken.None);
}
