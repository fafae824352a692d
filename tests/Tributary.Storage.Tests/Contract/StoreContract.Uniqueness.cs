using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Operators;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;

namespace Tributary.Storage.Tests.Contract;

/// <summary>What may be there once, what must be there first, and what is said when it is not so.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task TryAddPartner_WithTakenPublicIdOrAppKey_AddsNothing()
    {
        var first = await AddPartnerAsync();

        Assert.False(await WriteAsync(store => store.TryAddPartnerAsync(Sample.Partner(50) with { PublicId = first.PublicId })));
        Assert.False(await WriteAsync(store => store.TryAddPartnerAsync(Sample.Partner(50) with { AppKeyTag = first.AppKeyTag })));
        Assert.Single(await ReadAsync(store => store.ListPartnersAsync()));
    }

    [Fact]
    public async Task TryAddCustomer_WithTakenUsername_AddsNothing_ButAnotherPartnerMayUseIt()
    {
        var household = await AddHouseholdAsync();
        var other = await AddPartnerAsync();
        var twin = household.Customer with { Id = new CustomerId(900) };

        Assert.False(await WriteAsync(store => store.TryAddCustomerAsync(twin)));
        Assert.True(await WriteAsync(store => store.TryAddCustomerAsync(twin with { PartnerId = other.Id })));
        Assert.True(await WriteAsync(store =>
            store.TryAddCustomerAsync(twin with { Id = new CustomerId(901), Username = twin.Username.ToUpperInvariant() })));
    }

    [Fact]
    public async Task OperatorTokens_HaveUniqueNames_AreListedByName_AndDeletedOnce()
    {
        Assert.True(await WriteAsync(store => store.TryAddOperatorTokenAsync(new OperatorToken("b", [1], Sample.Noon))));
        Assert.False(await WriteAsync(store => store.TryAddOperatorTokenAsync(new OperatorToken("b", [2], Sample.Noon))));
        Assert.True(await WriteAsync(store => store.TryAddOperatorTokenAsync(new OperatorToken("a", [3], Sample.Noon))));

        Assert.Equal(["a", "b"], (await ReadAsync(store => store.ListOperatorTokensAsync())).Select(token => token.Name));
        Assert.True(await WriteAsync(store => store.TryDeleteOperatorTokenAsync("b")));
        Assert.False(await WriteAsync(store => store.TryDeleteOperatorTokenAsync("b")));
        Assert.Null(await ReadAsync(store => store.FindOperatorTokenAsync([1])));
    }

    [Fact]
    public async Task SecondRow_InTheSamePlace_IsRefused()
    {
        var mine = await AddHouseholdAsync();
        await FillAsync(mine);
        var transaction = (await ReadAsync(store => store.ListTransactionsAsync(mine.Customer.Id, Everything()))).Items[0];

        await AssertRefusedAsync(store => store.AddLoginAsync(mine.Login));
        await AssertRefusedAsync(store => store.AddLoginAsync(mine.Login with { Id = new InstitutionLoginId(900) }));
        await AssertRefusedAsync(store => store.AddAccountAsync(mine.Account));
        await AssertRefusedAsync(store => store.AddAccountAsync(mine.Account with { Id = new Core.Accounts.AccountId(900) }));
        await AssertRefusedAsync(store => store.AddTransactionsAsync([transaction]));
        await AssertRefusedAsync(store => store.AddDataKeyAsync(new WrappedDataKey(900, KeyScope.Of(mine.Customer.Id), [1])));
        await AssertRefusedAsync(store => store.ReplacePositionsAsync(
            mine.Customer.Id, mine.Account.Id, [Sample.Position(mine.Account, 1), Sample.Position(mine.Account, 1)]));
    }

    [Fact]
    public async Task RowWithoutItsParent_IsRefused()
    {
        var mine = await AddHouseholdAsync();
        var goneCustomer = new CustomerId(900);
        var goneLogin = mine.Login with { Id = new InstitutionLoginId(901) };
        var goneAccount = mine.Account with { Id = new Core.Accounts.AccountId(902) };

        await AssertRefusedAsync(store => store.TryAddCustomerAsync(Sample.Customer(new PartnerId(903), 904)));
        await AssertRefusedAsync(store => store.AddAccessTokenAsync(new AccessToken([1], new PartnerId(903), Sample.Noon), Sample.Noon));
        await AssertRefusedAsync(store => store.AddDataKeyAsync(new WrappedDataKey(905, KeyScope.Of(goneCustomer), [1])));
        await AssertRefusedAsync(store => store.TakeChangeNumberAsync(goneCustomer));
        await AssertRefusedAsync(store => store.AddLoginAsync(Sample.Login(goneCustomer, 906)));
        await AssertRefusedAsync(store => store.SetSealedFieldAsync(goneLogin.CustomerId, goneLogin.Id, new SealedField("f", [1])));
        await AssertRefusedAsync(store => store.AddAccountAsync(Sample.Account(goneLogin, 907)));
        await AssertRefusedAsync(store => store.AddTransactionsAsync([Sample.Transaction(goneAccount, 908)]));
        await AssertRefusedAsync(store => store.ReplacePositionsAsync(mine.Customer.Id, goneAccount.Id, [Sample.Position(goneAccount, 909)]));
        await AssertRefusedAsync(store => store.SetDailyBalanceAsync(mine.Customer.Id, goneAccount.Id, new(Sample.Monday, 1m)));
        await AssertRefusedAsync(store => store.AddOutboxEventAsync(Sample.Event(goneAccount)));
    }

    [Fact]
    public async Task UpdatingOrDeletingWhatIsNotThere_IsRefused()
    {
        var mine = await AddHouseholdAsync();

        await AssertRefusedAsync(store => store.UpdatePartnerAsync(Sample.Partner(900)));
        await AssertRefusedAsync(store => store.DeletePartnerAsync(new PartnerId(900)));
        await AssertRefusedAsync(store => store.UpdateLoginAsync(mine.Login with { Id = new InstitutionLoginId(900) }));
        await AssertRefusedAsync(store => store.UpdateAccountAsync(mine.Account with { Id = new Core.Accounts.AccountId(900) }));
        await AssertRefusedAsync(store => store.UpdateTransactionsAsync([Sample.Transaction(mine.Account, 900)]));
        Assert.False(await WriteAsync(store => store.TryDeleteLoginAsync(mine.Customer.Id, new InstitutionLoginId(900))));
        Assert.False(await WriteAsync(store => store.TryDeleteAccountAsync(mine.Customer.Id, new Core.Accounts.AccountId(900))));
        Assert.False(await WriteAsync(store => store.TryDeleteCustomerAsync(mine.Partner.Id, new CustomerId(900))));
    }

    [Fact]
    public async Task DataKey_OfAnUnknownKindOfScope_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(store => store.AddDataKeyAsync(new WrappedDataKey(1, new KeyScope("node", 1), [1]))));
}
