using System.Net.Http.Json;
using System.Text.Json;

namespace Tributary.Server.Tests.Finicity.TxPush;

/// <summary>Short ways to what a program and its operator do about events.</summary>
internal static class Subscriber
{
    public static Task<FinicityReply> TrySubscribeAsync(this FinicityCaller caller, string customer, string account, string callbackUrl) =>
        caller.PostAsync($"v1/customers/{customer}/accounts/{account}/txpush", JsonSerializer.Serialize(new { callbackUrl }));

    /// <summary>Subscribes, and returns the keys by type.</summary>
    public static async Task<Dictionary<string, JsonElement>> SubscribeAsync(
        this FinicityCaller caller, Household household, string callbackUrl, int account = 0)
    {
        var reply = await caller.TrySubscribeAsync(household.Customer, household.Accounts[account], callbackUrl);
        return reply.Is(201).Json.GetProperty("subscriptions").EnumerateArray()
            .ToDictionary(one => one.GetProperty("type").GetString()!, StringComparer.Ordinal);
    }

    /// <summary>Adds a test transaction and returns its id.</summary>
    public static async Task<long> AddTestTransactionAsync(
        this FinicityCaller caller, Household household, int account = 0, string description = "a test purchase")
    {
        var reply = await caller.PostAsync(
            $"v1/customers/{household.Customer}/accounts/{household.Accounts[account]}/transactions",
            $$"""{"amount":-4.25,"description":"{{description}}","postedDate":1772400000,"transactionDate":1772400000}""");
        return reply.Is(201).Json.GetProperty("id").GetInt64();
    }

    /// <summary>The operator's view, by id.</summary>
    public static async Task<Dictionary<string, JsonElement>> SubscriptionsAsync(this TestServer server) =>
        (await server.Operator.GetFromJsonAsync<JsonElement>("tributary/v1/subscriptions")).GetProperty("subscriptions").EnumerateArray()
            .ToDictionary(one => one.GetProperty("id").GetString()!, StringComparer.Ordinal);

    /// <summary>Waits until the operator sees the subscription in a state.</summary>
    public static async Task<JsonElement> UntilAsync(this TestServer server, JsonElement subscription, Func<JsonElement, bool> condition)
    {
        var id = subscription.GetProperty("id").GetRawText();
        var seen = default(JsonElement);
        await Eventually.IsAsync(
            async () => (await server.SubscriptionsAsync()).TryGetValue(id, out seen) && condition(seen), () => seen.ToString());
        return seen;
    }

    public static Task<JsonElement> UntilStateAsync(this TestServer server, JsonElement subscription, string state) =>
        server.UntilAsync(subscription, seen => seen.GetProperty("state").GetString() == state);
}
