using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Institutions;
using Tributary.Core.Secrets;

namespace Tributary.Core.SignIn;

/// <summary>
/// The sign-ins under way on this node. At most one runs per institution login: a second caller joins it and gets its outcome.
/// A session that asks lives where the bank connection lives, so it is kept in memory; when the node dies, so does the connection.
/// </summary>
public sealed class SignInSessions(SignInLimits limits, TimeProvider clock, ILogger<SignInSessions> log) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SignInKey, SignInSession> _running = [];
    private readonly ConcurrentDictionary<string, SignInSession> _asking = new(StringComparer.Ordinal);
    private bool _stopped;

    /// <summary>The sign-ins that have not ended.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _running.Count;
        }
    }

    /// <summary>
    /// Joins the login's sign-in under way, or starts one. A running sign-in with other credentials is given up first: who comes
    /// again with a corrected password has abandoned the old attempt. One that is storing less than this call wants is waited for.
    /// </summary>
    internal async Task<SignInOutcome> JoinOrStartAsync(
        SignInKey key, byte[] credentialsTag, SignInIntent intent, SignInWork work, CancellationToken cancellationToken)
    {
        while (true)
        {
            SignInSession? abandoned = null;
            SignInSession session;
            lock (_gate)
            {
                if (_stopped)
                    throw new TributaryException(ErrorCatalogue.SignInCancelled);
                if (!_running.TryGetValue(key, out session!))
                {
                    session = new SignInSession(key, credentialsTag, work, limits, clock, this, log);
                    _running.Add(key, session);
                }
                else if (!session.IsFor(credentialsTag))
                {
                    abandoned = session;
                }
            }

            if (abandoned is not null)
                await abandoned.CancelAsync();
            else if (session.TryJoin(intent, cancellationToken, out var outcome))
                return await outcome;
            else
                await session.EndAsync().WaitAsync(cancellationToken);
        }
    }

    /// <summary>Hands answers to the sign-in that asked, and waits for what comes next.</summary>
    /// <param name="customer">Who answers; a session of somebody else is as unknown as one that never was.</param>
    /// <param name="target">What the answers are meant for.</param>
    /// <param name="sessionId">The challenge's session.</param>
    /// <param name="answers">One a question, in order.</param>
    /// <param name="intent">What the caller wants of the sign-in.</param>
    /// <param name="cancellationToken">Ends the caller's wait, not the sign-in.</param>
    /// <returns>The outcome: accounts, the next questions, or a refusal.</returns>
    /// <exception cref="TributaryException"><c>challenge.session-expired</c>, <c>challenge.answer-count-wrong</c>.</exception>
    internal Task<SignInOutcome> AnswerAsync(
        CustomerId customer,
        SignInTarget target,
        string sessionId,
        IReadOnlyList<Secret> answers,
        SignInIntent intent,
        CancellationToken cancellationToken)
    {
        if (!_asking.TryGetValue(sessionId, out var session) || session.Key.Customer != customer || !target.Is(session.Key))
            throw new TributaryException(ErrorCatalogue.ChallengeSessionExpired);
        return session.AnswerAsync(sessionId, answers, intent, cancellationToken);
    }

    /// <summary>Ends a customer's sign-ins, because what they would write is being deleted.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="identityTag">Only the login of this identity; null for all.</param>
    /// <returns>A task that ends when they have ended.</returns>
    internal Task CancelAsync(CustomerId customer, byte[]? identityTag = null)
    {
        SignInSession[] concerned;
        lock (_gate)
        {
            concerned = [.. _running.Values.Where(s => s.Key.Customer == customer
                && (identityTag is null || s.Key.IdentityTag == Convert.ToHexString(identityTag)))];
        }

        return Task.WhenAll(concerned.Select(s => s.CancelAsync()));
    }

    /// <summary>Ends every sign-in and starts no more.</summary>
    /// <returns>A task that ends when all have ended.</returns>
    public async ValueTask DisposeAsync()
    {
        SignInSession[] all;
        lock (_gate)
        {
            _stopped = true;
            all = [.. _running.Values];
        }

        await Task.WhenAll(all.Select(s => s.CancelAsync()));
    }

    internal void Asks(string sessionId, SignInSession session) => _asking[sessionId] = session;

    internal void AsksNoMore(string sessionId) => _asking.TryRemove(sessionId, out _);

    /// <summary>Forgets a sign-in; one given up before it ran is told of twice, when its key may be another's already.</summary>
    internal void Ended(SignInSession session)
    {
        lock (_gate)
        {
            if (_running.GetValueOrDefault(session.Key) == session)
                _running.Remove(session.Key);
        }
    }
}

/// <summary>Which institution login a sign-in is for, known before the login has an id.</summary>
internal sealed record SignInKey(CustomerId Customer, InstitutionId Institution, string IdentityTag);

/// <summary>What a caller wants of a sign-in.</summary>
/// <param name="MayAsk">Whether somebody is there to answer questions.</param>
/// <param name="AddsAll">Whether every account found shall be active at once.</param>
internal readonly record struct SignInIntent(bool MayAsk, bool AddsAll);

/// <summary>A whole sign-in from the stored credentials to the committed transaction.</summary>
internal delegate Task<SignInOutcome> SignInWork(SignInSession session, CancellationToken cancellationToken);
