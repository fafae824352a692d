using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Partners;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>Customers and their institution logins.</summary>
internal sealed partial class SqlWriter
{
    public async Task<bool> TryAddCustomerAsync(Customer customer) =>
        await Session.WriteAsync(
            Part.Of(customer.PartnerId, customer.Username),
            $"""
             INSERT INTO customer ({CustomerRow.Columns}, search_text)
             VALUES (@Id, @PartnerId, @Username, @FirstName, @LastName, @Phone, @Email, @Type, @CreatedAt, @ModifiedAt, @SearchText)
             ON CONFLICT DO NOTHING
             """,
            CustomerRow.Of(customer)) > 0;

    public Task UpdateCustomerAsync(Customer customer) =>
        Session.WriteExistingAsync(
            Part.Of(customer.Id),
            "customer",
            """
            UPDATE customer
            SET first_name = @FirstName, last_name = @LastName, phone = @Phone, email = @Email, type = @Type, modified_at = @ModifiedAt, search_text = @SearchText
            WHERE partner_id = @PartnerId AND id = @Id
            """,
            CustomerRow.Of(customer));

    public Task<bool> TryDeleteCustomerAsync(PartnerId partner, CustomerId id) =>
        Session.EraseAsync(
            Part.Of(id),
            "DELETE FROM customer WHERE partner_id = @Partner AND id = @Id",
            new { Partner = partner.Value, Id = id.Value });

    public Task AddLoginAsync(InstitutionLogin login) =>
        Session.WriteAsync(
            Part.Of(login.CustomerId),
            $"""
             INSERT INTO institution_login ({InstitutionLoginRow.Columns})
             VALUES (@CustomerId, @Id, @InstitutionId, @IdentityTag, @Label, @Status, @StatusInstitutionCode,
                     @AttemptAt, @SuccessAt, @CreatedAt)
             """,
            InstitutionLoginRow.Of(login));

    public Task UpdateLoginAsync(InstitutionLogin login) =>
        Session.WriteExistingAsync(
            Part.Of(login.CustomerId),
            "institution login",
            """
            UPDATE institution_login
            SET identity_tag = @IdentityTag, label = @Label, status = @Status, status_institution_code = @StatusInstitutionCode,
                attempt_at = @AttemptAt, success_at = @SuccessAt
            WHERE customer_id = @CustomerId AND id = @Id
            """,
            InstitutionLoginRow.Of(login));

    public Task<bool> TryDeleteLoginAsync(CustomerId customer, InstitutionLoginId id) =>
        Session.EraseAsync(
            Part.Of(customer),
            "DELETE FROM institution_login WHERE customer_id = @Customer AND id = @Id",
            new { Customer = customer.Value, Id = id.Value });

    public Task SetSealedFieldAsync(CustomerId customer, InstitutionLoginId login, SealedField field) =>
        Session.WriteAsync(
            Part.Of(customer),
            """
            INSERT INTO sealed_field (customer_id, login_id, field, value) VALUES (@Customer, @Login, @Field, @Value)
            ON CONFLICT (customer_id, login_id, field) DO UPDATE SET value = excluded.value
            """,
            new { Customer = customer.Value, Login = login.Value, field.Field, field.Value });
}
