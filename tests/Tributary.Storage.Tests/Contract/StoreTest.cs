using System.Text;
using Tributary.Core.Accounts;
using Tributary.Core.Categories;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Core.SignOn;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Storage.Tests.Contract;

/// <summary>A test with a fresh store of its own, and short ways to fill it.</summary>
public abstract class StoreTest : IAsyncLifetime
{
    protected static bool IsLong => Environment.GetEnvironmentVariable("TRIBUTARY_TEST_LONG") == "1";

    protected static CancellationToken NoCancellation => CancellationToken.None;

    protected IStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (Store is IAsyncDisposable open)
            await open.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<IStore> OpenAsync();

    protected Task<T> ReadAsync<T>(Func<IStoreReader, Task<T>> work) => Store.ReadAsync(work, NoCancellation);

    protected Task<T> WriteAsync<T>(Func<IStoreWriter, Task<T>> work) => Store.WriteAsync(work, NoCancellation);

    protected Task WriteAsync(Func<IStoreWriter, Task> work) => Store.WriteAsync(work, NoCancellation);

    protected Task<Partner> AddPartnerAsync() => WriteAsync(async store =>
    {
        var partner = Sample.Partner(await store.TakeIdsAsync(1));
        Assert.True(await store.TryAddPartnerAsync(partner));
        return partner;
    });

    protected Task<Customer> AddCustomerAsync(PartnerId partner) => WriteAsync(async store =>
    {
        var customer = Sample.Customer(partner, await store.TakeIdsAsync(1));
        Assert.True(await store.TryAddCustomerAsync(customer));
        return customer;
    });

    /// <summary>A partner with one customer who has one login with one account.</summary>
    protected async Task<Household> AddHouseholdAsync(Partner? partner = null)
    {
        partner ??= await AddPartnerAsync();
        var customer = await AddCustomerAsync(partner.Id);
        return await WriteAsync(async store =>
        {
            var first = await store.TakeIdsAsync(2);
            var login = Sample.Login(customer.Id, first);
            var account = Sample.Account(login, first + 1);
            await store.AddLoginAsync(login);
            await store.AddAccountAsync(account);
            return new Household(partner, customer, login, account);
        });
    }

    /// <summary>Puts at least one row of the household into every table that can hold one.</summary>
    protected Task FillAsync(Household household, string words = "words") => WriteAsync(async store =>
    {
        var (partner, customer, login, account) = household;
        var id = await store.TakeIdsAsync(6);
        await store.TryAddApplicationAsync(Sample.Application(partner));
        await store.AddCustomerTokenAsync(new CustomerToken(Sample.Bytes(id), partner.Id, customer.Id, Sample.Noon.AddHours(1)), Sample.Noon);
        await store.TryAddBatchFileAsync(
            new BatchFile(id + 5, partner.Id, $"{id}.xml.gz", Sample.Noon, IsDeleted: false), [new BatchPart(0, customer.Id, Encoding.UTF8.GetBytes(words))]);
        await store.AddDataKeyAsync(new WrappedDataKey(id, KeyScope.Of(customer.Id), Sample.Bytes(id)));
        await store.SetSealedFieldAsync(customer.Id, login.Id, new SealedField("101732001", Sample.Bytes(7)));
        var transaction = Sample.FullTransaction(account, id + 1) with { Description = words };
        await store.AddTransactionsAsync([transaction, Sample.Transaction(account, id + 2)]);
        await store.UpdateTransactionsAsync([transaction with { Memo = words }]);
        await store.ReplacePositionsAsync(customer.Id, account.Id, [Sample.Position(account, id + 3)]);
        await store.SetDailyBalanceAsync(customer.Id, account.Id, new DailyBalance(Sample.Monday, 1.10m));
        await store.AddOutboxEventAsync(Sample.Event(account));
        await store.AddSubscriptionAsync(Sample.Subscription(account, id + 4));
        await store.AddCategoryRuleAsync(Sample.CategoryRule(transaction, id + 5));
        await store.SetRecategorizationAsync(new Recategorization(customer.Id, transaction.Id));
    });

    protected static TransactionQuery Everything() =>
        new() { From = DateOnly.MinValue, To = DateOnly.MaxValue, IncludePending = true, Take = int.MaxValue };

    protected Task<int> CountTransactionsAsync(Household household) =>
        ReadAsync(async store => (await store.ListTransactionsAsync(household.Customer.Id, Everything())).Total);

    protected sealed record Household(Partner Partner, Customer Customer, InstitutionLogin Login, Account Account);
}
