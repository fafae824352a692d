using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Partners;
using Tributary.Core.Store;
using Tributary.Core.Transactions;
using Tributary.Faces.Finicity.Accounts;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity;

/// <summary>
/// Looks up what a call's path names, in one state of the store: each thing under the partner and the customer before it, so that somebody
/// else's is as unknown as what never existed, and so is an id that is no number.
/// </summary>
internal sealed class FinicityReader(FinicityCall call, Partner partner, IStoreReader store)
{
    /// <exception cref="TributaryException"><c>customer.not-found</c>.</exception>
    public async Task<Customer> CustomerAsync() =>
        await FindCustomerAsync() ?? throw call.NotFound(ErrorCatalogue.CustomerNotFound, "customerId");

    /// <summary>The customer and the login; an unknown customer is told like an unknown login, as deleting does.</summary>
    /// <exception cref="TributaryException"><c>login.not-found</c>.</exception>
    public async Task<(Customer Customer, InstitutionLogin Login)> CustomersLoginAsync() =>
        await FindCustomerAsync() is { } customer
            ? (customer, await LoginAsync(customer))
            : throw call.NotFound(ErrorCatalogue.LoginNotFound, "institutionLoginId");

    /// <summary>The customer and the account; an unknown customer is told like an unknown account, as deleting does.</summary>
    /// <exception cref="TributaryException"><c>account.not-found</c>.</exception>
    public async Task<(Customer Customer, Account Account)> CustomersAccountAsync() =>
        await FindCustomerAsync() is { } customer
            ? (customer, await AccountAsync(customer))
            : throw call.NotFound(ErrorCatalogue.AccountNotFound, "accountId");

    /// <exception cref="TributaryException"><c>login.not-found</c>.</exception>
    public async Task<InstitutionLogin> LoginAsync(Customer customer) =>
        (call.Id("institutionLoginId") is { } id ? await store.FindLoginAsync(customer.Id, new InstitutionLoginId(id)) : null)
        ?? throw call.NotFound(ErrorCatalogue.LoginNotFound, "institutionLoginId");

    /// <exception cref="TributaryException"><c>account.not-found</c>.</exception>
    public async Task<Account> AccountAsync(Customer customer) =>
        (call.Id("accountId") is { } id ? await store.FindAccountAsync(customer.Id, new AccountId(id)) : null)
        ?? throw call.NotFound(ErrorCatalogue.AccountNotFound, "accountId");

    /// <summary>The login behind an account.</summary>
    /// <exception cref="TributaryException"><c>account.not-found</c>: the two go together.</exception>
    public async Task<InstitutionLogin> LoginOfAsync(Account account) =>
        await store.FindLoginAsync(account.CustomerId, account.LoginId) ?? throw call.NotFound(ErrorCatalogue.AccountNotFound, "accountId");

    /// <summary>All accounts of a customer or of one login, pending ones included.</summary>
    public Task<IReadOnlyList<Account>> AccountsAsync(Customer customer, InstitutionLoginId? login = null) =>
        store.ListAccountsAsync(customer.Id, login);

    /// <summary>Accounts with what they hold, which only JSON tells.</summary>
    public Task<ListedAccounts> ListedAsync(IEnumerable<Account> accounts) => call.Format == WireFormat.Xml
        ? Task.FromResult(ListedAccounts.WithoutPositions(accounts))
        : ListedAccounts.ReadAsync(store, accounts);

    /// <summary>A page of a customer's transactions.</summary>
    public Task<Page<Transaction>> TransactionsAsync(Customer customer, TransactionQuery query) =>
        store.ListTransactionsAsync(customer.Id, query);

    /// <summary>One transaction, by its id as the caller wrote it.</summary>
    /// <exception cref="TributaryException"><c>transaction.not-found</c>.</exception>
    public async Task<Transaction> TransactionAsync(Customer customer, string written) =>
        (FinicityCall.ParseId(written) is { } id ? await store.FindTransactionAsync(customer.Id, new TransactionId(id)) : null)
        ?? throw new TributaryException(ErrorCatalogue.TransactionNotFound, written);

    /// <summary>An account's balances day by day.</summary>
    public Task<IReadOnlyList<DayOfBalance>> DailyBalancesAsync(Account account, DateOnly from, DateOnly to) =>
        BalanceHistory.ReadAsync(store, account, from, to);

    private async Task<Customer?> FindCustomerAsync() =>
        call.Id("customerId") is { } id ? await store.FindCustomerAsync(partner.Id, new CustomerId(id)) : null;
}
