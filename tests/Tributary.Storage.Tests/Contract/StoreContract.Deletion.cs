using Tributary.Core.Partners;
using Tributary.Core.Secrets;

namespace Tributary.Storage.Tests.Contract;

/// <summary>What is deleted is gone with all that hangs on it, and nothing else is.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task DeletingAnAccount_TakesItsDataAndLeavesItsLogin()
    {
        var mine = await AddHouseholdAsync();
        await FillAsync(mine);

        Assert.True(await WriteAsync(store => store.TryDeleteAccountAsync(mine.Customer.Id, mine.Account.Id)));

        await AssertAccountIsGoneAsync(mine);
        Assert.NotNull(await ReadAsync(store => store.FindLoginAsync(mine.Customer.Id, mine.Login.Id)));
        Assert.NotEmpty(await ReadAsync(store => store.ListSealedFieldsAsync(mine.Customer.Id, mine.Login.Id)));
    }

    [Fact]
    public async Task DeletingALogin_TakesItsCredentialsAndAccounts()
    {
        var mine = await AddHouseholdAsync();
        await FillAsync(mine);

        Assert.True(await WriteAsync(store => store.TryDeleteLoginAsync(mine.Customer.Id, mine.Login.Id)));

        await AssertAccountIsGoneAsync(mine);
        Assert.Null(await ReadAsync(store => store.FindLoginAsync(mine.Customer.Id, mine.Login.Id)));
        Assert.Empty(await ReadAsync(store => store.ListSealedFieldsAsync(mine.Customer.Id, mine.Login.Id)));
        Assert.NotNull(await ReadAsync(store => store.FindDataKeyAsync(KeyScope.Of(mine.Customer.Id))));
    }

    [Fact]
    public async Task DeletingACustomer_TakesEverythingWithTheDataKey_AndLeavesTheNeighbour()
    {
        var mine = await AddHouseholdAsync();
        var neighbour = await AddHouseholdAsync(mine.Partner);
        await FillAsync(mine);
        await FillAsync(neighbour);

        Assert.True(await WriteAsync(store => store.TryDeleteCustomerAsync(mine.Partner.Id, mine.Customer.Id)));
        Assert.False(await WriteAsync(store => store.TryDeleteCustomerAsync(mine.Partner.Id, mine.Customer.Id)));

        await AssertAccountIsGoneAsync(mine);
        Assert.Null(await ReadAsync(store => store.FindCustomerAsync(mine.Partner.Id, mine.Customer.Id)));
        Assert.Null(await ReadAsync(store => store.FindDataKeyAsync(KeyScope.Of(mine.Customer.Id))));
        Assert.Equal(2, await CountTransactionsAsync(neighbour));
        Assert.NotNull(await ReadAsync(store => store.FindDataKeyAsync(KeyScope.Of(neighbour.Customer.Id))));
        Assert.Single(await ReadAsync(store => store.ListSealedFieldsAsync(neighbour.Customer.Id, neighbour.Login.Id)));
        Assert.Single(await ReadAsync(store => store.ListPositionsAsync(neighbour.Customer.Id, neighbour.Account.Id)));
        Assert.Equal(neighbour.Customer.Id, Assert.Single(await ReadAsync(store => store.ListOutboxAsync(0, 10))).CustomerId);
    }

    [Fact]
    public async Task DeletingAPartner_TakesItsTokensKeysAndCustomers_AndLeavesTheOthers()
    {
        var mine = await AddHouseholdAsync();
        var other = await AddHouseholdAsync();
        await FillAsync(mine);
        await FillAsync(other);
        await WriteAsync(async store =>
        {
            await store.AddAccessTokenAsync(new AccessToken([1], mine.Partner.Id, Sample.Noon.AddHours(2)), Sample.Noon);
            await store.AddDataKeyAsync(new WrappedDataKey(5, KeyScope.Of(mine.Partner.Id), [1]));
        });

        await WriteAsync(store => store.DeletePartnerAsync(mine.Partner.Id));

        await AssertAccountIsGoneAsync(mine);
        Assert.Null(await ReadAsync(store => store.FindPartnerAsync(mine.Partner.Id)));
        Assert.Null(await ReadAsync(store => store.FindCustomerAsync(mine.Partner.Id, mine.Customer.Id)));
        Assert.Null(await ReadAsync(store => store.FindAccessTokenAsync([1])));
        Assert.Null(await ReadAsync(store => store.FindDataKeyAsync(KeyScope.Of(mine.Partner.Id))));
        Assert.Null(await ReadAsync(store => store.FindDataKeyAsync(KeyScope.Of(mine.Customer.Id))));
        Assert.Equal(2, await CountTransactionsAsync(other));
    }

    private Task<bool> AssertAccountIsGoneAsync(Household gone) => ReadAsync(async store =>
    {
        var (customer, account) = (gone.Customer.Id, gone.Account.Id);
        Assert.Null(await store.FindAccountAsync(customer, account));
        Assert.Empty(await store.ListAccountsAsync(customer));
        Assert.Equal(0, (await store.ListTransactionsAsync(customer, Everything())).Total);
        Assert.Empty(await store.ListMatchCandidatesAsync(customer, account, DateOnly.MinValue, DateOnly.MaxValue, ["FIT ' 1"]));
        Assert.Empty(await store.ListPositionsAsync(customer, account));
        Assert.Equal([], await store.ListDailyBalancesAsync(customer, account));
        Assert.DoesNotContain(await store.ListOutboxAsync(0, 100), e => e.AccountId == account);
        return true;
    });
}
