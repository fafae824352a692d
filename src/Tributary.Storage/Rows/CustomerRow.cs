using Tributary.Core.Customers;
using Tributary.Core.Partners;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>A customer as it lies in its table.</summary>
internal sealed class CustomerRow
{
    public const string Columns = "id, partner_id, username, first_name, last_name, type, created_at";

    public long Id { get; init; }

    public long PartnerId { get; init; }

    public string Username { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string Type { get; init; } = "";

    public long CreatedAt { get; init; }

    public static CustomerRow Of(Customer customer) => new()
    {
        Id = customer.Id.Value,
        PartnerId = customer.PartnerId.Value,
        Username = customer.Username,
        FirstName = customer.FirstName,
        LastName = customer.LastName,
        Type = StoredName<CustomerType>.Of(customer.Type),
        CreatedAt = StoredForm.Of(customer.CreatedAt),
    };

    public static Customer Read(SqlRow row) => new()
    {
        Id = new CustomerId(row.Int64(0)),
        PartnerId = new PartnerId(row.Int64(1)),
        Username = row.Text(2),
        FirstName = row.TextOrNull(3),
        LastName = row.TextOrNull(4),
        Type = row.Word<CustomerType>(5),
        CreatedAt = row.Instant(6),
    };
}
