using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>An event as it lies in its table.</summary>
internal sealed class OutboxEventRow
{
    public const string Columns = "number, customer_id, account_id, change_number, added, modified, removed, at";

    public long Number { get; init; }

    public long CustomerId { get; init; }

    public long AccountId { get; init; }

    public long ChangeNumber { get; init; }

    public int Added { get; init; }

    public int Modified { get; init; }

    public int Removed { get; init; }

    public long At { get; init; }

    public static OutboxEventRow Of(OutboxEvent outboxEvent, long number) => new()
    {
        Number = number,
        CustomerId = outboxEvent.CustomerId.Value,
        AccountId = outboxEvent.AccountId.Value,
        ChangeNumber = outboxEvent.ChangeNumber,
        Added = outboxEvent.Added,
        Modified = outboxEvent.Modified,
        Removed = outboxEvent.Removed,
        At = StoredForm.Of(outboxEvent.At),
    };

    public static OutboxEvent Read(SqlRow row) => new(
        row.Int64(0),
        new CustomerId(row.Int64(1)),
        new AccountId(row.Int64(2)),
        row.Int64(3),
        row.Int32(4),
        row.Int32(5),
        row.Int32(6),
        row.Instant(7));
}
