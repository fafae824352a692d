using Tributary.Core.Customers;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>
/// A part of the store that one write at a time works on. A write that has named a part keeps it until it ends, so that what it read there
/// still holds when it commits; on SQLite, where writers go one after another, that is so of itself.
/// </summary>
internal readonly record struct Part(PartKind Kind, long Id, string Name)
{
    /// <summary>What no write needs for itself alone.</summary>
    public static Part None => default;

    /// <summary>The store's own values.</summary>
    public static Part Settings => new(PartKind.Settings, 0, "");

    /// <summary>The imported institutions.</summary>
    public static Part Institutions => new(PartKind.Institutions, 0, "");

    /// <summary>The queue of events.</summary>
    public static Part Events => new(PartKind.Events, 0, "");

    /// <summary>A partner, its key and its tokens; not its customers.</summary>
    public static Part Of(PartnerId partner) => new(PartKind.Partner, partner.Value, "");

    /// <summary>A customer with everything that is the customer's.</summary>
    public static Part Of(CustomerId customer) => new(PartKind.Customer, customer.Value, "");

    /// <summary>A username, taken or free.</summary>
    public static Part Of(PartnerId partner, string username) => new(PartKind.Username, partner.Value, username);

    /// <summary>The partner or customer of a data key.</summary>
    public static Part Of(KeyScope scope) =>
        DataKeyRow.ScopeColumn(scope) == "customer_id" ? Of(new CustomerId(scope.Id)) : Of(new PartnerId(scope.Id));
}

/// <summary>The kinds of parts.</summary>
internal enum PartKind
{
    None,
    Settings,
    Institutions,
    Partner,
    Username,
    Customer,
    Events,
}
