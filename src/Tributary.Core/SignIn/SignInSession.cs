using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Tributary.Core.Aggregation;
using Tributary.Core.Challenges;
using Tributary.Core.Connectors;
using Tributary.Core.Errors;
using Tributary.Core.Secrets;

namespace Tributary.Core.SignIn;

/// <summary>
/// One sign-in under way. The connector runs as straight-line code; each time it asks, the round (a <em>turn</em>) ends for whoever
/// waits, and the answers begin the next turn. Callers wait for turns, never for the connector itself, and their going away does
/// not end the work.
/// </summary>
internal sealed class SignInSession : IChallenger
{
    private readonly byte[] _credentialsTag;
    private readonly SignInWork _work;
    private readonly SignInLimits _limits;
    private readonly TimeProvider _clock;
    private readonly SignInSessions _sessions;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _workTimer;
    private TaskCompletionSource<SignInOutcome> _turn = NewTurn();
    private Round? _round;
    private Task? _run;
    private bool _mayAsk;
    private bool _addAllWasTold;
    private bool _turnAddsAll;
    private bool? _settledAddsAll;

    public SignInSession(
        SignInKey key, byte[] credentialsTag, SignInWork work, SignInLimits limits, TimeProvider clock, SignInSessions sessions, ILogger log)
    {
        Key = key;
        _credentialsTag = credentialsTag;
        _work = work;
        _limits = limits;
        _clock = clock;
        _sessions = sessions;
        _log = log;
        StartedAt = clock.GetUtcNow();
        _workTimer = clock.CreateTimer(_ => _ = _stop.CancelAsync(), null, limits.WorkWithin, Timeout.InfiniteTimeSpan);
    }

    public SignInKey Key { get; }

    public DateTimeOffset StartedAt { get; }

    /// <summary>
    /// Whether a call of this turn wants all accounts active. What an earlier turn's calls wanted ended with the questions they were told: who
    /// answers says anew what for. Once asked it is settled, however often the store tries.
    /// </summary>
    public bool SettleAddsAll()
    {
        lock (_gate)
            return _settledAddsAll ??= _turnAddsAll;
    }

    public bool IsFor(byte[] credentialsTag) => _credentialsTag.AsSpan().SequenceEqual(credentialsTag);

    /// <summary>Waits for the outcome of this turn, unless the call wants more than what is being stored.</summary>
    public bool TryJoin(SignInIntent intent, CancellationToken cancellationToken, [NotNullWhen(true)] out Task<SignInOutcome>? outcome)
    {
        outcome = null;
        Task<SignInOutcome> turn;
        lock (_gate)
        {
            if (intent.AddsAll && _settledAddsAll == false)
                return false;
            _mayAsk |= intent.MayAsk;
            _turnAddsAll |= intent.AddsAll;
            _addAllWasTold |= intent.AddsAll;
            turn = _turn.Task;
            _run ??= Task.Run(RunAsync, CancellationToken.None);
        }

        outcome = WaitAsync(turn, intent, cancellationToken);
        return true;
    }

