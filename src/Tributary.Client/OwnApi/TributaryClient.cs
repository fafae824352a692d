using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Tributary.Client.Wire;

namespace Tributary.Client;

/// <summary>
/// Speaks Tributary's own API, described at <c>/openapi/tributary.json</c> of every server. Every method throws
/// <see cref="ServerException"/> where the server refuses, with the name of its error as the code.
/// </summary>
/// <param name="http">Sends the requests; its base address is the server's.</param>
/// <param name="operatorToken">An operator token, sent with every request.</param>
public sealed class TributaryClient(HttpClient http, string operatorToken)
{
    private const string Api = "tributary/v1";

    private readonly HttpExchange _exchange = new(http);

    /// <summary>What the server is.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Its name, version and schema.</returns>
    public async Task<ServerVersion> GetVersionAsync(CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, "version");
        return await _exchange.SendAsync(request, TributaryJson.Default.ServerVersion, cancellationToken);
    }

    /// <summary>Whether the server works. One that answers but does not work is told by the record, not by an exception.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Its state.</returns>
    public async Task<ServerHealth> GetHealthAsync(CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, "health");
        using var response = await _exchange.AttemptAsync(request, cancellationToken);
        return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.ServiceUnavailable
            ? await HttpExchange.ReadAsync(response, TributaryJson.Default.ServerHealth, cancellationToken)
            : throw await ServerErrors.ReadAsync(response, cancellationToken);
    }

    /// <summary>
    /// Adds a statement file to a customer's accounts; the same file again adds nothing. A file that is no statement brings a report
    /// without accounts, whose problems say why.
    /// </summary>
    /// <param name="content">The file's bytes, read to the end.</param>
    /// <param name="customer">The customer's username; the customer is added where there is none.</param>
    /// <param name="partner">Whose customer, by the partner's id; null where the server has exactly one partner.</param>
    /// <param name="cancellationToken">Cancels the import; whatever was committed by then stays.</param>
    /// <returns>What was found and what was new.</returns>
    public async Task<ImportReport> ImportAsync(Stream content, string customer, string? partner, CancellationToken cancellationToken)
    {
        var query = $"imports?customer={Uri.EscapeDataString(customer)}";
        using var request = Request(HttpMethod.Post, partner is null ? query : $"{query}&partner={Uri.EscapeDataString(partner)}");
        request.Content = new StreamContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var response = await _exchange.AttemptAsync(request, cancellationToken);
        var isReport = response.IsSuccessStatusCode
            || (response.StatusCode == HttpStatusCode.UnprocessableEntity && response.Content.Headers.ContentType?.MediaType == "application/json");
        return isReport
            ? await HttpExchange.ReadAsync(response, TributaryJson.Default.ImportReport, cancellationToken)
            : throw await ServerErrors.ReadAsync(response, cancellationToken);
    }

    /// <summary>Registers a partner.</summary>
    /// <param name="partner">What is given; the server makes up the rest.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The partner with its secrets, which nobody can ask for again.</returns>
    /// <exception cref="ServerException">The id or the app key is another partner's, or a value is not valid.</exception>
    public async Task<RegisteredPartner> AddPartnerAsync(NewPartner partner, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, "partners");
        request.Content = JsonContent.Create(partner, TributaryJson.Default.NewPartner);
        return await _exchange.SendAsync(request, TributaryJson.Default.RegisteredPartner, cancellationToken);
    }

    /// <summary>Gives a partner a new secret, and a new app key where wanted. The old ones stop at once; access tokens stay valid for their time.</summary>
    /// <param name="partnerId">The id it presents.</param>
    /// <param name="rotation">What is new.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What is new, which nobody can ask for again.</returns>
    /// <exception cref="ServerException">There is no such partner, another has the app key, or a value is not valid.</exception>
    public async Task<RotatedPartner> RotatePartnerAsync(string partnerId, PartnerRotation rotation, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, $"partners/{Uri.EscapeDataString(partnerId)}/rotate");
        request.Content = JsonContent.Create(rotation, TributaryJson.Default.PartnerRotation);
        return await _exchange.SendAsync(request, TributaryJson.Default.RotatedPartner, cancellationToken);
    }

    /// <summary>Locks a partner: its access tokens end, and it gets no other until it is unlocked.</summary>
    /// <param name="partnerId">The id it presents.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    /// <exception cref="ServerException">There is no such partner.</exception>
    public async Task LockPartnerAsync(string partnerId, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, $"partners/{Uri.EscapeDataString(partnerId)}/lock");
        using var response = await _exchange.SendAsync(request, cancellationToken);
    }

    /// <summary>Gives a partner an application of the AggCat protocol, in place of the one it has.</summary>
    /// <param name="partnerId">The id it presents.</param>
    /// <param name="application">What is given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The application with its secret, which nobody can ask for again.</returns>
    /// <exception cref="ServerException">There is no such partner, another has the consumer key or issuer, or a value is not valid.</exception>
    public async Task<AggCatApplication> SetAggCatApplicationAsync(string partnerId, NewAggCatApplication application, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Put, $"partners/{Uri.EscapeDataString(partnerId)}/aggcat");
        request.Content = JsonContent.Create(application, TributaryJson.Default.NewAggCatApplication);
        return await _exchange.SendAsync(request, TributaryJson.Default.AggCatApplication, cancellationToken);
    }

    /// <summary>Takes a partner's application of the AggCat protocol away; its tokens end.</summary>
    /// <param name="partnerId">The id it presents.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    /// <exception cref="ServerException">There is no such partner, or it has none.</exception>
    public async Task RemoveAggCatApplicationAsync(string partnerId, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Delete, $"partners/{Uri.EscapeDataString(partnerId)}/aggcat");
        using var response = await _exchange.SendAsync(request, cancellationToken);
    }

    /// <summary>All partners, oldest first.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The partners, without their secrets.</returns>
    public async Task<IReadOnlyList<PartnerSummary>> GetPartnersAsync(CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, "partners");
        return (await _exchange.SendAsync(request, TributaryJson.Default.PartnersAnswer, cancellationToken)).Partners ?? [];
    }

    /// <summary>Opens a partner that an operator or failed authentications have locked.</summary>
    /// <param name="partnerId">The id it presents.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    public async Task UnlockPartnerAsync(string partnerId, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, $"partners/{Uri.EscapeDataString(partnerId)}/unlock");
        using var response = await _exchange.SendAsync(request, cancellationToken);
    }

    /// <summary>Deletes a partner with its customers and all their data.</summary>
    /// <param name="partnerId">The id it presents.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    public async Task DeletePartnerAsync(string partnerId, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Delete, $"partners/{Uri.EscapeDataString(partnerId)}");
        using var response = await _exchange.SendAsync(request, cancellationToken);
    }

    /// <summary>Makes an operator token.</summary>
    /// <param name="name">What to call it; new to the server.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The token, which nobody can ask for again.</returns>
    public async Task<CreatedOperatorToken> CreateOperatorTokenAsync(string name, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, "operator-tokens");
        request.Content = JsonContent.Create(new CreateTokenRequest(name), TributaryJson.Default.CreateTokenRequest);
        return await _exchange.SendAsync(request, TributaryJson.Default.CreatedOperatorToken, cancellationToken);
    }

    /// <summary>All operator tokens, by name.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tokens, without their values.</returns>
    public async Task<IReadOnlyList<OperatorTokenSummary>> GetOperatorTokensAsync(CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, "operator-tokens");
        return (await _exchange.SendAsync(request, TributaryJson.Default.OperatorTokensAnswer, cancellationToken)).OperatorTokens ?? [];
    }

    /// <summary>Ends an operator token.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    public async Task RevokeOperatorTokenAsync(string name, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Delete, $"operator-tokens/{Uri.EscapeDataString(name)}");
        using var response = await _exchange.SendAsync(request, cancellationToken);
    }

    /// <summary>A page of the programs' subscriptions to accounts, and how telling them is going.</summary>
    /// <param name="after">The last id already seen; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>At most a thousand subscriptions in order of id; none where there are no more.</returns>
    public async Task<IReadOnlyList<SubscriptionSummary>> GetSubscriptionsAsync(string? after, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, after is null ? "subscriptions" : $"subscriptions?after={Uri.EscapeDataString(after)}");
        return (await _exchange.SendAsync(request, TributaryJson.Default.SubscriptionsAnswer, cancellationToken)).Subscriptions ?? [];
    }

    /// <summary>Searches the institution directory.</summary>
    /// <param name="text">Name, web address, routing number, city; blank or <c>*</c> for all.</param>
    /// <param name="start">The first one wanted; 1 is the best match.</param>
    /// <param name="limit">How many at most; the server gives no more than a thousand.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page, with how many there are in all.</returns>
    public async Task<InstitutionPage> SearchInstitutionsAsync(string text, int start, int limit, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, $"institutions?search={Uri.EscapeDataString(text)}&start={start}&limit={limit}");
        return await _exchange.SendAsync(request, TributaryJson.Default.InstitutionPage, cancellationToken);
    }

    /// <summary>An institution, also one that is not listed any more.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The institution.</returns>
    /// <exception cref="ServerException">There is none of this id.</exception>
    public async Task<InstitutionSummary> GetInstitutionAsync(long id, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, $"institutions/{id}");
        return await _exchange.SendAsync(request, TributaryJson.Default.InstitutionSummary, cancellationToken);
    }

    /// <summary>Takes in a list of institutions. A file with an error changes nothing, and brings a report whose problems say why.</summary>
    /// <param name="content">The file's bytes, read to the end.</param>
    /// <param name="format"><c>csv</c> or <c>fedach</c>; null lets the server find out.</param>
    /// <param name="source">What list it is; null for the format's own.</param>
    /// <param name="cancellationToken">Cancels the import, which then changes nothing.</param>
    /// <returns>What was found and done.</returns>
    /// <exception cref="ServerException">Another import is under way.</exception>
    public async Task<InstitutionImport> ImportInstitutionsAsync(Stream content, string? format, string? source, CancellationToken cancellationToken)
    {
        var parameters = new[] { ("format", format), ("source", source) }.Where(given => given.Item2 is not null)
            .Select(given => $"{given.Item1}={Uri.EscapeDataString(given.Item2!)}");
        using var request = Request(HttpMethod.Post, $"institutions/imports?{string.Join('&', parameters)}");
        request.Content = new StreamContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var response = await _exchange.AttemptAsync(request, cancellationToken);
        var isReport = response.IsSuccessStatusCode
            || (response.StatusCode == HttpStatusCode.UnprocessableEntity && response.Content.Headers.ContentType?.MediaType == "application/json");
        return isReport
            ? await HttpExchange.ReadAsync(response, TributaryJson.Default.InstitutionImport, cancellationToken)
            : throw await ServerErrors.ReadAsync(response, cancellationToken);
    }

    /// <summary>How far the categorizing of history has come.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The status.</returns>
    public async Task<CategoryStatus> GetCategoryStatusAsync(CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, "categories/status");
        return await _exchange.SendAsync(request, TributaryJson.Default.CategoryStatus, cancellationToken);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri($"{Api}/{path}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", operatorToken);
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }
}
