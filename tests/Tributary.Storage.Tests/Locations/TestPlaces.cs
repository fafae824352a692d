using System.Globalization;
using System.Text;
using Tributary.Core.Accounts;
using Tributary.Core.Categories;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Operators;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Core.SignOn;
using Tributary.Core.Store;
using Tributary.Core.Transactions;
using Tributary.Storage.Tests.Contract;
using Tributary.Storage.Tests.Sqlite;
using Tributary.TestKit;

namespace Tributary.Storage.Tests.Locations;

/// <summary>Places for stores on both databases, ways to fill them, and all rows of one as text.</summary>
internal sealed class TestPlaces : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _files;

    public string Folder => _folder.Path;

    public async Task<Place> NewAsync(string database)
    {
        if (database != "sqlite")
        {
            var connectionString = await TestPostgres.NewStoreAsync();
            return new Place(StoreLocation.OfDatabase(connectionString), connectionString);
        }

        var file = _folder.File($"store-{++_files}.db");
        return new Place(StoreLocation.OfFile(file), file);
    }

    public string File(string name) => _folder.File(name);

    /// <summary>Makes a store with rows in every table, some of them awkward, for a number of households.</summary>
    public static async Task FillAsync(StoreLocation location, int households, int transactions = 3)
    {
        var store = await location.OpenAsync();
        await using var open = (IAsyncDisposable)store;
        for (var i = 0; i < households; i++)
            await store.WriteAsync(tx => AddHouseholdAsync(tx, transactions), CancellationToken.None);
    }

    /// <summary>Everything: each table's rows in the order of its key, and the next numbers.</summary>
    public static async Task<string> ExportAsync(StoreLocation location)
    {
        await using var snapshot = await location.SnapshotAsync(CancellationToken.None);
        var text = new StringBuilder();
        foreach (var table in snapshot.Tables)
        {
            await foreach (var row in snapshot.RowsAsync(table, CancellationToken.None))
                text.Append(table.Name).Append(' ').AppendJoin('|', row.Select(Print)).Append('\n');
        }

        return text.Append(CultureInfo.InvariantCulture, $"{await snapshot.NumbersAsync()}").ToString();
    }

    public void Dispose() => _folder.Dispose();

    private static string Print(object? value) => value switch
    {
        null => "(null)",
        byte[] bytes => Convert.ToHexString(bytes),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static async Task AddHouseholdAsync(IStoreWriter tx, int transactions)
    {
        var id = await tx.TakeIdsAsync(10);
        var partner = Sample.Partner(id);
        var customer = Sample.Customer(partner.Id, id + 1) with { FirstName = "Zoë", LastName = "" };
        var login = Sample.Login(customer.Id, id + 2);
        var account = Sample.FullAccount(login, id + 3) with { ChangeNumber = 0 };
        var bare = Sample.Account(login, id + 4);
        await tx.SetSettingAsync($"setting.{id}", []);
        await tx.TryAddPartnerAsync(partner with { LockedAt = Sample.Noon, FailedAuthentications = 5 });
        await tx.AddDataKeyAsync(new WrappedDataKey(id + 5, KeyScope.Of(partner.Id), Sample.Bytes(id)));
        await tx.AddAccessTokenAsync(new AccessToken(Sample.Bytes(-id), partner.Id, Sample.Noon.AddHours(2)), Sample.Noon);
        await tx.TryAddOperatorTokenAsync(new OperatorToken($"token {id}", Sample.Bytes(id), Sample.Noon));
        await tx.TryAddCustomerAsync(customer);
        await tx.AddDataKeyAsync(new WrappedDataKey(id + 6, KeyScope.Of(customer.Id), Sample.Bytes(id)));
        await tx.TryAddApplicationAsync(Sample.Application(partner) with { BatchId = id % 20 == 0 ? null : "batch" });
        await tx.TryUseAssertionAsync(partner.Id, Sample.Bytes(id), Sample.Noon.AddHours(1), Sample.Noon);
        await tx.AddCustomerTokenAsync(new CustomerToken(Sample.Bytes(id), partner.Id, customer.Id, Sample.Noon.AddHours(1)), Sample.Noon);
        await tx.TryAddBatchFileAsync(
            new BatchFile(id + 8, partner.Id, "20260302.xml.gz", Sample.Noon, IsDeleted: false), [new BatchPart(0, null, []), new BatchPart(1, customer.Id, Sample.Bytes(id))]);
        await tx.AddLoginAsync(login);
        await tx.SetSealedFieldAsync(customer.Id, login.Id, new SealedField("user", Sample.Bytes(id)));
        await tx.AddAccountAsync(account);
        await tx.AddAccountAsync(bare);
        await AddRowsAsync(tx, customer.Id, account, id, transactions);
    }

    private static async Task AddRowsAsync(IStoreWriter tx, CustomerId customer, Account account, long id, int transactions)
    {
        var change = await tx.TakeChangeNumberAsync(customer);
        var first = await tx.TakeIdsAsync(transactions);
        var added = Enumerable.Range(0, transactions)
            .Select(n => (n % 2 == 0 ? Sample.FullTransaction(account, first + n) : Sample.Transaction(account, first + n)) with
            {
                Amount = new decimal(n, 0, 0, n % 3 == 0, (byte)(n % 29)),
                PostedDate = n % 7 == 0 ? DateOnly.MaxValue : Sample.Monday.AddDays(-n % 4000),
                AddedInChange = change,
                ChangeNumber = change,
            })
            .ToList();
        await tx.AddTransactionsAsync(added);
        await tx.UpdateTransactionsAsync([.. added.Take(2).Select(t => t with { Memo = "\u0001 ' \" \\ \t\n –", State = TransactionState.Vanished })]);
        await tx.ReplacePositionsAsync(customer, account.Id, [Sample.Position(account, id + 7) with { UnitPrice = 0.000000001m, PriceDate = DateOnly.MinValue }]);
        await tx.SetDailyBalanceAsync(customer, account.Id, new DailyBalance(Sample.Monday, -0.10m));
        await tx.AddOutboxEventAsync(Sample.Event(account, change));
        await tx.SaveInstitutionsAsync([Sample.Institution(await tx.TakeIdsAsync(1))]);
        var subscriptions = await tx.TakeIdsAsync(2);
        await tx.AddSubscriptionAsync(Sample.Subscription(account, subscriptions));
        await tx.AddSubscriptionAsync(Sample.Subscription(account, subscriptions + 1) with { Closing = account });
        await tx.AddCategoryRuleAsync(Sample.CategoryRule(added[0], id + 8));
        await tx.SetRecategorizationAsync(new Recategorization(customer, added[0].Id));
    }
}

/// <summary>A place for a store, and how tests reach it past the store.</summary>
/// <param name="Location">The place.</param>
/// <param name="Address">Its file, or its connection string.</param>
internal sealed record Place(StoreLocation Location, string Address);
