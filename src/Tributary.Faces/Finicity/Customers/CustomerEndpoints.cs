using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Customers;

/// <summary>A partner's customers, in the order a program meets these services.</summary>
internal static class CustomerEndpoints
{
    private const int UsualLimit = 25;
    private const int MostLimit = 1000;

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapPost("/v1/customers/testing", AddTestingV1);
        calls.MapPost("/v2/customers/testing", AddTestingV2);
        calls.MapPost("/v1/customers/active", AddActiveV1);
        calls.MapPost("/v2/customers/active", AddActiveV2);
        calls.MapGet("/v1/customers", ListAsync);
        calls.MapGet("/v1/customers/{customerId}", GetAsync);
        calls.MapPut("/v1/customers/{customerId}", ModifyAsync);
        calls.MapDelete("/v1/customers/{customerId}", DeleteAsync);
        calls.MapGet("/v1/customers/{customerId}/application", GetApplicationAsync);
    }

    private static async Task<IResult> AddTestingV1(FinicityCall call, CustomerRegistry customers) =>
        CustomerRecord.AddedV1(await AddAsync(call, customers, CustomerType.Testing));

    private static async Task<IResult> AddTestingV2(FinicityCall call, CustomerRegistry customers) =>
        CustomerRecord.AddedV2(await AddAsync(call, customers, CustomerType.Testing));

    private static async Task<IResult> AddActiveV1(FinicityCall call, CustomerRegistry customers) =>
        CustomerRecord.AddedV1(await AddAsync(call, customers, CustomerType.Active));

    private static async Task<IResult> AddActiveV2(FinicityCall call, CustomerRegistry customers) =>
        CustomerRecord.AddedV2(await AddAsync(call, customers, CustomerType.Active));

    private static async Task<IResult> ListAsync(FinicityCall call, CustomerRegistry customers)
    {
        var paging = Paging.Of(call, UsualLimit, MostLimit);
        var query = new CustomerQuery
        {
            Search = call.Query("search"),
            Username = call.Query("username"),
            Type = call.Query("type")?.ToLowerInvariant() switch
            {
                null => null,
                "testing" => CustomerType.Testing,
                "active" => CustomerType.Active,
                _ => throw new TributaryException(ErrorCatalogue.ParameterInvalid, "type"),
            },
            Skip = paging.Skip,
            Take = paging.Take,
        };
        var page = await customers.ListAsync(call.Partner.Id, query, call.Aborted);
        return CustomerRecord.List(page, paging.HasMore(page.Total));
    }

    private static async Task<IResult> GetAsync(FinicityCall call) => CustomerRecord.Answer(await call.CustomerAsync());

    private static async Task<IResult> DeleteAsync(FinicityCall call, CustomerRegistry customers)
    {
        var customer = await call.CustomerAsync();
        await customers.DeleteAsync(call.Partner.Id, customer.Id, call.Aborted);
        return FinicityAnswer.NoContent;
    }

    /// <summary>Programs send back the whole record they got: what cannot be changed in it is left alone.</summary>
    private static async Task<IResult> ModifyAsync(FinicityCall call, CustomerRegistry customers)
    {
        var customer = await call.CustomerAsync();
        await customers.ModifyAsync(call.Partner.Id, customer.Id, ReadDetails(await ReadAsync(call)), call.Aborted);
        return FinicityAnswer.NoContent;
    }

    /// <summary>Applications belong to institutions that sign in by OAuth, of which there are none here yet.</summary>
    private static async Task<IResult> GetApplicationAsync(FinicityCall call)
    {
        await call.CustomerAsync();
        throw new TributaryException(ErrorCatalogue.ApplicationNotFound);
    }

    private static async Task<Customer> AddAsync(FinicityCall call, CustomerRegistry customers, CustomerType type)
    {
        var customer = await ReadAsync(call);
        var username = FinicityCall.Require(customer, "username");
        return await customers.AddAsync(call.Partner.Id, username, ReadDetails(customer), type, call.Aborted);
    }

    private static async Task<WireNode> ReadAsync(FinicityCall call)
    {
        var body = await call.BodyAsync();
        return body.Find("customer") ?? body;
    }

    private static CustomerDetails ReadDetails(WireNode customer) =>
        new(customer.Word("firstName"), customer.Word("lastName"), customer.Word("phone"), customer.Word("email"));
}
