using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.Partners;
using Tributary.Core.Transactions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>Customers and their institution logins.</summary>
internal partial class SqlReader
{
    public Task<Customer?> FindCustomerAsync(PartnerId partner, CustomerId id) =>
        Session.FindAsync(
            Part.Of(id),
            $"SELECT {CustomerRow.Columns} FROM customer WHERE partner_id = @Partner AND id = @Id",
            new { Partner = partner.Value, Id = id.Value },
            CustomerRow.Read);

    public Task<Customer?> FindCustomerByUsernameAsync(PartnerId partner, string username) =>
        Session.FindAsync(
            Part.Of(partner, username),
            $"SELECT {CustomerRow.Columns} FROM customer WHERE partner_id = @Partner AND username = @Username",
            new { Partner = partner.Value, Username = username },
            CustomerRow.Read);

    public async Task<Page<Customer>> ListCustomersAsync(PartnerId partner, CustomerQuery query)
    {
        var parameters = new
        {
            Partner = partner.Value,
            query.Username,
            Type = query.Type is { } type ? StoredName<CustomerType>.Of(type) : null,
            Pattern = query.Search is { } words ? SearchForm.Containing(words) : null,
            query.Take,
            query.Skip,
        };
        var which = "FROM customer WHERE partner_id = @Partner"
            + (query.Username is null ? "" : " AND username = @Username")
            + (query.Type is null ? "" : " AND type = @Type")
            + (query.Search is null ? "" : @" AND search_text LIKE @Pattern ESCAPE '\'");
        var customers = await Session.ListAsync(
            Part.None,
            $"SELECT {CustomerRow.Columns} {which} ORDER BY id LIMIT @Take OFFSET @Skip",
            parameters,
            CustomerRow.Read);
        var total = await Session.ListAsync(Part.None, $"SELECT count(*) {which}", parameters, row => row.Int32(0));
        return new Page<Customer>(total[0], customers);
    }

    public Task<InstitutionLogin?> FindLoginAsync(CustomerId customer, InstitutionLoginId id) =>
        Session.FindAsync(
            Part.Of(customer),
            $"SELECT {InstitutionLoginRow.Columns} FROM institution_login WHERE customer_id = @Customer AND id = @Id",
            new { Customer = customer.Value, Id = id.Value },
            InstitutionLoginRow.Read);

    public Task<InstitutionLogin?> FindLoginByIdentityAsync(CustomerId customer, InstitutionId institution, byte[] identityTag) =>
        Session.FindAsync(
            Part.Of(customer),
            $"""
             SELECT {InstitutionLoginRow.Columns} FROM institution_login
             WHERE customer_id = @Customer AND institution_id = @Institution AND identity_tag = @IdentityTag
             """,
            new { Customer = customer.Value, Institution = institution.Value, IdentityTag = identityTag },
            InstitutionLoginRow.Read);

    public Task<IReadOnlyList<InstitutionLogin>> ListLoginsAsync(CustomerId customer) =>
        Session.ListAsync(
            Part.Of(customer),
            $"SELECT {InstitutionLoginRow.Columns} FROM institution_login WHERE customer_id = @Customer ORDER BY id",
            new { Customer = customer.Value },
            InstitutionLoginRow.Read);

    public Task<IReadOnlyList<SealedField>> ListSealedFieldsAsync(CustomerId customer, InstitutionLoginId login) =>
        Session.ListAsync(
            Part.Of(customer),
            $"SELECT {SealedFieldRow.Columns} FROM sealed_field WHERE customer_id = @Customer AND login_id = @Login ORDER BY field",
            new { Customer = customer.Value, Login = login.Value },
            SealedFieldRow.Read);
}
