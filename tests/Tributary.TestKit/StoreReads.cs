using Tributary.Core.Customers;
using Tributary.Core.Partners;
using Tributary.Core.Store;

namespace Tributary.TestKit;

/// <summary>Reads that only tests make.</summary>
public static class StoreReads
{
    public static async Task<IReadOnlyList<Customer>> ListAllCustomersAsync(this IStoreReader reader, PartnerId partner) =>
        (await reader.ListCustomersAsync(partner, new CustomerQuery { Take = int.MaxValue })).Items;
}
