using Tributary.Core.Categories;
using Tributary.Core.Customers;
using Tributary.Core.Transactions;

namespace Tributary.Core.Store;

/// <content>What customers corrected, and whose history is to be categorized anew.</content>
public partial interface IStoreWriter
{
    /// <summary>Adds a rule. It goes with its customer.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>A task.</returns>
    Task AddCategoryRuleAsync(CustomerCategoryRule rule);

    /// <summary>Deletes a rule.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="id">The rule.</param>
    /// <returns>False when the customer has no such rule.</returns>
    Task<bool> TryDeleteCategoryRuleAsync(CustomerId customer, CategoryRuleId id);

    /// <summary>
    /// Writes transactions' categorizations and the instant of their change, and nothing else: no history is kept, since nothing that the
    /// institution said changes.
    /// </summary>
    /// <param name="transactions">The transactions, all of one customer, each once.</param>
    /// <returns>A task.</returns>
    Task CategorizeTransactionsAsync(IReadOnlyCollection<Transaction> transactions);

    /// <summary>Puts every customer on the list of those whose history is to be categorized anew, from the beginning.</summary>
    /// <returns>How many transactions there are.</returns>
    Task<long> QueueRecategorizationOfAllAsync();

    /// <summary>Puts a customer on the list, or writes how far it has come.</summary>
    /// <param name="work">The customer, and how far.</param>
    /// <returns>A task.</returns>
    Task SetRecategorizationAsync(Recategorization work);

    /// <summary>Takes a customer off the list.</summary>
    /// <param name="customer">Who.</param>
    /// <returns>A task.</returns>
    Task EndRecategorizationAsync(CustomerId customer);
}
