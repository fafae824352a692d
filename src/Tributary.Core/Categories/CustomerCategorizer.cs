using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Core.Categories;

/// <summary>The rules of the program and the operator, and before them those of one customer.</summary>
internal sealed class CustomerCategorizer
{
    private readonly Categorizer _categorizer;
    private readonly Dictionary<TransactionId, TransactionCategory> _ofTransaction = [];
    private readonly Dictionary<(string PayeeKey, int Sign), TransactionCategory> _ofPayee = [];

    private CustomerCategorizer(Categorizer categorizer, IEnumerable<CustomerCategoryRule> rules)
    {
        _categorizer = categorizer;

        // In order of id: what was said last holds.
        foreach (var rule in rules)
        {
            _ofTransaction[rule.TransactionId] = rule.Category;
            if (rule.PayeeKey is { } key)
                _ofPayee[(key, rule.Sign)] = rule.Category;
        }
    }

    public static async Task<CustomerCategorizer> ReadAsync(IStoreReader reader, Categorizer categorizer, CustomerId customer) =>
        new(categorizer, await reader.ListCategoryRulesAsync(customer));

    /// <summary>The transaction with what its words tell.</summary>
    public Transaction Categorize(Transaction transaction, AccountType account)
    {
        var categorization = _categorizer.Categorize(CategoryFacts.Of(transaction, account));
        if (CorrectedTo(transaction, categorization) is { } category)
            categorization = categorization with { Category = category };
        return categorization == transaction.Categorization ? transaction : transaction with { Categorization = categorization };
    }

    private TransactionCategory? CorrectedTo(Transaction transaction, Categorization categorization)
    {
        if (_ofTransaction.Count == 0)
            return null;
        return _ofTransaction.GetValueOrDefault(transaction.Id)
            ?? _ofPayee.GetValueOrDefault((FoldedText.Key(categorization.Payee), Math.Sign(transaction.Amount)));
    }
}
