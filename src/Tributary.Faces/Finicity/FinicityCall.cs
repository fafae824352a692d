using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Core.Store;
using Tributary.Core.Subscriptions;
using Tributary.Faces.Finicity.Accounts;
using Tributary.Faces.Limits;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity;

/// <summary>
/// A call: who makes it, what its path and query name, what its body says. Everything named in a path is looked up under the
/// partner and the customer before it, so that somebody else's is as unknown as what never existed, and so is an id that is no
/// number; the error repeats the id as the caller wrote it.
/// </summary>
internal sealed class FinicityCall
{
    private readonly HttpContext _http;

    private FinicityCall(HttpContext http) => _http = http;

    public CancellationToken Aborted => _http.RequestAborted;

    public Secret? AppKey => SecretHeader("Finicity-App-Key");

    /// <summary>Whether an address is this server's own, on the port that this call came in on.</summary>
    public bool IsOwnAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback && address.Port == _http.Connection.LocalPort;

    /// <summary>This server as the caller addressed it.</summary>
    public Uri ServerAddress => new($"{_http.Request.Scheme}://{_http.Request.Host}");

    /// <summary>
    /// The challenge session being answered, wherever it is sent to; null where none is. A Python program of 2020 writes the header's name in
    /// one word.
    /// </summary>
    public string? MfaSession => Header("MFA-Session") ?? Header("mfaSession");

    /// <summary>The format the answer is in.</summary>
    public WireFormat Format => FormatNegotiation.FormatOf(_http.Request);

    /// <summary>
    /// Whether the call answers a challenge: by its path, or by its session header, which is decisive; a Java program of 2016 answers
    /// at the path without <c>/mfa</c>.
    /// </summary>
    public bool IsAnswer =>
        MfaSession is not null || _http.Request.Path.Value!.TrimEnd('/').EndsWith("/mfa", StringComparison.OrdinalIgnoreCase);

    /// <summary>Who calls; there on every route behind the authorization filter.</summary>
    public Partner Partner =>
        _http.Features.Get<Partner>() ?? throw new InvalidOperationException("This route is not behind the authorization filter.");

    /// <summary>Makes the call a parameter of the routes' handlers.</summary>
    public static ValueTask<FinicityCall?> BindAsync(HttpContext context) => new(new FinicityCall(context));

