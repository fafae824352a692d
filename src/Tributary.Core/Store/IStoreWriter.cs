using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Operators;
using Tributary.Core.Partners;
using Tributary.Core.Positions;
using Tributary.Core.Secrets;
using Tributary.Core.Transactions;

namespace Tributary.Core.Store;

/// <summary>
/// What can be written, inside one transaction of <see cref="IStore.WriteAsync{T}"/>. Reads see the writes before them.
/// Adding a row whose parent is gone, or updating or deleting one that is not there, throws <see cref="InvalidOperationException"/>
/// unless said otherwise: the engine looks first.
/// </summary>
public partial interface IStoreWriter : IStoreReader
{
    /// <summary>Takes ids nobody has had before.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The first of them; the others follow it without a gap. Greater than all taken before.</returns>
    Task<long> TakeIdsAsync(int count);

    /// <summary>Takes the customer's next change number, for everything this transaction changes.</summary>
    /// <param name="customer">Whose.</param>
    /// <returns>The number, greater than every earlier one of this customer.</returns>
    Task<long> TakeChangeNumberAsync(CustomerId customer);

    /// <summary>Sets a value of the store itself.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>A task.</returns>
    Task SetSettingAsync(string name, byte[] value);

    /// <summary>Keeps a scope's data key.</summary>
    /// <param name="key">The wrapped key.</param>
    /// <returns>A task.</returns>
    Task AddDataKeyAsync(WrappedDataKey key);

    /// <summary>Registers a partner.</summary>
    /// <param name="partner">The partner.</param>
    /// <returns>False when its public id or app key is taken.</returns>
    Task<bool> TryAddPartnerAsync(Partner partner);

    /// <summary>Writes a partner's name, secret, app key, failures and lock.</summary>
    /// <param name="partner">The partner.</param>
    /// <returns>A task.</returns>
    Task UpdatePartnerAsync(Partner partner);

    /// <summary>Deletes a partner with its tokens, its customers and all their data and keys.</summary>
    /// <param name="id">The partner.</param>
    /// <returns>A task.</returns>
    Task DeletePartnerAsync(PartnerId id);

    /// <summary>Keeps an access token, and forgets those of the same partner that have ended.</summary>
    /// <param name="token">The token.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>A task.</returns>
    Task AddAccessTokenAsync(AccessToken token, DateTimeOffset now);

    /// <summary>Forgets all access tokens of a partner.</summary>
    /// <param name="partner">Whose.</param>
    /// <returns>A task.</returns>
    Task DeleteAccessTokensAsync(PartnerId partner);

    /// <summary>Keeps an operator token.</summary>
    /// <param name="token">The token.</param>
    /// <returns>False when the name is taken.</returns>
    Task<bool> TryAddOperatorTokenAsync(OperatorToken token);

    /// <summary>Deletes an operator token.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>False when there is none of this name.</returns>
    Task<bool> TryDeleteOperatorTokenAsync(string name);

    /// <summary>Adds a customer.</summary>
    /// <param name="customer">The customer.</param>
    /// <returns>False when the partner already has one of this username.</returns>
    Task<bool> TryAddCustomerAsync(Customer customer);

    /// <summary>Writes a customer's names, addresses, type and the instant of their change.</summary>
    /// <param name="customer">The customer.</param>
    /// <returns>A task.</returns>
    Task UpdateCustomerAsync(Customer customer);

    /// <summary>Deletes a customer with everything that is the customer's, data keys included.</summary>
    /// <param name="partner">Whose customer.</param>
    /// <param name="id">The customer.</param>
    /// <returns>False when the partner has no such customer.</returns>
    Task<bool> TryDeleteCustomerAsync(PartnerId partner, CustomerId id);

    /// <summary>Adds an institution login.</summary>
    /// <param name="login">The login.</param>
    /// <returns>A task.</returns>
    Task AddLoginAsync(InstitutionLogin login);

    /// <summary>Writes a login's identity, label, status and dates.</summary>
    /// <param name="login">The login.</param>
    /// <returns>A task.</returns>
    Task UpdateLoginAsync(InstitutionLogin login);

    /// <summary>Deletes a login with its credentials and accounts.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="id">The login.</param>
    /// <returns>False when the customer has no such login.</returns>
    Task<bool> TryDeleteLoginAsync(CustomerId customer, InstitutionLoginId id);

    /// <summary>Keeps a sealed field of a login, in place of an earlier value.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="login">The login.</param>
    /// <param name="field">The field.</param>
    /// <returns>A task.</returns>
    Task SetSealedFieldAsync(CustomerId customer, InstitutionLoginId login, SealedField field);

    /// <summary>Adds an account.</summary>
    /// <param name="account">The account.</param>
    /// <returns>A task.</returns>
    Task AddAccountAsync(Account account);

    /// <summary>Writes everything about an account but its ids, key and creation.</summary>
    /// <param name="account">The account.</param>
    /// <returns>A task.</returns>
    Task UpdateAccountAsync(Account account);

    /// <summary>Deletes an account with its transactions, positions and balances.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="id">The account.</param>
    /// <returns>False when the customer has no such account.</returns>
    Task<bool> TryDeleteAccountAsync(CustomerId customer, AccountId id);

    /// <summary>Adds transactions of one customer; the hot path of ingestion.</summary>
    /// <param name="transactions">The transactions, all of one customer.</param>
    /// <returns>A task.</returns>
    Task AddTransactionsAsync(IReadOnlyCollection<Transaction> transactions);

    /// <summary>Writes changed transactions of one customer, and keeps what each was before in its history.</summary>
    /// <param name="transactions">The transactions as they shall be, all of one customer, each once.</param>
    /// <returns>A task.</returns>
    Task UpdateTransactionsAsync(IReadOnlyCollection<Transaction> transactions);

    /// <summary>Makes an account's positions exactly those given.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="account">The account.</param>
    /// <param name="positions">All positions.</param>
    /// <returns>A task.</returns>
    Task ReplacePositionsAsync(CustomerId customer, AccountId account, IReadOnlyCollection<Position> positions);

    /// <summary>Keeps the balance of a day, in place of an earlier one of that day.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="account">The account.</param>
    /// <param name="balance">The day and the balance.</param>
    /// <returns>A task.</returns>
    Task SetDailyBalanceAsync(CustomerId customer, AccountId account, DailyBalance balance);

    /// <summary>
    /// Queues an event; its number is given by the store. Numbers follow the order of commits: who has read up to a number finds every later
    /// event behind it.
    /// </summary>
    /// <param name="outboxEvent">The event; <see cref="OutboxEvent.Number"/> is ignored.</param>
    /// <returns>A task.</returns>
    Task AddOutboxEventAsync(OutboxEvent outboxEvent);
}
