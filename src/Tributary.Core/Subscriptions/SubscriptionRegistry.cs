using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Secrets;
using Tributary.Core.Store;

namespace Tributary.Core.Subscriptions;

/// <summary>Begins, lists and ends subscriptions.</summary>
public sealed class SubscriptionRegistry(IStore store, IVault vault, TimeProvider clock)
{
    /// <summary>How many different callbacks one account may have.</summary>
    public const int MostCallbacks = 10;

    private const int SigningKeyLength = 40;

    /// <summary>
    /// Subscribes a callback to an account: once to the account itself and once to its transactions. They are told of what happens from
    /// now on. The same callback again takes the place of the earlier ones, with new ids and keys.
    /// </summary>
    /// <param name="customer">Whose.</param>
    /// <param name="account">The account.</param>
    /// <param name="callbackUrl">Where to tell it; the caller has verified it.</param>
    /// <param name="format">In which form.</param>
    /// <param name="isForTests">Whether the account is one at a demo bank.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The two, the account's first, each with its signing key.</returns>
    /// <exception cref="TributaryException"><c>account.not-found</c>; <c>request.parameter-invalid</c> for one callback too many.</exception>
    public Task<IReadOnlyList<NewSubscription>> SubscribeAsync(
        CustomerId customer, AccountId account, string callbackUrl, NotificationFormat format, bool isForTests, CancellationToken cancellationToken) =>
        store.WriteAsync<IReadOnlyList<NewSubscription>>(
            async tx =>
            {
                if (await tx.FindAccountAsync(customer, account) is null)
                    throw new TributaryException(ErrorCatalogue.AccountNotFound, account.ToString());
                var others = await tx.ListSubscriptionsAsync(customer, account);
                foreach (var same in others.Where(other => other.CallbackUrl == callbackUrl))
                    await tx.TryDeleteSubscriptionAsync(customer, same.Id);
                if (others.Select(other => other.CallbackUrl).Append(callbackUrl).Distinct(StringComparer.Ordinal).Count() > MostCallbacks)
                    throw new TributaryException(ErrorCatalogue.ParameterInvalid, $"callbackUrl (an account has {MostCallbacks} callbacks at most)");

                var from = new DeliveryProgress { Position = new DeliveryPosition(await tx.FindLastEventNumberAsync()) };
                var added = new List<NewSubscription>();
                foreach (var kind in Enum.GetValues<SubscriptionKind>())
                {
                    var id = new SubscriptionId(await tx.TakeIdsAsync(1));
                    var key = new Secret(RandomText.LettersAndDigits(SigningKeyLength));
                    var subscription = new Subscription
                    {
                        CustomerId = customer,
                        Id = id,
                        AccountId = account,
                        Kind = kind,
                        CallbackUrl = callbackUrl,
                        SealedSigningKey = await vault.SealAsync(tx, SecretAddress.OfSubscription(customer, id), key, cancellationToken),
                        Format = format,
                        IsForTests = isForTests,
                        CreatedAt = clock.GetUtcNow(),
                        Delivery = from,
                    };
                    await tx.AddSubscriptionAsync(subscription);
                    added.Add(new NewSubscription(subscription, key));
                }

                return added;
            },
            cancellationToken);

    /// <summary>Ends all subscriptions of an account; what they have not been told yet is not told any more.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException"><c>account.not-subscribed</c>.</exception>
    public Task EndAsync(CustomerId customer, AccountId account, CancellationToken cancellationToken) => store.WriteAsync(
        async tx =>
        {
            var subscriptions = await tx.ListSubscriptionsAsync(customer, account);
            if (subscriptions.Count == 0)
                throw new TributaryException(ErrorCatalogue.AccountNotSubscribed, account.ToString());
            foreach (var subscription in subscriptions)
                await tx.TryDeleteSubscriptionAsync(customer, subscription.Id);
        },
        cancellationToken);

    /// <summary>Ends one subscription.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="id">The subscription.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException"><c>subscription.not-found</c>.</exception>
    public Task EndAsync(CustomerId customer, SubscriptionId id, CancellationToken cancellationToken) => store.WriteAsync(
        async tx =>
        {
            if (await tx.FindSubscriptionAsync(customer, id) is not { Closing: null } || !await tx.TryDeleteSubscriptionAsync(customer, id))
                throw new TributaryException(ErrorCatalogue.SubscriptionNotFound, id.ToString());
        },
        cancellationToken);

    /// <summary>A page of the subscriptions of all customers, for the operator.</summary>
    /// <param name="after">The last id already seen, or 0.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The subscriptions in order of id.</returns>
    public Task<IReadOnlyList<SubscriptionState>> ListAsync(long after, int limit, CancellationToken cancellationToken) =>
        store.ReadAsync(reader => reader.ListSubscriptionStatesAsync(after, limit), cancellationToken);

    /// <summary>
    /// Lets the subscribers to an account that is about to be deleted be told so: those to the account itself stay until they have been, the others
    /// go with it. What they have not been told yet is not told any more.
    /// </summary>
    /// <param name="tx">The transaction that deletes the account.</param>
    /// <param name="account">The account as it is.</param>
    /// <returns>A task.</returns>
    internal static async Task CloseAsync(IStoreWriter tx, Account account)
    {
        foreach (var subscription in await tx.ListSubscriptionsAsync(account.CustomerId, account.Id))
        {
            if (subscription.Kind == SubscriptionKind.Account)
                await tx.UpdateSubscriptionAsync(subscription with { Closing = account, Delivery = subscription.Delivery.Afresh() });
        }
    }
}

/// <summary>A subscription just begun.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="SigningKey">Its key, which is told this once.</param>
public sealed record NewSubscription(Subscription Subscription, Secret SigningKey);
