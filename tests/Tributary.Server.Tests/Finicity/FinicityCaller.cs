using System.Text;
using Tributary.Core.Partners;
using Tributary.Server.Tests.OpenApi;

namespace Tributary.Server.Tests.Finicity;

/// <summary>A program written for Finicity: it knows its partner's three secrets and speaks HTTP, in JSON unless told otherwise.</summary>
internal sealed class FinicityCaller(Uri server, string partnerId, string partnerSecret, string appKey) : IDisposable
{
    public const long FinBank = 101732;
    public const long Profiles = 102105;

    private readonly HttpClient _http = new() { BaseAddress = server };
    private static int _customers;

    public string PartnerId => partnerId;

    public string AppKey { get; set; } = appKey;

    /// <summary>Sent with every call once there is one.</summary>
    public string? Token { get; set; }

    /// <summary>The format asked for; null sends no Accept.</summary>
    public string? Accept { get; set; } = "application/json";

    public static async Task<FinicityCaller> OfSandboxAsync(TestServer server)
    {
        var sandbox = server.Sandbox;
        var caller = new FinicityCaller(server.Server.Url, sandbox.PartnerId, sandbox.PartnerSecret.Reveal(), sandbox.AppKey.Reveal());
        await caller.AuthenticateAsync();
        return caller;
    }

    /// <summary>Another program, registered by the operator.</summary>
    public static async Task<FinicityCaller> OfNewPartnerAsync(TestServer server)
    {
        var partners = (PartnerRegistry)server.Server.Services.GetService(typeof(PartnerRegistry))!;
        var registered = await partners.RegisterAsync(new NewPartner("Another"), CancellationToken.None);
        var caller = new FinicityCaller(
            server.Server.Url, registered.Partner.PublicId, registered.PartnerSecret.Reveal(), registered.AppKey.Reveal());
        await caller.AuthenticateAsync();
        return caller;
    }

    public async Task AuthenticateAsync()
    {
        var reply = await PostAsync("v2/partners/authentication", Authentication(partnerSecret));
        Token = reply.Is(200).Json.GetProperty("token").GetString();
    }

    public Task<FinicityReply> TryAuthenticateAsync(string secret) => PostAsync("v2/partners/authentication", Authentication(secret));

    public async Task<string> AddTestingCustomerAsync()
    {
        var username = $"person-{Interlocked.Increment(ref _customers)}";
        var reply = await PostAsync("v1/customers/testing", $$"""{"username":"{{username}}","firstName":"Odette","lastName":"Marsh"}""");
        return reply.Is(201).Json.GetProperty("id").GetString()!;
    }

    public Task<FinicityReply> TryAddAllAsync(string customer, string user = "demo", string password = "go", long institution = FinBank) =>
        PostAsync($"v1/customers/{customer}/institutions/{institution}/accounts/addall", Credentials(institution, user, password));

    /// <summary>A customer with FinBank's accounts behind one login.</summary>
    public async Task<Household> AddAllAsync(string user = "demo", string password = "go", long institution = FinBank)
    {
        var customer = await AddTestingCustomerAsync();
        var reply = await TryAddAllAsync(customer, user, password, institution);
        var accounts = reply.Is(200).Accounts.ToArray();
        return new Household(
            customer,
            accounts[0].GetProperty("institutionLoginId").GetInt64(),
            [.. accounts.Select(account => account.GetProperty("id").GetString()!)]);
    }

    /// <summary>The same, with the ids of the latest transaction and of a refresh.</summary>
    public async Task<Household> WithTransactionAsync(Household household)
    {
        var list = await GetAsync($"v3/customers/{household.Customer}/transactions?fromDate=1&toDate=4102444800&limit=1");
        var refresh = await PostAsync($"customers/{household.Customer}/transactions/refreshes", $$"""{"institutionLoginId":"{{household.Login}}"}""");
        return household with
        {
            Transaction = list.Is(200).Json.GetProperty("transactions")[0].GetProperty("id").GetInt64(),
            Refresh = refresh.Is(202).Json.GetProperty("refreshId").GetString()!,
        };
    }

