namespace Tributary.Client;

/// <summary>
/// How a sign-in stands: <see cref="AccountsAdded"/> or <see cref="ChallengeIssued"/>, and nothing else.
/// <code>
/// while (outcome is ChallengeIssued challenge)
///     outcome = await challenge.AnswerAsync(Ask(challenge.Questions), cancellationToken);
/// </code>
/// </summary>
public abstract record SignInOutcome
{
    private protected SignInOutcome()
    {
    }
}

/// <summary>The institution let the customer in.</summary>
/// <param name="Accounts">The accounts behind the login.</param>
public sealed record AccountsAdded(IReadOnlyList<FinicityAccount> Accounts) : SignInOutcome;

/// <summary>The institution asks something first. The challenge ends when it is answered, or a few minutes after it was issued.</summary>
public sealed record ChallengeIssued : SignInOutcome
{
    private readonly Func<IReadOnlyList<string>, CancellationToken, Task<SignInOutcome>> _answer;

    internal ChallengeIssued(
        IReadOnlyList<ChallengeQuestion> questions, Func<IReadOnlyList<string>, CancellationToken, Task<SignInOutcome>> answer)
    {
        Questions = questions;
        _answer = answer;
    }

    /// <summary>The questions, in the institution's order.</summary>
    public IReadOnlyList<ChallengeQuestion> Questions { get; }

    /// <summary>Answers all questions, once. Nothing needs to be carried over: the challenge knows its session.</summary>
    /// <param name="answers">One for each question, in their order; for a choice its <see cref="ChallengeChoice.Value"/>.</param>
    /// <param name="cancellationToken">Cancels the waiting; the sign-in goes on at the server.</param>
    /// <returns>The accounts, or the next challenge.</returns>
    /// <exception cref="ArgumentException">There are not as many answers as questions.</exception>
    /// <exception cref="ServerException">Code <c>331</c> where the session has ended, <c>187</c> where an answer was wrong.</exception>
    public Task<SignInOutcome> AnswerAsync(IReadOnlyList<string> answers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return answers.Count == Questions.Count
            ? _answer(answers, cancellationToken)
            : throw new ArgumentException($"{Questions.Count} answers are wanted, {answers.Count} were given.", nameof(answers));
    }
}

/// <summary>One question of a challenge (Finicity MFA): a text, choices, a picture, or pictures to choose from.</summary>
public sealed record ChallengeQuestion
{
    /// <summary>The question in the institution's words.</summary>
    public string Text { get; init; } = "";

    /// <summary>A picture to look at, as a data URI; null where there is none.</summary>
    public string? Image { get; init; }

    /// <summary>Texts to choose from; empty where the answer is free.</summary>
    public IReadOnlyList<ChallengeChoice> Choices { get; init; } = [];

    /// <summary>Pictures to choose from; empty where the answer is free.</summary>
    public IReadOnlyList<ChallengeChoice> ImageChoices { get; init; } = [];
}

/// <summary>One choice of a question.</summary>
/// <param name="Shown">What the customer sees: a text, or a picture as a data URI.</param>
/// <param name="Value">What to answer.</param>
public sealed record ChallengeChoice(string Shown, string Value);
