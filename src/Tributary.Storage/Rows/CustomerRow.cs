using Tributary.Core.Customers;
using Tributary.Core.Partners;

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

    public Customer ToCustomer() => new()
    {
        Id = new CustomerId(Id),
        PartnerId = new PartnerId(PartnerId),
        Username = Username,
        FirstName = FirstName,
        LastName = LastName,
        Phone = Phone,
        Email = Email,
        Type = StoredName<CustomerType>.Parse(Type),
        CreatedAt = StoredForm.Instant(CreatedAt),
        ModifiedAt = StoredForm.InstantOrNull(ModifiedAt),
    };
}