    /// <summary>The id of a household's account of a type.</summary>
    public async Task<string> AccountAsync(Household household, string type)
    {
        var accounts = (await GetAsync($"v1/customers/{household.Customer}/accounts")).Is(200).Accounts;
        return accounts.First(account => account.GetProperty("type").GetString() == type).GetProperty("id").GetString()!;
    }

    public Task<FinicityReply> TryDiscoverAsync(string customer, string user = "demo", string password = "go", long institution = FinBank) =>
        PostAsync($"v1/customers/{customer}/institutions/{institution}/accounts", Credentials(institution, user, password));

    public Task<FinicityReply> RefreshAsync(Household household) =>
        PostAsync($"v1/customers/{household.Customer}/institutionLogins/{household.Login}/accounts", "");

    public Task<FinicityReply> ModifyCredentialsAsync(Household household, string password) => PutAsync(
        $"v1/customers/{household.Customer}/institutionLogins/{household.Login}",
        $$"""{"loginForm":[{"id":"101732002","value":"{{password}}"}]}""");

    /// <summary>A document.</summary>
    public async Task<byte[]> GetBytesAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/aggregation/{path}");
        request.Headers.TryAddWithoutValidation("Finicity-App-Key", AppKey);
        request.Headers.TryAddWithoutValidation("Finicity-App-Token", Token);
        using var response = await _http.SendAsync(request);
        FinicityDescription.Require(response, "");
        Assert.Equal("application/pdf", response.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType);
        return await response.Content.ReadAsByteArrayAsync();
    }

    public Task<FinicityReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<FinicityReply> PostAsync(string path, string body, string? session = null) => SendAsync(HttpMethod.Post, path, body, session);

    public Task<FinicityReply> PutAsync(string path, string body, string? session = null) => SendAsync(HttpMethod.Put, path, body, session);

    public Task<FinicityReply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public async Task<FinicityReply> SendAsync(HttpMethod method, string path, string? body, string? session = null, string? contentType = null)
    {
        using var request = new HttpRequestMessage(method, $"/aggregation/{path}");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            var isXml = body.TrimStart().StartsWith('<');
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType ?? (isXml ? "application/xml" : "application/json"));
        }

        return await SendAsync(request, session);
    }

    public async Task<FinicityReply> SendAsync(HttpRequestMessage request, string? session = null)
    {
        request.Headers.TryAddWithoutValidation("Finicity-App-Key", AppKey);
        if (Token is not null)
            request.Headers.TryAddWithoutValidation("Finicity-App-Token", Token);
        if (Accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", Accept);
        if (session is not null)
            request.Headers.TryAddWithoutValidation("MFA-Session", session);
        return await FinicityReply.OfAsync(await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead));
    }

    public static string Credentials(long institution, string user, string password) =>
        $$"""
        {"credentials":[
        {"id":"{{institution}}001","name":"Banking Userid","value":"{{user}}"},
        {"id":"{{institution}}002","name":"Banking Password","value":"{{password}}"}]}
        """;

    public static string Answers(params string[] answers) => $"{{\"mfaChallenges\":{RefreshAnswers(answers)}}}";

    /// <summary>Answers to a refresh are not wrapped.</summary>
    public static string RefreshAnswers(params string[] answers) =>
        $"{{\"questions\":[{string.Join(',', answers.Select(answer => $"{{\"text\":\"?\",\"answer\":\"{answer}\"}}"))}]}}";

    public void Dispose() => _http.Dispose();

    private string Authentication(string secret) => $$"""{"partnerId":"{{partnerId}}","partnerSecret":"{{secret}}"}""";
}

/// <summary>What adding all accounts of a login made.</summary>
internal sealed record Household(string Customer, long Login, IReadOnlyList<string> Accounts)
{
    /// <summary>One of its transactions, where a test has looked for it.</summary>
    public long Transaction { get; init; }

    /// <summary>One of its refreshes, likewise.</summary>
    public string Refresh { get; init; } = "";

    /// <summary>A subscription to its first account, where there is one.</summary>
    public string Subscription { get; init; } = "";
}
