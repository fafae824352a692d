using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Tributary.Server.Tests.Finicity.TxPush;

namespace Tributary.Server.Tests.Finicity;

/// <summary>
/// Every route that names a customer, taken from the server's own table, so that a new one joins by itself: an id that is somebody
/// else's, deleted, or none at all is answered to the letter like one that never existed.
/// </summary>
public sealed class TenancyTests : IAsyncLifetime
{
    private const string Mark = "#";
    private const string NeverExisted = "9007199254740991";

    private TestServer _server = null!;
    private FinicityCaller _caller = null!;
    private Household _own = null!;
    private Household _sibling = null!;
    private Household _foreign = null!;
    private Household _deleted = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _caller = await FinicityCaller.OfSandboxAsync(_server);
        using var stranger = await FinicityCaller.OfNewPartnerAsync(_server);
        await using var listener = await Listener.StartAsync();
        _own = await SubscribedAsync(_caller, await _caller.WithTransactionAsync(await _caller.AddAllAsync()), listener);
        _sibling = await SubscribedAsync(_caller, await _caller.WithTransactionAsync(await _caller.AddAllAsync("other")), listener);
        _foreign = await SubscribedAsync(stranger, await stranger.WithTransactionAsync(await stranger.AddAllAsync()), listener);
        _deleted = await SubscribedAsync(_caller, await _caller.WithTransactionAsync(await _caller.AddAllAsync()), listener);
        (await _caller.DeleteAsync($"v1/customers/{_deleted.Customer}")).Is(204);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/xml")]
    public async Task EveryRoute_TellsASomebodyElsesIdLikeOneThatNeverExisted(string accept)
    {
        _caller.Accept = accept;
        var routes = RoutesOfCustomers();
        Assert.True(routes.Count >= 20, "The table of routes was found.");
        foreach (var (method, pattern) in routes)
        {
            foreach (var name in pattern.Parameters.Select(parameter => parameter.Name).Where(name => name != "institutionId"))
            {
                var unknown = await CallAsync(method, pattern, name, NeverExisted);
                // Later versions have no XML, and say that first.
                var refusal = accept == "application/xml" && !HasXml(pattern) ? "406 " : "404 ";
                Assert.True(unknown.StartsWith(refusal, StringComparison.Ordinal), $"{method} {pattern.RawText}: {unknown}");
                foreach (var id in OthersIds(name))
                {
                    var answer = await CallAsync(method, pattern, name, id);
                    Assert.True(unknown == answer, $"{method} {pattern.RawText} with {name} {id}: {answer} instead of {unknown}");
                }
            }
        }
    }

    [Fact]
    public async Task OwnIds_AreThere_SoThatTheMatrixProvesSomething()
    {
        (await _caller.GetAsync($"v1/customers/{_own.Customer}/institutionLogins/{_own.Login}/accounts")).Is(200);
        (await _caller.GetAsync($"v1/customers/{_sibling.Customer}/accounts/{_sibling.Accounts[0]}")).Is(200);
        (await _caller.GetAsync($"v1/customers/{_own.Customer}/accounts/{_sibling.Accounts[0]}")).Is(404);
    }

    private static bool HasXml(RoutePattern pattern) =>
        pattern.RawText!.StartsWith("/aggregation/v1", StringComparison.Ordinal) || pattern.RawText.StartsWith("/aggregation/v2", StringComparison.Ordinal);

    private static async Task<Household> SubscribedAsync(FinicityCaller caller, Household household, Listener listener) =>
        household with { Subscription = (await caller.SubscribeAsync(household, listener.Url))["account"].GetProperty("id").GetRawText() };

    private IEnumerable<string> OthersIds(string name)
    {
        Household[] others = name == "customerId" ? [_foreign, _deleted] : [_sibling, _foreign, _deleted];
        return
        [
            .. others.Select(household => IdIn(household, name)),
            "-1", "0", $"0{IdIn(_own, name)}", $"+{IdIn(_own, name)}", $"{IdIn(_own, name)}.0", $"%20{IdIn(_own, name)}",
            "9007199254740992", "9223372036854775808", new string('9', 400), "text", "null", "%C2%B2", "%D9%A3", "1e3", "0x10", "a%01b",
        ];
    }

    private static string IdIn(Household household, string name) => name switch
    {
        "customerId" => household.Customer,
        "accountId" => household.Accounts[0],
        "institutionLoginId" => $"{household.Login}",
        "transactionId" => $"{household.Transaction}",
        "assetId" => $"{household.Accounts[0]}-20260228",
        "refreshId" => household.Refresh,
        "uniqueTransactionId" => $"{household.Accounts[0]}-{household.Transaction}",
        "subscriptionId" => household.Subscription,
        _ => throw new InvalidOperationException($"Say what else than customers, logins, accounts and subscriptions is somebody's: {name}."),
    };

    /// <summary>Calls the route with one id replaced; the answer has the id, as written or as read, replaced by a mark.</summary>
    private async Task<string> CallAsync(string method, RoutePattern pattern, string name, string id)
    {
        var path = string.Join('/', pattern.PathSegments.Select(segment => Assert.Single(segment.Parts) switch
        {
            RoutePatternParameterPart parameter when parameter.Name == name => id,
            RoutePatternParameterPart { Name: "institutionId" } => "101732",
            RoutePatternParameterPart parameter => IdIn(_own, parameter.Name),
            var literal => ((RoutePatternLiteralPart)literal).Content,
        }));
        var reply = await _caller.SendAsync(new HttpMethod(method), path["aggregation/".Length..], null);
        var written = Uri.UnescapeDataString(id);
        return reply.ToString()
            .Replace($"({written})", $"({Mark})", StringComparison.Ordinal)
            .Replace($"[{written}]", $"[{Mark}]", StringComparison.Ordinal)
            .Replace($"= {written},", $"= {Mark},", StringComparison.Ordinal)
            .Replace(reply.ContentType == "application/xml" ? "ab" : "a\\u0001b", Mark, StringComparison.Ordinal);
    }

    private List<(string Method, RoutePattern Pattern)> RoutesOfCustomers()
    {
        var table = (EndpointDataSource)_server.Server.Services.GetService(typeof(EndpointDataSource))!;
        return
        [
            .. from endpoint in table.Endpoints.OfType<RouteEndpoint>()
               where endpoint.RoutePattern.RawText!.StartsWith("/aggregation", StringComparison.Ordinal)
               where endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name == "customerId")
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
               select (method, endpoint.RoutePattern),
        ];
    }
}
