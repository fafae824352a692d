using System.Globalization;
using Tributary.Core.Customers;
using Tributary.Core.Transactions;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Customers;

/// <summary>
/// The customer record (Finicity Customers). Its id comes first in every form: a published shell script reads it by place. The date
/// is a quoted text, except in the answer of adding by version 2.
/// </summary>
internal static class CustomerRecord
{
    public static FinicityAnswer AddedV1(Customer customer) => FinicityAnswer.Created(wire => wire.Document("customer", () =>
    {
        wire.Text("id", customer.Id.ToString());
        QuotedCreatedDate(wire, customer);
    }));

    public static FinicityAnswer AddedV2(Customer customer) => FinicityAnswer.Created(wire => wire.Document("customer", () =>
    {
        wire.Text("id", customer.Id.ToString());
        wire.Text("username", customer.Username);
        wire.Number("createdDate", EpochTime.Of(customer.CreatedAt));
    }));

    public static FinicityAnswer Answer(Customer customer) =>
        FinicityAnswer.Ok(wire => wire.Document("customer", () => Write(wire, customer)));

    public static FinicityAnswer List(Page<Customer> page, bool hasMore) => FinicityAnswer.Ok(wire =>
        wire.ListDocument("customers", "customer", page.Items, customer => Write(wire, customer), () =>
        {
            wire.Number("found", page.Total);
            wire.Number("displaying", page.Items.Count);
            wire.Flag("moreAvailable", hasMore);
        }));

    private static void Write(WireWriter wire, Customer customer)
    {
        wire.Text("id", customer.Id.ToString());
        wire.Text("username", customer.Username);
        wire.TextIfAny("firstName", customer.FirstName);
        wire.TextIfAny("lastName", customer.LastName);
        wire.TextIfAny("phone", customer.Phone);
        wire.TextIfAny("email", customer.Email);
        wire.Text("type", customer.Type == CustomerType.Testing ? "testing" : "active");
        QuotedCreatedDate(wire, customer);
        if (customer.ModifiedAt is { } modified)
            wire.Text("lastModifiedDate", Quoted(modified));
    }

    private static void QuotedCreatedDate(WireWriter wire, Customer customer) => wire.Text("createdDate", Quoted(customer.CreatedAt));

    private static string Quoted(DateTimeOffset instant) => EpochTime.Of(instant).ToString(CultureInfo.InvariantCulture);
}
