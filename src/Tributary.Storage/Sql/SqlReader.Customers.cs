using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.Partners;
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

    public Task<IReadOnlyList<Customer>> ListCustomersAsync(PartnerId partner) =>
        Session.ListAsync(
            Part.None,
            $"SELECT {CustomerRow.Columns} FROM customer WHERE partner_id = @Partner ORDER BY id",
            new { Partner = partner.Value },
            CustomerRow.Read);

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
