using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Tributary.Core.Errors;
using Tributary.Core.Partners;

namespace Tributary.Faces.Limits;

/// <summary>
/// Counts the calls of each partner, once it is known who it is, whatever protocol it speaks, and of each address the calls of strangers. A stranger shares the
/// address of honest programs where a proxy stands before the server, so an address that is over its limit changes how such a call is refused and nothing else.
/// Wrong tokens are not counted: a program whose token has ended must be told so, whatever others do under its key.
/// </summary>
internal sealed class CallLimits(RequestLimits limits) : IDisposable
{
    private readonly bool _areSet = limits.RequestsPerSecond > 0;
    private readonly PartitionedRateLimiter<PartnerId> _calls = PerSecond<PartnerId>(limits.RequestsPerSecond);
    private readonly PartitionedRateLimiter<PartnerId> _authentications = PerSecond<PartnerId>(limits.AttemptsPerSecond);
    private readonly PartitionedRateLimiter<IPAddress> _strangers = PerSecond<IPAddress>(limits.AttemptsPerSecond);
    private readonly PartitionedRateLimiter<PartnerId> _callsAtOnce = AtOnce(limits.CallsAtOnce);
    private readonly PartitionedRateLimiter<PartnerId> _signInsAtOnce = AtOnce(limits.SignInsAtOnce);

    /// <summary>Who makes a call, as <paramref name="find"/> tells or refuses to.</summary>
    /// <param name="http">The call.</param>
    /// <param name="find">Finds out.</param>
    /// <param name="isStrangers">Whether a refusal is that of a stranger.</param>
    /// <exception cref="TributaryException"><c>server.too-many-requests</c> in place of a stranger's refusal; else the refusal.</exception>
    public async Task<T> IdentifyAsync<T>(HttpContext http, Func<Task<T>> find, Func<Exception, bool> isStrangers)
    {
        try
        {
            return await find();
        }
        catch (Exception refusal) when (_areSet && isStrangers(refusal))
        {
            Take(http, _strangers, http.Connection.RemoteIpAddress ?? IPAddress.None);
            throw;
        }
    }

    /// <summary>Counts a call, which runs until its answer begins.</summary>
    /// <exception cref="TributaryException"><c>server.too-many-requests</c>.</exception>
    public void Admit(HttpContext http, PartnerId partner)
    {
        if (!_areSet)
            return;
        var running = Take(http, http.GetEndpoint()?.Metadata.GetMetadata<MaySignIn>() is null ? _callsAtOnce : _signInsAtOnce, partner);
        // Who has the answer may call again at once; who went away before has none coming.
        http.Response.OnStarting(EndAsync, running);
        http.Response.RegisterForDispose(running);
        Take(http, _calls, partner);
    }

    /// <summary>Counts an attempt to prove who one is, by the partner it is one of.</summary>
    /// <exception cref="TributaryException"><c>server.too-many-requests</c>.</exception>
    public void AdmitAuthentication(HttpContext http, PartnerId partner)
    {
        if (_areSet)
            Take(http, _authentications, partner);
    }

    public void Dispose()
    {
        _calls.Dispose();
        _authentications.Dispose();
        _strangers.Dispose();
        _callsAtOnce.Dispose();
        _signInsAtOnce.Dispose();
    }

    private static Task EndAsync(object running)
    {
        ((RateLimitLease)running).Dispose();
        return Task.CompletedTask;
    }

    private static RateLimitLease Take<T>(HttpContext http, PartitionedRateLimiter<T> limiter, T whose)
    {
        var lease = limiter.AttemptAcquire(whose);
        if (lease.IsAcquired)
            return lease;
        // Rounded up beyond the moment itself, so that who waits so long is served.
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : TimeSpan.Zero;
        http.Response.Headers.RetryAfter = ((int)wait.TotalSeconds + 1).ToString(CultureInfo.InvariantCulture);
        throw new TributaryException(ErrorCatalogue.TooManyRequests);
    }

    // Counters that are full again are forgotten, so that their number stays small.
    private static PartitionedRateLimiter<T> PerSecond<T>(int rate)
        where T : notnull => PartitionedRateLimiter.Create<T, T>(whose => RateLimitPartition.GetTokenBucketLimiter(whose, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate * RequestLimits.BurstSeconds,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1) / rate,
            QueueLimit = 0,
        }));

    private static PartitionedRateLimiter<PartnerId> AtOnce(int most) => PartitionedRateLimiter.Create<PartnerId, PartnerId>(
        partner => RateLimitPartition.GetConcurrencyLimiter(partner, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = 0 }));
}
