using Tributary.TestKit;
using Tributary.Core.Customers;
using Tributary.Core.Partners;

namespace Tributary.Storage.Tests.Contract;

/// <summary>What belongs to somebody else is not found, like what never existed.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Customer_OfAnotherPartner_IsNotFoundNorDeleted()
    {
        var mine = await AddHouseholdAsync();
        var other = await AddPartnerAsync();

        Assert.Null(await ReadAsync(store => store.FindCustomerAsync(other.Id, mine.Customer.Id)));
        Assert.Null(await ReadAsync(store => store.FindCustomerByUsernameAsync(other.Id, mine.Customer.Username)));
        Assert.Empty(await ReadAsync(store => store.ListAllCustomersAsync(other.Id)));
        Assert.False(await WriteAsync(store => store.TryDeleteCustomerAsync(other.Id, mine.Customer.Id)));
        Assert.NotNull(await ReadAsync(store => store.FindCustomerAsync(mine.Partner.Id, mine.Customer.Id)));
    }

    [Fact]
    public async Task EveryRead_UnderAnotherCustomersId_FindsNothing()
    {
        var mine = await AddHouseholdAsync();
        await FillAsync(mine);
        var other = await AddCustomerAsync(mine.Partner.Id);

        foreach (var stranger in new[] { other.Id, new CustomerId(mine.Customer.Id.Value + 1), new CustomerId(0), new CustomerId(-1), new CustomerId(long.MaxValue) })
            await AssertNothingFoundAsync(stranger, mine);
    }

    [Fact]
    public async Task EveryDelete_UnderAnotherCustomersId_DeletesNothing()
    {
        var mine = await AddHouseholdAsync();
        await FillAsync(mine);
        var other = await AddCustomerAsync(mine.Partner.Id);

        Assert.False(await WriteAsync(store => store.TryDeleteAccountAsync(other.Id, mine.Account.Id)));
        Assert.False(await WriteAsync(store => store.TryDeleteLoginAsync(other.Id, mine.Login.Id)));
        Assert.Equal(2, await CountTransactionsAsync(mine));
        Assert.NotNull(await ReadAsync(store => store.FindLoginAsync(mine.Customer.Id, mine.Login.Id)));
    }

    [Fact]
    public async Task EveryUpdate_UnderAnotherCustomersId_IsRefused()
    {
        var mine = await AddHouseholdAsync();
        await FillAsync(mine);
        var other = await AddCustomerAsync(mine.Partner.Id);
        var transaction = (await ReadAsync(store => store.ListTransactionsAsync(mine.Customer.Id, Everything()))).Items[0];

        await AssertRefusedAsync(store => store.UpdateLoginAsync(mine.Login with { CustomerId = other.Id }));
        await AssertRefusedAsync(store => store.UpdateAccountAsync(mine.Account with { CustomerId = other.Id }));
        await AssertRefusedAsync(store => store.UpdateTransactionsAsync([transaction with { CustomerId = other.Id }]));
        await AssertRefusedAsync(store => store.SetSealedFieldAsync(other.Id, mine.Login.Id, new("field", [1])));
        await AssertRefusedAsync(store => store.SetDailyBalanceAsync(other.Id, mine.Account.Id, new(Sample.Monday, 1m)));
        await AssertRefusedAsync(store => store.AddAccountAsync(Sample.Account(mine.Login, 900) with { CustomerId = other.Id }));
        await AssertRefusedAsync(store => store.AddTransactionsAsync([Sample.Transaction(mine.Account, 901) with { CustomerId = other.Id }]));
        await AssertRefusedAsync(store => store.AddOutboxEventAsync(Sample.Event(mine.Account) with { CustomerId = other.Id }));
    }

    [Fact]
    public async Task ListsOfOneLoginOrAccount_LeaveOutTheCustomersOthers()
    {
        var mine = await AddHouseholdAsync();
        var (secondLogin, secondAccount) = await WriteAsync(async store =>
        {
            var login = Sample.Login(mine.Customer.Id, await store.TakeIdsAsync(1));
            var account = Sample.Account(login, await store.TakeIdsAsync(1));
            await store.AddLoginAsync(login);
            await store.AddAccountAsync(account);
            return (login, account);
        });
        await FillAsync(mine);

        Assert.Equal([mine.Account], await ReadAsync(store => store.ListAccountsAsync(mine.Customer.Id, mine.Login.Id)));
        Assert.Equal([mine.Account, secondAccount], await ReadAsync(store => store.ListAccountsAsync(mine.Customer.Id)));
        Assert.Empty(await ReadAsync(store => store.ListSealedFieldsAsync(mine.Customer.Id, secondLogin.Id)));
        Assert.Empty(await ReadAsync(store => store.ListPositionsAsync(mine.Customer.Id, secondAccount.Id)));
        Assert.Equal(
            await ReadAsync(store => store.ListPositionsAsync(mine.Customer.Id, mine.Account.Id)),
            await ReadAsync(store => store.ListPositionsAsync(mine.Customer.Id)));
        Assert.Empty(await ReadAsync(store => store.ListDailyBalancesAsync(mine.Customer.Id, secondAccount.Id)));
        Assert.Empty((await ReadAsync(store => store.ListTransactionsAsync(mine.Customer.Id, Everything() with { AccountId = secondAccount.Id }))).Items);
        Assert.Equal(2, (await ReadAsync(store => store.ListTransactionsAsync(mine.Customer.Id, Everything()))).Total);
    }

    [Fact]
    public async Task UnknownPartnersAndTokens_AreNotFound()
    {
        await AddHouseholdAsync();

        Assert.Null(await ReadAsync(store => store.FindPartnerAsync(new PartnerId(1))));
        Assert.Null(await ReadAsync(store => store.FindPartnerByPublicIdAsync("PARTNER-1000001")));
        Assert.Null(await ReadAsync(store => store.FindPartnerByAppKeyAsync([])));
        Assert.Null(await ReadAsync(store => store.FindAccessTokenAsync([1])));
        Assert.Null(await ReadAsync(store => store.FindOperatorTokenAsync([1])));
    }

    private async Task AssertRefusedAsync(Func<Core.Store.IStoreWriter, Task> work) =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(work));

    private Task<bool> AssertNothingFoundAsync(CustomerId stranger, Household mine) => ReadAsync(async store =>
    {
        var account = mine.Account.Id;
        var transaction = (await store.ListTransactionsAsync(mine.Customer.Id, Everything())).Items[0];
        Assert.Null(await store.FindLoginAsync(stranger, mine.Login.Id));
        Assert.Null(await store.FindLoginByIdentityAsync(stranger, mine.Login.InstitutionId, mine.Login.IdentityTag));
        Assert.Empty(await store.ListLoginsAsync(stranger));
        Assert.Empty(await store.ListSealedFieldsAsync(stranger, mine.Login.Id));
        Assert.Null(await store.FindAccountAsync(stranger, account));
        Assert.Empty(await store.ListAccountsAsync(stranger));
        Assert.Empty(await store.ListAccountsAsync(stranger, mine.Login.Id));
        Assert.Null(await store.FindTransactionAsync(stranger, transaction.Id));
        Assert.Equal(0, (await store.ListTransactionsAsync(stranger, Everything())).Total);
        Assert.Empty((await store.ListTransactionsAsync(stranger, Everything() with { AccountId = account })).Items);
        Assert.Empty(await store.ListMatchCandidatesAsync(stranger, account, DateOnly.MinValue, DateOnly.MaxValue, ["FIT ' 1"]));
        Assert.Empty(await store.ListPositionsAsync(stranger, account));
        Assert.Empty(await store.ListPositionsAsync(stranger));
        Assert.Empty(await store.ListDailyBalancesAsync(stranger, account));
        return true;
    });
}
