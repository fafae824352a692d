using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.SignOn;
using Tributary.Core.Store;
using Tributary.Faces.AggCat.SignOn.OAuth;
using Tributary.Faces.Limits;
using Tributary.Faces.Wire;

namespace Tributary.Faces.AggCat;

/// <summary>A call: in whose name it is made, what its path and query name, what its body says.</summary>
internal sealed class AggCatCall
{
    private readonly HttpContext _http;

    private AggCatCall(HttpContext http) => _http = http;

    public CancellationToken Aborted => _http.RequestAborted;

    /// <summary>In whose name; there on every route behind the authorization filter.</summary>
    public Customer Customer =>
        _http.Features.Get<SignedOn>()?.Customer ?? throw new InvalidOperationException("This route is not behind the authorization filter.");

    /// <summary>The application that calls.</summary>
    public Application Application =>
        _http.Features.Get<SignedOn>()?.Application ?? throw new InvalidOperationException("This route is not behind the authorization filter.");

    /// <summary>The challenge session being answered; null where none is.</summary>
    public string? ChallengeSession => _http.Request.Headers["challengeSessionId"].ToString() is { Length: > 0 } session ? session.Trim() : null;

    public HttpResponse Response => _http.Response;

    public WireFormat Format => WantsJson ? WireFormat.Json : WireFormat.Xml;

    public bool WantsJson => AggCatAnswer.WantsJson(_http.Request);

    /// <summary>Makes the call a parameter of the routes' handlers.</summary>
    public static ValueTask<AggCatCall?> BindAsync(HttpContext context) => new(new AggCatCall(context));

    /// <summary>Lets through only calls that a customer's token signed, and keeps to the limits of its partner.</summary>
    public static async ValueTask<object?> AuthorizeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        var signedOn = await http.RequestServices.GetRequiredService<CallVerifier>().VerifyAsync(http.Request, http.RequestAborted);
        http.RequestServices.GetRequiredService<CallLimits>().Admit(http, signedOn.Partner.Id);
        http.Features.Set(signedOn);
        return await next(invocation);
    }

    /// <summary>Looks things up in one state of the store.</summary>
    public Task<T> ReadAsync<T>(Func<IStoreReader, Task<T>> work) =>
        _http.RequestServices.GetRequiredService<IStore>().ReadAsync(work, Aborted);

    /// <summary>The account that the path names.</summary>
    /// <exception cref="TributaryException"><c>account.not-found</c>, <c>request.parameter-invalid</c> for what is no number.</exception>
    public async Task<Account> AccountAsync(IStoreReader reader) =>
        await reader.FindAccountAsync(Customer.Id, new AccountId(Id("accountId"))) is { State: AccountState.Active } account
            ? account
            : throw new TributaryException(ErrorCatalogue.AccountNotFound, Written("accountId"));

    /// <summary>The institution login that the path names.</summary>
    /// <exception cref="TributaryException"><c>login.not-found</c>, <c>request.parameter-invalid</c> for what is no number.</exception>
    public async Task<InstitutionLogin> LoginAsync(IStoreReader reader) =>
        await reader.FindLoginAsync(Customer.Id, new InstitutionLoginId(Id("institutionLoginId")))
        ?? throw new TributaryException(ErrorCatalogue.LoginNotFound, Written("institutionLoginId"));

    /// <summary>The institution that the path names.</summary>
    /// <exception cref="TributaryException"><c>institution.not-found</c>, <c>request.parameter-invalid</c> for what is no number.</exception>
    public async Task<Institution> InstitutionAsync(InstitutionDirectory directory) =>
        (await directory.GetSnapshotAsync()).Find(new InstitutionId(Id("institutionId")))
        ?? throw new TributaryException(ErrorCatalogue.InstitutionNotFound, Written("institutionId"));

    /// <summary>A query parameter; null where it is absent or empty.</summary>
    public string? Query(string name) => _http.Request.Query[name].FirstOrDefault()?.Trim() is { Length: > 0 } value ? value : null;

    /// <exception cref="TributaryException"><c>request.body-too-large</c>, <c>request.body-malformed</c>.</exception>
    public Task<WireNode> BodyAsync() => WireBody.ReadAsync(_http.Request, Aborted);

    private string Written(string routeValue) => (string)_http.GetRouteValue(routeValue)!;

    // A number that no id of ours can be is unknown; what is no number is a mistake of the program.
    private long Id(string routeValue)
    {
        var text = Written(routeValue);
        if (text.Length == 0 || !text.All(char.IsAsciiDigit))
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, routeValue);
        return long.TryParse(text, out var id) && id < 1L << 53 ? id : 0;
    }
}
