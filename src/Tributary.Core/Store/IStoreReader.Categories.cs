using Tributary.Core.Categories;
using Tributary.Core.Customers;
using Tributary.Core.Transactions;

namespace Tributary.Core.Store;

/// <content>What customers corrected, and whose history is to be categorized anew.</content>
public partial interface IStoreReader
{
    /// <summary>A customer's rules in order of id.</summary>
    /// <param name="customer">Whose.</param>
    /// <returns>The rules.</returns>
    Task<IReadOnlyList<CustomerCategoryRule>> ListCategoryRulesAsync(CustomerId customer);

    /// <summary>A customer's transactions behind an id, in order of id, whatever their state.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="after">The last id already seen.</param>
    /// <param name="limit">How many at most.</param>
    /// <returns>The transactions.</returns>
    Task<IReadOnlyList<Transaction>> ListTransactionsAfterAsync(CustomerId customer, TransactionId after, int limit);

    /// <summary>Some customer whose history is to be categorized anew.</summary>
    /// <returns>The customer and how far it has come, or null.</returns>
    Task<Recategorization?> FindRecategorizationAsync();

    /// <summary>How far the categorizing of a customer's history has come.</summary>
    /// <param name="customer">Whose.</param>
    /// <returns>How far, or null where nothing is to be done.</returns>
    Task<Recategorization?> FindRecategorizationAsync(CustomerId customer);

    /// <summary>How many customers' history is to be categorized anew.</summary>
    /// <returns>How many.</returns>
    Task<long> CountRecategorizationsAsync();
}
