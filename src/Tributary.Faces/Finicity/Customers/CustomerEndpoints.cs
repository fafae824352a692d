using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Customers;

namespace Tributary.Faces.Finicity.Customers;

/// <summary>A partner's customers, in the order a program meets these services.</summary>
internal static class CustomerEndpoints
{
    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapPost("/v1/customers/testing", AddTestingV1);
        calls.MapPost("/v2/customers/testing", AddTestingV2);
        calls.MapPost("/v1/customers/active", AddActiveV1);
        calls.MapPost("/v2/customers/active", AddActiveV2);
        calls.MapGet("/v1/customers/{customerId}", GetAsync);
        calls.MapDelete("/v1/customers/{customerId}", DeleteAsync);
    }

    private static async Task<IResult> AddTestingV1(FinicityCall call, CustomerRegistry customers) =>
        CustomerRecord.AddedV1(await AddAsync(call, customers, CustomerType.Testing));

    private static async Task<IResult> AddTestingV2(FinicityCall call, CustomerRegistry customers) =>
        CustomerRecord.AddedV2(await AddAsync(call, customers, CustomerType.Testing));

    private static async Task<IResult> AddActiveV1(FinicityCall call, CustomerRegistry customers) =>
        CustomerRecord.AddedV1(await AddAsync(call, customers, CustomerType.Active));

    private static async Task<IResult> AddActiveV2(FinicityCall call, CustomerRegistry customers) =>
        CustomerRecord.AddedV2(await AddAsync(call, customers, CustomerType.Active));

    private static async Task<IResult> GetAsync(FinicityCall call) => CustomerRecord.Answer(await call.CustomerAsync());

    private static async Task<IResult> DeleteAsync(FinicityCall call, CustomerRegistry customers)
    {
        await call.DeleteCustomerAsync(customers, await call.CustomerAsync());
        return FinicityAnswer.NoContent;
    }

    private static async Task<Customer> AddAsync(FinicityCall call, CustomerRegistry customers, CustomerType type)
    {
        var body = await call.BodyAsync();
        return await call.AddCustomerAsync(customers, body.Find("customer") ?? body, type);
    }
}
