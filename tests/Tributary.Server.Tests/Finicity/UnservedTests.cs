namespace Tributary.Server.Tests.Finicity;

/// <summary>Services of the protocol that are not served: their addresses answer like any that does not exist, in the caller's format.</summary>
public sealed class UnservedTests(FinicityServer fixture) : IClassFixture<FinicityServer>
{
    [Theory]
    // Logins moved to OAuth: no institution here signs in that way.
    [InlineData("PUT", "v1/customers/1/institutionLogins/2/institutions/3")]
    [InlineData("PUT", "v2/customers/1/institutionLogins/2/migration")]
    [InlineData("PUT", "v1/customers/1/applications/2")]
    [InlineData("POST", "v1/partners/applications")]
    [InlineData("GET", "v2/partners/applications")]
    [InlineData("POST", "v1/partners/accessKey")]
    // Reports and payments, sold apart.
    [InlineData("POST", "v1/customers/1/payStatements")]
    [InlineData("POST", "customers/1/recurring-transactions")]
    [InlineData("GET", "v2/customers/1/accounts/2/payments/paymentIndicator")]
    public async Task ServiceThatIsNotServed_IsAnAddressThatDoesNotExist(string method, string path)
    {
        using var caller = await fixture.CallerAsync();
        (await caller.SendAsync(new HttpMethod(method), path, null)).IsError(404, 14001, "Resource not found.");

        caller.Accept = "application/xml";
        (await caller.SendAsync(new HttpMethod(method), path, null)).IsError(404, 14001, "Resource not found.");
    }
}
