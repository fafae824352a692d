using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.Partners;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sqlite;

/// <summary>Customers and their institution logins.</summary>
internal partial class SqliteReader
{
    public Task<Customer?> FindCustomerAsync(PartnerId partner, CustomerId id) =>
        Find(
            $"SELECT {CustomerRow.Columns} FROM customer WHERE partner_id = @Partner AND id = @Id",
            new { Partner = partner.Value, Id = id.Value },
            (CustomerRow row) => row.ToCustomer());

    public Task<Customer?> FindCustomerByUsernameAsync(PartnerId partner, string username) =>
        Find(
            $"SELECT {CustomerRow.Columns} FROM customer WHERE partner_id = @Partner AND username = @Username",
            new { Partner = partner.Value, Username = username },
            (CustomerRow row) => row.ToCustomer());

    public Task<IReadOnlyList<Customer>> ListCustomersAsync(PartnerId partner) =>
        List(
            $"SELECT {CustomerRow.Columns} FROM customer WHERE partner_id = @Partner ORDER BY id",
            new { Partner = partner.Value },
            (CustomerRow row) => row.ToCustomer());

    public Task<InstitutionLogin?> FindLoginAsync(CustomerId customer, InstitutionLoginId id) =>
        Find(
            $"SELECT {InstitutionLoginRow.Columns} FROM institution_login WHERE customer_id = @Customer AND id = @Id",
            new { Customer = customer.Value, Id = id.Value },
            (InstitutionLoginRow row) => row.ToInstitutionLogin());

    public Task<InstitutionLogin?> FindLoginByIdentityAsync(CustomerId customer, InstitutionId institution, byte[] identityTag) =>
        Find(
            $"""
             SELECT {InstitutionLoginRow.Columns} FROM institution_login
             WHERE customer_id = @Customer AND institution_id = @Institution AND identity_tag = @IdentityTag
             """,
            new { Customer = customer.Value, Institution = institution.Value, IdentityTag = identityTag },
            (InstitutionLoginRow row) => row.ToInstitutionLogin());

    public Task<IReadOnlyList<InstitutionLogin>> ListLoginsAsync(CustomerId customer) =>
        List(
            $"SELECT {InstitutionLoginRow.Columns} FROM institution_login WHERE customer_id = @Customer ORDER BY id",
            new { Customer = customer.Value },
            (InstitutionLoginRow row) => row.ToInstitutionLogin());

    public Task<IReadOnlyList<SealedField>> ListSealedFieldsAsync(CustomerId customer, InstitutionLoginId login) =>
        List(
            $"SELECT {SealedFieldRow.Columns} FROM sealed_field WHERE customer_id = @Customer AND login_id = @Login ORDER BY field",
            new { Customer = customer.Value, Login = login.Value },
            (SealedFieldRow row) => row.ToSealedField());
}
