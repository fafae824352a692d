using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Tributary.Bench.Engines;
using Tributary.Bench.Processes;
using Tributary.Client;
using Tributary.Server.Data;

namespace Tributary.Bench.Serving;

/// <summary>The accounts of one login in a sandbox, and the request that asks for them.</summary>
internal sealed record SandboxAccounts(string Request, byte[] Body)
{
    public const int Count = 10;

    private const string Institution = "102105";
    private const string User = "profile_03";

    /// <summary>Adds a customer with a login of ten accounts to a running sandbox, as a program of a partner would.</summary>
    public static async Task<SandboxAccounts> AddAsync(ScratchFolder folder)
    {
        var server = RunningServer.Find(LocalServer.DataFolder(folder)) ?? throw new InvalidOperationException("No server runs.");
        using var http = new HttpClient { BaseAddress = server.Url };
        var partner = await new TributaryClient(http, server.Token.Reveal()).AddPartnerAsync(new NewPartner { Name = "Bench" }, CancellationToken.None);
        var client = new FinicityClient(http, new FinicityPartner(partner.PartnerId, partner.PartnerSecret, partner.AppKey));
        var customer = await client.AddTestingCustomerAsync("bench-customer", firstName: null, lastName: null, CancellationToken.None);
        var added = (AccountsAdded)await client.AddAllAccountsAsync(
            customer.Id, Institution, [new($"{Institution}001", User), new($"{Institution}002", User)], CancellationToken.None);
        if (added.Accounts.Count != Count)
            throw new InvalidOperationException($"The demo bank has {added.Accounts.Count} accounts for {User}.");

        var path = $"/aggregation/v1/customers/{customer.Id}/institutionLogins/{added.Accounts[0].InstitutionLoginId}/accounts";
        http.DefaultRequestHeaders.Add("Accept", "application/json");
        http.DefaultRequestHeaders.Add("Finicity-App-Key", partner.AppKey);
        var token = await AuthenticateAsync(http, partner);
        http.DefaultRequestHeaders.Add("Finicity-App-Token", token);
        var body = await http.GetByteArrayAsync(new Uri(path, UriKind.Relative));
        var request = $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
            + $"Finicity-App-Key: {partner.AppKey}\r\nFinicity-App-Token: {token}\r\n\r\n";
        return new SandboxAccounts(request, body);
    }

    private static async Task<string> AuthenticateAsync(HttpClient http, RegisteredPartner partner)
    {
        using var answer = await http.PostAsJsonAsync(
            new Uri("/aggregation/v2/partners/authentication", UriKind.Relative), new { partnerId = partner.PartnerId, partnerSecret = partner.PartnerSecret });
        answer.EnsureSuccessStatusCode();
        return (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())?["token"] ?? throw new InvalidOperationException("No token was given.");
    }
}
