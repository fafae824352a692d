using Tributary.Core.Categories;
using Tributary.Core.Transactions;

namespace Tributary.Storage.Tests.Contract;

/// <summary>What transactions were for, what customers corrected, and whose history is to be looked at again.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Categorizing_WritesNothingElse_AndLeavesNoHistory()
    {
        var mine = await AddHouseholdAsync();
        var before = Sample.FullTransaction(mine.Account, 101);
        await WriteAsync(store => store.AddTransactionsAsync([before]));
        var after = before with
        {
            Categorization = new Categorization("Acme", TransactionCategory.Get("Shopping")),
            UpdatedAt = Sample.Noon.AddDays(2),
            Description = "not written",
        };

        await WriteAsync(store => store.CategorizeTransactionsAsync([after]));

        Assert.Equal(after with { Description = before.Description }, await ReadAsync(store => store.FindTransactionAsync(mine.Customer.Id, before.Id)));
        var candidate = Assert.Single(await ReadAsync(store => store.ListMatchCandidatesAsync(
            mine.Customer.Id, mine.Account.Id, DateOnly.MinValue, DateOnly.MaxValue, [])));
        Assert.Empty(candidate.Former);
    }

    [Fact]
    public async Task Categorizing_OfATransactionThatIsNotThere_IsRefused()
    {
        var mine = await AddHouseholdAsync();

        await AssertRefusedAsync(store => store.CategorizeTransactionsAsync([Sample.FullTransaction(mine.Account, 999)]));
    }

    [Fact]
    public async Task TransactionsBehindAnId_ComeInOrder_OfEveryState_AndOfOneCustomer()
    {
        var (mine, other) = (await AddHouseholdAsync(), await AddHouseholdAsync());
        await WriteAsync(async store =>
        {
            await store.AddTransactionsAsync(
                [.. Enum.GetValues<TransactionState>().Select((state, i) => Sample.Transaction(mine.Account, 3000 - i) with { State = state })]);
            await store.AddTransactionsAsync([Sample.Transaction(other.Account, 2998)]);
        });

        var page = await ReadAsync(store => store.ListTransactionsAfterAsync(mine.Customer.Id, new TransactionId(2997), 2));

        Assert.Equal([2998L, 2999L], page.Select(t => t.Id.Value));
        Assert.All(page, t => Assert.Equal(mine.Customer.Id, t.CustomerId));
    }

    [Fact]
    public async Task CategoryRules_AreACustomersOwn()
    {
        var (mine, other) = (await AddHouseholdAsync(), await AddHouseholdAsync());
        var rule = Sample.CategoryRule(Sample.Transaction(mine.Account, 101), 501);
        var bare = Sample.CategoryRule(Sample.Transaction(mine.Account, 102), 502) with { PayeeKey = null, Sign = 1 };
        await WriteAsync(async store =>
        {
            await store.AddCategoryRuleAsync(bare);
            await store.AddCategoryRuleAsync(rule);
        });

        Assert.Equal([rule, bare], await ReadAsync(store => store.ListCategoryRulesAsync(mine.Customer.Id)));
        Assert.Empty(await ReadAsync(store => store.ListCategoryRulesAsync(other.Customer.Id)));
        Assert.False(await WriteAsync(store => store.TryDeleteCategoryRuleAsync(other.Customer.Id, rule.Id)));
        Assert.True(await WriteAsync(store => store.TryDeleteCategoryRuleAsync(mine.Customer.Id, rule.Id)));
        Assert.Equal([bare], await ReadAsync(store => store.ListCategoryRulesAsync(mine.Customer.Id)));
    }

    [Fact]
    public async Task Recategorization_OfAll_BeginsEveryCustomerAnew_AndCountsTransactions()
    {
        var (mine, other) = (await AddHouseholdAsync(), await AddHouseholdAsync());
        await WriteAsync(async store =>
        {
            await store.AddTransactionsAsync([Sample.Transaction(mine.Account, 101), Sample.Transaction(mine.Account, 102)]);
            await store.SetRecategorizationAsync(new Recategorization(mine.Customer.Id, new TransactionId(101)));
        });

        Assert.Equal(2, await WriteAsync(store => store.QueueRecategorizationOfAllAsync()));

        Assert.Equal(2, await ReadAsync(store => store.CountRecategorizationsAsync()));
        Assert.Equal(new Recategorization(mine.Customer.Id, default), await ReadAsync(store => store.FindRecategorizationAsync(mine.Customer.Id)));
        Assert.Equal(new Recategorization(mine.Customer.Id, default), await ReadAsync(store => store.FindRecategorizationAsync()));
        await WriteAsync(store => store.EndRecategorizationAsync(mine.Customer.Id));
        Assert.Null(await ReadAsync(store => store.FindRecategorizationAsync(mine.Customer.Id)));
        Assert.Equal(other.Customer.Id, (await ReadAsync(store => store.FindRecategorizationAsync()))!.CustomerId);
    }

    [Fact]
    public async Task RulesAndTheirWork_GoWithTheCustomer()
    {
        var mine = await AddHouseholdAsync();
        await FillAsync(mine);

        Assert.True(await WriteAsync(store => store.TryDeleteCustomerAsync(mine.Partner.Id, mine.Customer.Id)));

        Assert.Empty(await ReadAsync(store => store.ListCategoryRulesAsync(mine.Customer.Id)));
        Assert.Equal(0, await ReadAsync(store => store.CountRecategorizationsAsync()));
    }
}
