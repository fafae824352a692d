using Tributary.Core.Customers;
using Tributary.Core.Partners;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>A customer as it lies in its table.</summary>
internal sealed class CustomerRow
{
    public const string Columns = "id, partner_id, username, first_name, last_name, phone, email, type, created_at, modified_at";

    public long Id { get; init; }

    public long PartnerId { get; init; }

    public string Username { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string Type { get; init; } = "";

    public long CreatedAt { get; init; }

    public long? ModifiedAt { get; init; }

    /// <summary>Written, never read: what a search looks into.</summary>
    public string SearchText { get; private init; } = "";

    public static CustomerRow Of(Customer customer) => new()
    {
        Id = customer.Id.Value,
        PartnerId = customer.PartnerId.Value,
        Username = customer.Username,
        FirstName = customer.FirstName,
        LastName = customer.LastName,
        Phone = customer.Phone,
        Email = customer.Email,
        Type = StoredName<CustomerType>.Of(customer.Type),
        CreatedAt = StoredForm.Of(customer.CreatedAt),
        ModifiedAt = StoredForm.Of(customer.ModifiedAt),
        SearchText = SearchForm.Of($"{customer.Username}\n{customer.FirstName} {customer.LastName}\n{customer.LastName} {customer.FirstName}"),
    };

    public static Customer Read(SqlRow row) => new()
    {
        Id = new CustomerId(row.Int64(0)),
        PartnerId = new PartnerId(row.Int64(1)),
        Username = row.Text(2),
        FirstName = row.TextOrNull(3),
        LastName = row.TextOrNull(4),
        Phone = row.TextOrNull(5),
        Email = row.TextOrNull(6),
        Type = row.Word<CustomerType>(7),
        CreatedAt = row.Instant(8),
        ModifiedAt = row.InstantOrNull(9),
    };
}