    /// <summary>Lets through only who has an app key and a token of one partner, keeps to its limits, and takes the format there is.</summary>
    public static async ValueTask<object?> AuthorizeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        await AdmitAsync(http);
        if (!FormatNegotiation.IsAcceptable(http.Request))
            throw new TributaryException(ErrorCatalogue.NotAcceptable);
        return await next(invocation);
    }

    /// <summary>Tells a partner, whatever format it takes, that a service is not open to it.</summary>
    /// <exception cref="TributaryException"><c>partner.not-entitled</c>; before that, whatever is wrong with key and token.</exception>
    public static async ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        await AdmitAsync(invocation.HttpContext);
        throw new TributaryException(ErrorCatalogue.PartnerNotEntitled);
    }

    private static async Task AdmitAsync(HttpContext http)
    {
        var call = new FinicityCall(http);
        var partners = http.RequestServices.GetRequiredService<PartnerRegistry>();
        var limits = http.RequestServices.GetRequiredService<CallLimits>();
        var partner = await limits.IdentifyAsync(
            http, () => partners.AuthorizeAsync(call.AppKey, call.SecretHeader("Finicity-App-Token"), call.Aborted), IsStrangers);
        limits.Admit(http, partner.Id);
        http.Features.Set(partner);
    }

    /// <summary>Lets through to authentication only who has an app key and keeps to the limits of its partner.</summary>
    public static async ValueTask<object?> AdmitAuthenticationAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        var call = new FinicityCall(http);
        var partners = http.RequestServices.GetRequiredService<PartnerRegistry>();
        var limits = http.RequestServices.GetRequiredService<CallLimits>();
        var partner = await limits.IdentifyAsync(http, () => partners.GetByAppKeyAsync(call.AppKey, call.Aborted), IsStrangers);
        limits.AdmitAuthentication(http, partner.Id);
        return await next(invocation);
    }

    /// <summary>Looks up what the path names, and what belongs to it, in one state of the store.</summary>
    /// <param name="work">The lookups; may be run again.</param>
    public Task<T> ReadAsync<T>(Func<FinicityReader, Task<T>> work) =>
        _http.RequestServices.GetRequiredService<IStore>().ReadAsync(reader => work(new FinicityReader(this, Partner, reader)), Aborted);

    /// <inheritdoc cref="FinicityReader.CustomerAsync"/>
    public Task<Customer> CustomerAsync() => ReadAsync(read => read.CustomerAsync());

    /// <inheritdoc cref="FinicityReader.CustomersLoginAsync"/>
    public Task<(Customer Customer, InstitutionLogin Login)> CustomersLoginAsync() => ReadAsync(read => read.CustomersLoginAsync());

    /// <inheritdoc cref="FinicityReader.CustomersAccountAsync"/>
    public Task<(Customer Customer, Account Account)> CustomersAccountAsync() => ReadAsync(read => read.CustomersAccountAsync());

    /// <summary>The customer, then the login.</summary>
    /// <exception cref="TributaryException"><c>customer.not-found</c>, <c>login.not-found</c>.</exception>
    public Task<(Customer Customer, InstitutionLogin Login)> CustomerAndLoginAsync() => ReadAsync(async read =>
    {
        var customer = await read.CustomerAsync();
        return (customer, await read.LoginAsync(customer));
    });

    /// <summary>The customer, then the account.</summary>
    /// <exception cref="TributaryException"><c>customer.not-found</c>, <c>account.not-found</c>.</exception>
    public Task<(Customer Customer, Account Account)> CustomerAndAccountAsync() => ReadAsync(async read =>
    {
        var customer = await read.CustomerAsync();
        return (customer, await read.AccountAsync(customer));
    });

    /// <summary>The customer, the account and its login.</summary>
    /// <exception cref="TributaryException"><c>customer.not-found</c>, <c>account.not-found</c>.</exception>
    public Task<(Customer Customer, Account Account, InstitutionLogin Login)> CustomerAccountAndLoginAsync() => ReadAsync(async read =>
    {
        var customer = await read.CustomerAsync();
        var account = await read.AccountAsync(customer);
        return (customer, account, await read.LoginOfAsync(account));
    });

    /// <inheritdoc cref="FinicityReader.AccountsAsync"/>
    public Task<IReadOnlyList<Account>> AccountsAsync(Customer customer) => ReadAsync(read => read.AccountsAsync(customer));

    /// <summary>Accounts as they are now with what they hold, in the order given; those deleted meanwhile are left out.</summary>
    public Task<ListedAccounts> ListedAsync(Customer customer, IEnumerable<Account> accounts) => ReadAsync(async read =>
    {
        var now = (await read.AccountsAsync(customer)).ToDictionary(account => account.Id);
        return await read.ListedAsync(accounts.Select(account => now.GetValueOrDefault(account.Id)).OfType<Account>());
    });

    /// <exception cref="TributaryException"><c>subscription.not-found</c> for what cannot be one.</exception>
    public SubscriptionId SubscriptionId() => Id("subscriptionId") is { } id
        ? new SubscriptionId(id)
        : throw NotFound(ErrorCatalogue.SubscriptionNotFound, "subscriptionId");

    /// <exception cref="TributaryException"><c>institution.not-found</c>.</exception>
    public Institution Institution(InstitutionDirectory directory) => Id("institutionId") is { } id
        ? directory.Get(new InstitutionId(id))
        : throw NotFound(ErrorCatalogue.InstitutionNotFound, "institutionId");

    /// <summary>An id in the path as the caller wrote it.</summary>
    public string Written(string routeValue) => (string)_http.GetRouteValue(routeValue)!;

    /// <summary>A query parameter; null where it is absent or empty, which counts as absent.</summary>
    public string? Query(string name)
    {
        var value = _http.Request.Query[name].FirstOrDefault()?.Trim();
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <exception cref="TributaryException"><c>request.parameter-missing</c>.</exception>
    public string RequireQuery(string name) => Query(name) ?? throw new TributaryException(ErrorCatalogue.ParameterMissing, name);

    /// <exception cref="TributaryException"><c>request.body-too-large</c>, <c>request.body-malformed</c>.</exception>
    public Task<WireNode> BodyAsync() => WireBody.ReadAsync(_http.Request, Aborted);

    /// <summary>A member of the body that must be there.</summary>
    /// <exception cref="TributaryException"><c>request.parameter-missing</c>.</exception>
    public static string Require(WireNode record, string member) =>
        record.Word(member) ?? throw new TributaryException(ErrorCatalogue.ParameterMissing, member);

    /// <summary>Reads an id: digits without sign or leading zero, below 2^53. Null for what no id of ours can be.</summary>
    public static long? ParseId(string? text) =>
        text is { Length: > 0 and <= 16 } && text[0] != '0' && text.All(char.IsAsciiDigit)
        && long.Parse(text, CultureInfo.InvariantCulture) is var id and < 1L << 53
            ? id
            : null;

    /// <summary>An id in the path; null for what no id of ours can be.</summary>
    public long? Id(string routeValue) => ParseId(Written(routeValue));

    /// <summary>The error that repeats an id of the path as the caller wrote it.</summary>
    public TributaryException NotFound(Error error, string routeValue) => new(error, Written(routeValue));

    private static bool IsStrangers(Exception refusal) =>
        refusal is TributaryException { Error: var error } && (error == ErrorCatalogue.AppKeyMissing || error == ErrorCatalogue.AppKeyUnknown);

    private Secret? SecretHeader(string name) => Header(name) is { } value ? new Secret(value) : null;

    private string? Header(string name)
    {
        var value = _http.Request.Headers[name].FirstOrDefault()?.Trim();
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
