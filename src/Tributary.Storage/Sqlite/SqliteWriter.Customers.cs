using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Partners;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sqlite;

/// <summary>Customers and their institution logins.</summary>
internal sealed partial class SqliteWriter
{
    public Task<bool> TryAddCustomerAsync(Customer customer) =>
        TryWrite(
            $"""
             INSERT INTO customer ({CustomerRow.Columns})
             VALUES (@Id, @PartnerId, @Username, @FirstName, @LastName, @Type, @CreatedAt)
             ON CONFLICT DO NOTHING
             """,
            CustomerRow.Of(customer));

    public Task<bool> TryDeleteCustomerAsync(PartnerId partner, CustomerId id) =>
        TryErase(
            "DELETE FROM customer WHERE partner_id = @Partner AND id = @Id",
            new { Partner = partner.Value, Id = id.Value });

    public Task AddLoginAsync(InstitutionLogin login) =>
        Write(
            $"""
             INSERT INTO institution_login ({InstitutionLoginRow.Columns})
             VALUES (@CustomerId, @Id, @InstitutionId, @IdentityTag, @Label, @Status, @StatusInstitutionCode,
                     @AttemptAt, @SuccessAt, @CreatedAt)
             """,
            InstitutionLoginRow.Of(login));

    public Task UpdateLoginAsync(InstitutionLogin login) =>
        WriteExisting(
            "institution login",
            """
            UPDATE institution_login
            SET identity_tag = @IdentityTag, label = @Label, status = @Status, status_institution_code = @StatusInstitutionCode,
                attempt_at = @AttemptAt, success_at = @SuccessAt
            WHERE customer_id = @CustomerId AND id = @Id
            """,
            InstitutionLoginRow.Of(login));

    public Task<bool> TryDeleteLoginAsync(CustomerId customer, InstitutionLoginId id) =>
        TryErase(
            "DELETE FROM institution_login WHERE customer_id = @Customer AND id = @Id",
            new { Customer = customer.Value, Id = id.Value });

    public Task SetSealedFieldAsync(CustomerId customer, InstitutionLoginId login, SealedField field) =>
        Write(
            """
            INSERT INTO sealed_field (customer_id, login_id, field, value) VALUES (@Customer, @Login, @Field, @Value)
            ON CONFLICT (customer_id, login_id, field) DO UPDATE SET value = excluded.value
            """,
            new { Customer = customer.Value, Login = login.Value, field.Field, field.Value });
}
