using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.Operators;
using Tributary.Core.Partners;
using Tributary.Core.Positions;
using Tributary.Core.Secrets;
using Tributary.Core.Transactions;

namespace Tributary.Core.Store;

/// <summary>
/// What can be read. Whatever belongs to a customer is asked for with the customer's id, and customers with their partner's:
/// a row of somebody else is not found, like one that never existed.
/// </summary>
public partial interface IStoreReader
{
    /// <summary>A value of the store itself, such as its id or the key check.</summary>
    /// <param name="name">The setting's name.</param>
    /// <returns>The value, or null.</returns>
    Task<byte[]?> FindSettingAsync(string name);

    /// <summary>A scope's data key.</summary>
    /// <param name="scope">Whose.</param>
    /// <returns>The wrapped key, or null where there is none (any more).</returns>
    Task<WrappedDataKey?> FindDataKeyAsync(KeyScope scope);

    /// <summary>A partner by its id in this server.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The partner, or null.</returns>
    Task<Partner?> FindPartnerAsync(PartnerId id);

    /// <summary>A partner by the id it presents.</summary>
    /// <param name="publicId">The id it presents.</param>
    /// <returns>The partner, or null.</returns>
    Task<Partner?> FindPartnerByPublicIdAsync(string publicId);

    /// <summary>A partner by its app key's fingerprint.</summary>
    /// <param name="appKeyTag">The fingerprint.</param>
    /// <returns>The partner, or null.</returns>
    Task<Partner?> FindPartnerByAppKeyAsync(byte[] appKeyTag);

    /// <summary>All partners, oldest first.</summary>
    /// <returns>The partners.</returns>
    Task<IReadOnlyList<Partner>> ListPartnersAsync();

    /// <summary>An access token by its hash, expired or not.</summary>
    /// <param name="hash">SHA-256 of the token.</param>
    /// <returns>The token, or null.</returns>
    Task<AccessToken?> FindAccessTokenAsync(byte[] hash);

    /// <summary>An operator token by its hash.</summary>
    /// <param name="hash">SHA-256 of the token.</param>
    /// <returns>The token, or null.</returns>
    Task<OperatorToken?> FindOperatorTokenAsync(byte[] hash);

    /// <summary>All operator tokens, by name.</summary>
    /// <returns>The tokens.</returns>
    Task<IReadOnlyList<OperatorToken>> ListOperatorTokensAsync();

    /// <summary>A partner's customer.</summary>
    /// <param name="partner">Whose customer.</param>
    /// <param name="id">The customer's id.</param>
    /// <returns>The customer, or null.</returns>
    Task<Customer?> FindCustomerAsync(PartnerId partner, CustomerId id);

    /// <summary>A partner's customer by username.</summary>
    /// <param name="partner">Whose customer.</param>
    /// <param name="username">The username, exactly.</param>
    /// <returns>The customer, or null.</returns>
    Task<Customer?> FindCustomerByUsernameAsync(PartnerId partner, string username);

    /// <summary>A page of a partner's customers, oldest first.</summary>
    /// <param name="partner">Whose customers.</param>
    /// <param name="query">Which.</param>
    /// <returns>The page.</returns>
    Task<Page<Customer>> ListCustomersAsync(PartnerId partner, CustomerQuery query);

    /// <summary>An institution login.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="id">The login's id.</param>
    /// <returns>The login, or null.</returns>
    Task<InstitutionLogin?> FindLoginAsync(CustomerId customer, InstitutionLoginId id);

    /// <summary>An institution login by who signs in.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="institution">Where.</param>
    /// <param name="identityTag">The fingerprint; see <see cref="InstitutionLogin.IdentityTag"/>.</param>
    /// <returns>The login, or null.</returns>
    Task<InstitutionLogin?> FindLoginByIdentityAsync(CustomerId customer, InstitutionId institution, byte[] identityTag);

    /// <summary>All institution logins of a customer, oldest first.</summary>
    /// <param name="customer">Whose.</param>
    /// <returns>The logins.</returns>
    Task<IReadOnlyList<InstitutionLogin>> ListLoginsAsync(CustomerId customer);

    /// <summary>The sealed credentials of a login, and what its connector remembers.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="login">The login.</param>
    /// <returns>The sealed fields, by field name.</returns>
    Task<IReadOnlyList<SealedField>> ListSealedFieldsAsync(CustomerId customer, InstitutionLoginId login);

    /// <summary>An account.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="id">The account's id.</param>
    /// <returns>The account, or null.</returns>
    Task<Account?> FindAccountAsync(CustomerId customer, AccountId id);

    /// <summary>All accounts of a customer in order of login and display position, pending ones included.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="login">Only this login's; null for all.</param>
    /// <returns>The accounts.</returns>
    Task<IReadOnlyList<Account>> ListAccountsAsync(CustomerId customer, InstitutionLoginId? login = null);

    /// <summary>A transaction.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="id">The transaction's id.</param>
    /// <returns>The transaction, or null.</returns>
    Task<Transaction?> FindTransactionAsync(CustomerId customer, TransactionId id);

    /// <summary>A page of transactions: the booked ones, and of the others those that the query asks for.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="query">Which, and in which order.</param>
    /// <returns>The page.</returns>
    Task<Page<Transaction>> ListTransactionsAsync(CustomerId customer, TransactionQuery query);

    /// <summary>
    /// The stored transactions that records of a new statement might be: those whose posted date lies in the range, and those that carry one
    /// of the institution's ids, now or in a former version, whatever their date and state. In order of id.
    /// </summary>
    /// <param name="customer">Whose.</param>
    /// <param name="account">The account.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="institutionTransactionIds">The institution's ids in the new statement.</param>
    /// <returns>The candidates, each once.</returns>
    Task<IReadOnlyList<MatchCandidate>> ListMatchCandidatesAsync(
        CustomerId customer, AccountId account, DateOnly from, DateOnly to, IReadOnlyCollection<string> institutionTransactionIds);

    /// <summary>What a customer's accounts hold, in order of account and id.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="account">Only this account's; null for all.</param>
    /// <returns>The positions.</returns>
    Task<IReadOnlyList<Position>> ListPositionsAsync(CustomerId customer, AccountId? account = null);

    /// <summary>An account's balances by day, oldest first.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="account">The account.</param>
    /// <returns>The balances.</returns>
    Task<IReadOnlyList<DailyBalance>> ListDailyBalancesAsync(CustomerId customer, AccountId account);

    /// <summary>Events after a number, oldest first.</summary>
    /// <param name="after">The last number already seen, or 0.</param>
    /// <param name="limit">How many at most.</param>
    /// <returns>The events.</returns>
    Task<IReadOnlyList<OutboxEvent>> ListOutboxAsync(long after, int limit);
}
