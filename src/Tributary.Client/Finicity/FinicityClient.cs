using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Tributary.Client.Wire;

namespace Tributary.Client;

/// <summary>
/// Speaks the Finicity aggregation protocol, in JSON, with Tributary or any other server of it. Every method throws
/// <see cref="ServerException"/> where the server refuses. The client asks for an access token when it first needs one and again
/// before it ends; it may be used from several threads.
/// </summary>
/// <param name="http">Sends the requests; its base address is the server's, its time-out should let a sign-in take three minutes.</param>
/// <param name="partner">What the program presents itself with.</param>
/// <param name="clock">Tells when a token grows old; the system's clock where none is given.</param>
public sealed class FinicityClient(HttpClient http, FinicityPartner partner, TimeProvider? clock = null)
{
    /// <summary>Tokens live two hours; they are renewed well before (Finicity Partners).</summary>
    private static readonly TimeSpan TokenRenewal = TimeSpan.FromMinutes(90);

    private const string MfaSession = "MFA-Session";

    private readonly HttpExchange _exchange = new(http);
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private AccessToken? _token;

    /// <summary>Exchanges the partner's secret for an access token, which later calls present.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    /// <exception cref="ServerException">Code <c>10001</c> where the server does not accept the partner.</exception>
    public async Task AuthenticateAsync(CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, "aggregation/v2/partners/authentication");
        request.Content = JsonContent.Create(
            new AuthenticationRequest(partner.PartnerId, partner.PartnerSecret), FinicityJson.Default.AuthenticationRequest);
        var answer = await _exchange.SendAsync(request, FinicityJson.Default.AuthenticationAnswer, cancellationToken);
        _token = new AccessToken(answer.Token, _clock.GetUtcNow() + TokenRenewal);
    }

    /// <summary>Adds a customer who may sign in to test institutions only.</summary>
    /// <param name="username">6 to 255 letters, digits and <c>! @ # $ % &amp; * _ - +</c> signs, new to the partner.</param>
    /// <param name="firstName">Given name; may be left out.</param>
    /// <param name="lastName">Family name; may be left out.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The customer.</returns>
    public async Task<FinicityCustomer> AddTestingCustomerAsync(
        string username, string? firstName, string? lastName, CancellationToken cancellationToken)
    {
        using var request = await AuthorizedAsync(HttpMethod.Post, "aggregation/v1/customers/testing", cancellationToken);
        request.Content = JsonContent.Create(new AddCustomerRequest(username, firstName, lastName), FinicityJson.Default.AddCustomerRequest);
        return await _exchange.SendAsync(request, FinicityJson.Default.FinicityCustomer, cancellationToken);
    }

    /// <summary>Deletes a customer with all accounts and transactions.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    public async Task DeleteCustomerAsync(string customerId, CancellationToken cancellationToken)
    {
        using var request = await AuthorizedAsync(HttpMethod.Delete, Customer(customerId), cancellationToken);
        using var response = await _exchange.SendAsync(request, cancellationToken);
    }

    /// <summary>Signs in to an institution and adds all accounts found there, active.</summary>
    /// <param name="customerId">Whose accounts.</param>
    /// <param name="institutionId">Where.</param>
    /// <param name="credentials">The filled login form.</param>
    /// <param name="cancellationToken">Cancels the waiting; the sign-in goes on at the server.</param>
    /// <returns>The accounts, or a challenge.</returns>
    /// <exception cref="ServerException">
    /// Code <c>103</c> where the institution does not accept the credentials, other aggregation status codes for its other refusals.
    /// </exception>
    public async Task<SignInOutcome> AddAllAccountsAsync(
        string customerId, string institutionId, IReadOnlyList<LoginFieldValue> credentials, CancellationToken cancellationToken)
    {
        var path = $"{Customer(customerId)}/institutions/{Segment(institutionId)}/accounts/addall";
        var body = Body(new CredentialsRequest(credentials), FinicityJson.Default.CredentialsRequest);
        return await SignInAsync(path, body, AnswersWrapped, session: null, cancellationToken);
    }

    /// <summary>Signs in again with stored credentials and brings every account of the login up to date.</summary>
    /// <param name="customerId">Whose login.</param>
    /// <param name="institutionLoginId">The login: <see cref="FinicityAccount.InstitutionLoginId"/> of any of its accounts.</param>
    /// <param name="cancellationToken">Cancels the waiting; the sign-in goes on at the server.</param>
    /// <returns>The accounts, or a challenge.</returns>
    public async Task<SignInOutcome> RefreshLoginAsync(string customerId, string institutionLoginId, CancellationToken cancellationToken)
    {
        var path = $"{Customer(customerId)}/institutionLogins/{Segment(institutionLoginId)}/accounts";
        return await SignInAsync(path, Empty(), AnswersBare, session: null, cancellationToken);
    }

    /// <summary>The customer's accounts.</summary>
    /// <param name="customerId">Whose accounts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The accounts, as they stand at the server.</returns>
    public async Task<IReadOnlyList<FinicityAccount>> GetAccountsAsync(string customerId, CancellationToken cancellationToken)
    {
        using var request = await AuthorizedAsync(HttpMethod.Get, $"{Customer(customerId)}/accounts", cancellationToken);
        return (await _exchange.SendAsync(request, FinicityJson.Default.AccountsAnswer, cancellationToken)).Accounts ?? [];
    }

    /// <summary>The customer's transactions, newest first, fetched page by page as they are enumerated.</summary>
    /// <param name="customerId">Whose transactions.</param>
    /// <param name="range">Which.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The transactions.</returns>
    public async IAsyncEnumerable<FinicityTransaction> GetTransactionsAsync(
        string customerId, TransactionRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(range);
        var account = range.AccountId is null ? "" : $"/accounts/{Segment(range.AccountId)}";
        var path = $"aggregation/v3/customers/{Segment(customerId)}{account}/transactions"
            + $"?fromDate={range.From.ToUnixTimeSeconds()}&toDate={range.To.ToUnixTimeSeconds()}&sort=desc"
            + $"&includePending={(range.IncludePending ? "true" : "false")}&limit={range.PageSize}";
        var start = 1;
        TransactionsAnswer page;
        do
        {
            using var request = await AuthorizedAsync(HttpMethod.Get, $"{path}&start={start}", cancellationToken);
            page = await _exchange.SendAsync(request, FinicityJson.Default.TransactionsAnswer, cancellationToken);
            foreach (var transaction in page.Transactions ?? [])
                yield return transaction;
            start += page.Transactions?.Count ?? 0;
        }
        while (page.MoreAvailable && page.Transactions is { Count: > 0 });
    }

    /// <summary>
    /// One step of a sign-in. 200 brings accounts, 203 a challenge whose session goes back in a header with the answers,
    /// posted to the same path with <c>/mfa</c> behind it (Finicity MFA).
    /// </summary>
    private async Task<SignInOutcome> SignInAsync(
        string path, HttpContent body, Func<AnsweredQuestions, HttpContent> wrapAnswers, string? session, CancellationToken cancellationToken)
    {
        using var request = await AuthorizedAsync(HttpMethod.Post, session is null ? path : path + "/mfa", cancellationToken);
        request.Content = body;
        if (session is not null)
            request.Headers.TryAddWithoutValidation(MfaSession, session);
        using var response = await _exchange.SendAsync(request, cancellationToken);
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                var added = await HttpExchange.ReadAsync(response, FinicityJson.Default.AccountsAnswer, cancellationToken);
                return new AccountsAdded(added.Accounts ?? []);
            case HttpStatusCode.NonAuthoritativeInformation when response.Headers.TryGetValues(MfaSession, out var sessions):
                var challenge = await HttpExchange.ReadAsync(response, FinicityJson.Default.ChallengeAnswer, cancellationToken);
                ChallengeQuestion[] questions = [.. ((challenge.MfaChallenges ?? challenge).Questions ?? []).Select(q => q.ToQuestion())];
                var next = sessions.First();
                return new ChallengeIssued(
                    questions, (answers, token) => SignInAsync(path, wrapAnswers(Answered(questions, answers)), wrapAnswers, next, token));
            case HttpStatusCode.Accepted:
                throw new ServerException("The institution takes its time; the accounts will be there later.", response.StatusCode);
            default:
                throw new ServerException("The server answered a sign-in with neither accounts nor a challenge.", response.StatusCode);
        }
    }

    private static AnsweredQuestions Answered(IEnumerable<ChallengeQuestion> questions, IReadOnlyList<string> answers) =>
        new([.. questions.Select((q, i) => new AnsweredQuestion(q.Text, answers[i]))]);

    private static HttpContent AnswersBare(AnsweredQuestions answers) => Body(answers, FinicityJson.Default.AnsweredQuestions);

    private static HttpContent AnswersWrapped(AnsweredQuestions answers) => Body(new WrappedAnswers(answers), FinicityJson.Default.WrappedAnswers);

    private static HttpContent Body<T>(T value, JsonTypeInfo<T> type) => JsonContent.Create(value, type);

    /// <summary>The protocol wants a length on a POST without a body.</summary>
    private static HttpContent Empty() =>
        new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private async Task<HttpRequestMessage> AuthorizedAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        if (_token is null || _token.RenewAt <= _clock.GetUtcNow())
            await AuthenticateAsync(cancellationToken);
        var request = Request(method, path);
        request.Headers.TryAddWithoutValidation("Finicity-App-Token", _token!.Value);
        return request;
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Finicity-App-Key", partner.AppKey);
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }

    private static string Customer(string customerId) => $"aggregation/v1/customers/{Segment(customerId)}";

    private static string Segment(string id) => Uri.EscapeDataString(id);

    private sealed class AccessToken(string value, DateTimeOffset renewAt)
    {
        public string Value { get; } = value;

        public DateTimeOffset RenewAt { get; } = renewAt;
    }
}