    public Task<SignInOutcome> AnswerAsync(
        string sessionId, IReadOnlyList<Secret> answers, SignInIntent intent, CancellationToken cancellationToken)
    {
        Task<SignInOutcome> turn;
        lock (_gate)
        {
            // Who adds everything answers questions that an add-all was told, not those of a discovery alone.
            if (_round is not { } round || round.SessionId != sessionId || (intent.AddsAll && !_addAllWasTold))
                throw new TributaryException(ErrorCatalogue.ChallengeSessionExpired);
            if (answers.Count != round.Questions.Count)
                throw new TributaryException(ErrorCatalogue.AnswerCountWrong, $"{round.Questions.Count} asked, {answers.Count} answered");

            EndRound();
            _turn = NewTurn();
            _mayAsk |= intent.MayAsk;
            _turnAddsAll = intent.AddsAll;
            turn = _turn.Task;
            round.Answers.SetResult(answers);
        }

        return WaitAsync(turn, intent, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Secret>> AskAsync(IReadOnlyList<Challenge> questions, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(questions.Count);
        Round round;
        lock (_gate)
        {
            if (!_mayAsk)
                throw new UnansweredException("A question came up, and nobody is there to answer it.");
            round = new Round(RandomText.LettersAndDigits(32), questions);
            _round = round;
            _workTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _sessions.Asks(round.SessionId, this);
            _turn.SetResult(new SignInOutcome.Challenged(round.SessionId, questions, _clock.GetUtcNow() + _limits.AnswerWithin));
        }

        try
        {
            return await round.Answers.Task.WaitAsync(_limits.AnswerWithin, _clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            if (TryExpire(round))
                throw new UnansweredException("Nobody answered in time.");
            return await round.Answers.Task;
        }
    }

    /// <summary>Closes a round that nobody answered; false when an answer came in the same instant, which wins.</summary>
    private bool TryExpire(Round round)
    {
        lock (_gate)
        {
            if (_round != round)
                return false;
            EndRound();
            return true;
        }
    }

    /// <summary>Ends the sign-in and waits until it has ended.</summary>
    public async Task CancelAsync()
    {
        await _stop.CancelAsync();
        await EndAsync();
    }

    /// <summary>Waits until the sign-in has ended; one that never ran ends here.</summary>
    public async Task EndAsync()
    {
        Task? run;
        lock (_gate)
            run = _run;
        if (run is not null)
            await run;
        else
            _sessions.Ended(this);
    }

    private async Task RunAsync()
    {
        SignInOutcome outcome;
        try
        {
            outcome = await _work(this, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            outcome = new SignInOutcome.Failed(new AggregationStatus(ErrorCatalogue.SignInCancelled));
        }
        catch (TributaryException refusal)
        {
            outcome = new SignInOutcome.Failed(new AggregationStatus(refusal.Error));
        }
        catch (Exception broken)
        {
            _log.LogError(broken, "A sign-in at institution {Institution} broke.", Key.Institution);
            outcome = new SignInOutcome.Failed(new AggregationStatus(ErrorCatalogue.Internal));
        }

        _log.LogInformation(
            "Sign-in of customer {Customer} at institution {Institution} ended: {Outcome}.",
            Key.Customer,
            Key.Institution,
            outcome is SignInOutcome.Failed failed ? failed.Status.Name : "ok");
        lock (_gate)
        {
            EndRound();
            // From here on nobody can join: a later caller starts anew and sees what this one stored.
            _sessions.Ended(this);
            if (!_turn.TrySetResult(outcome))
                _turn = Completed(outcome);
        }

        await _workTimer.DisposeAsync();
    }

    private async Task<SignInOutcome> WaitAsync(Task<SignInOutcome> turn, SignInIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await turn.WaitAsync(_limits.ReplyWithin, _clock, cancellationToken);
            return outcome is SignInOutcome.Challenged && !intent.MayAsk
                ? new SignInOutcome.Failed(new AggregationStatus(ErrorCatalogue.AnswerRequired))
                : outcome;
        }
        catch (TimeoutException)
        {
            return new SignInOutcome.StillRunning();
        }
    }

    private void EndRound()
    {
        if (_round is null)
            return;
        _sessions.AsksNoMore(_round.SessionId);
        _round = null;
        _workTimer.Change(_limits.WorkWithin, Timeout.InfiniteTimeSpan);
    }

    private static TaskCompletionSource<SignInOutcome> NewTurn() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<SignInOutcome> Completed(SignInOutcome outcome)
    {
        var turn = NewTurn();
        turn.SetResult(outcome);
        return turn;
    }

    private sealed record Round(string SessionId, IReadOnlyList<Challenge> Questions)
    {
        public TaskCompletionSource<IReadOnlyList<Secret>> Answers { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>A question went unanswered. It derives from cancellation so that connectors let it pass.</summary>
internal sealed class UnansweredException(string message) : OperationCanceledException(message);
