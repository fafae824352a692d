using System.Text;
using Dapper;
using Tributary.Storage.Sqlite;
using Tributary.Storage.Tests.Contract;

namespace Tributary.Storage.Tests.Sqlite;

/// <summary>Deleted data is gone from every table and from the bytes of the files.</summary>
public sealed class SqliteErasureTests : SqliteStoreTest
{
    private const string Canary = "CANARY-6f1c2b-Zürich";

    [Fact]
    public async Task DeletingACustomer_LeavesNoRowInAnyTable()
    {
        var gone = await AddHouseholdAsync();
        await FillAsync(gone);
        var filled = TablesWithRowsOf(gone.Customer.Id.Value);

        await WriteAsync(store => store.TryDeleteCustomerAsync(gone.Partner.Id, gone.Customer.Id));

        Assert.Equal(TablesOfCustomers(), filled);
        Assert.Empty(TablesWithRowsOf(gone.Customer.Id.Value));
    }

    [Fact]
    public async Task DeletingACustomer_LeavesNothingInTheFiles()
    {
        var gone = await AddHouseholdAsync();
        await FillAsync(gone, Canary);
        await FillAsync(await AddHouseholdAsync(gone.Partner));
        Assert.True(FilesHold(Canary));

        await WriteAsync(store => store.TryDeleteCustomerAsync(gone.Partner.Id, gone.Customer.Id));

        Assert.False(FilesHold(Canary));
    }

    [Fact]
    public async Task DeletingACustomer_WhileAReaderStillSeesIt_LeavesNothingAfterALaterWrite()
    {
        var gone = await AddHouseholdAsync();
        await FillAsync(gone, Canary);
        var isReading = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var reading = Task.Run(() => ReadAsync(async store =>
        {
            await store.ListPartnersAsync();
            isReading.SetResult();
            await goOn.Task;
            return (await store.ListTransactionsAsync(gone.Customer.Id, Everything())).Total;
        }));
        await isReading.Task;

        await WriteAsync(store => store.TryDeleteCustomerAsync(gone.Partner.Id, gone.Customer.Id));
        goOn.SetResult();
        Assert.Equal(2, await reading);
        await AddPartnerAsync();

        Assert.False(FilesHold(Canary));
    }

    [Fact]
    public async Task LongTextsOfADeletedAccount_LeaveNothingInTheFiles()
    {
        var gone = await AddHouseholdAsync();
        var words = string.Concat(Enumerable.Repeat(Canary + " ", 2000));
        await WriteAsync(store => store.AddTransactionsAsync([Sample.Transaction(gone.Account, 1) with { Memo = words }]));

        await WriteAsync(store => store.TryDeleteAccountAsync(gone.Customer.Id, gone.Account.Id));

        Assert.False(FilesHold(Canary));
    }

    private bool FilesHold(string text) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(StorePath)!).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    private List<string> TablesOfCustomers()
    {
        using var connection = new SqliteFile(StorePath).OpenReader();
        return [.. connection.Query<string>(
            """
            SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' AND (c.name = 'customer_id' OR m.name = 'customer' AND c.name = 'id') ORDER BY m.name
            """)];
    }

    private List<string> TablesWithRowsOf(long customer)
    {
        using var connection = new SqliteFile(StorePath).OpenReader();
        return [.. TablesOfCustomers().Where(table => connection.ExecuteScalar<long>(
            $"SELECT count(*) FROM {table} WHERE {(table == "customer" ? "id" : "customer_id")} = @customer", new { customer }) > 0)];
    }
}
