using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Tributary.Cli.Tests.Programs;
using Tributary.Client;

namespace Tributary.Cli.Tests;

/// <summary>The operator's list of who is told of what, with a server on the store and without.</summary>
public sealed class SubscriptionsTests
{
    [Fact]
    public async Task Subscriptions_AreListed_WithoutTheCallbacksQuery()
    {
        using var workspace = new Workspace();
        await using var server = await workspace.ServeAsync();
        var (customer, account, callback) = await SubscribeAsync(server, FirstScreen.Read(await server.ReadUntilAsync("Ctrl-C")));

        var served = await workspace.RunAsync("subscriptions", "list");
        await server.StopAsync("TERM");
        var own = await workspace.RunAsync("subscriptions", "list");

        Assert.Equal(served.Out, own.Out);
        foreach (var kind in new[] { "account", "transaction" })
            Assert.Matches($@"(?m)^\d+\s+{customer}\s+{account}\s+{kind}\s+{callback}\s+idle\s+0\s+0$", served.Out);
        Assert.DoesNotContain("hidden", served.Both + own.Both, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoreWithoutSubscriptions_ShowsTheirColumns()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();

        var listed = await workspace.RunAsync("subscriptions", "list");

        Assert.Equal(0, listed.ExitCode);
        Assert.Matches("^Id  Customer  Account  Of  Callback  State  Pending  Dropped  Last told  Failing since  Next attempt  Last error\n$", listed.Out);
    }

    private static async Task<(string Customer, string Account, string Callback)> SubscribeAsync(RunningProgram server, FirstScreen screen)
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        var client = new FinicityClient(http, new FinicityPartner(screen.PartnerId, screen.PartnerSecret, screen.AppKey));
        var customer = await client.AddTestingCustomerAsync("subscriber1", null, null, CancellationToken.None);
        http.DefaultRequestHeaders.Add("Finicity-App-Key", screen.AppKey);
        http.DefaultRequestHeaders.Add("Accept", "application/json");
        var token = await PostAsync(
            http, "aggregation/v2/partners/authentication", $$"""{"partnerId":"{{screen.PartnerId}}","partnerSecret":"{{screen.PartnerSecret}}"}""");
        http.DefaultRequestHeaders.Add("Finicity-App-Token", token.GetProperty("token").GetString());
        var accounts = await PostAsync(
            http,
            $"aggregation/v1/customers/{customer.Id}/institutions/101732/accounts/addall",
            """{"credentials":[{"id":"101732001","value":"demo"},{"id":"101732002","value":"go"}]}""");
        var account = accounts.GetProperty("accounts")[0].GetProperty("id").GetString()!;

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var callback = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook";
        await Task.WhenAll(
            ProveAsync(listener),
            PostAsync(
                http, $"aggregation/v1/customers/{customer.Id}/accounts/{account}/txpush", $$"""{"callbackUrl":"{{callback}}?password=hidden"}"""));
        return (customer.Id, account, callback);
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task ProveAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var buffer = new byte[8192];
        var length = await client.GetStream().ReadAsync(buffer);
        var line = Encoding.ASCII.GetString(buffer, 0, length).Split('\r')[0];
        var code = line.Split("txpush_verification_code=")[1].Split(' ')[0];
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {code.Length}\r\nConnection: close\r\n\r\n{code}"));
    }
}
