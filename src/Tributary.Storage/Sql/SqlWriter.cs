using Tributary.Core.Customers;
using Tributary.Core.Store;

namespace Tributary.Storage.Sql;

/// <summary>Reads and writes inside one transaction.</summary>
internal sealed partial class SqlWriter(SqlSession session) : SqlReader(session), IStoreWriter
{
    public Task<long> TakeIdsAsync(int count) => Session.TakeIdsAsync(count);

    public Task<long> TakeChangeNumberAsync(CustomerId customer) => Session.RunAsync(Part.Of(customer), async () =>
        await Session.ListAsync(
            Part.None,
            "UPDATE customer SET change_number = change_number + 1 WHERE id = @Customer RETURNING change_number",
            new { Customer = customer.Value },
            row => row.Int64(0)) is [var number]
            ? number
            : throw SqlSession.Missing("customer"));
}
