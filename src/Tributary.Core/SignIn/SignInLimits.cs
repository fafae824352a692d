namespace Tributary.Core.SignIn;

/// <summary>How long things may take around a sign-in. Every wait has an end.</summary>
public sealed record SignInLimits
{
    /// <summary>How long a round of questions waits for its answers; one clear error afterwards, in every face.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a caller is kept waiting before it is told that the work goes on. Below the 120 seconds that Finicity's programs wait.
    /// </summary>
    public TimeSpan ReplyWithin { get; init; } = TimeSpan.FromSeconds(110);

    /// <summary>How long a connector may work between questions before it is stopped.</summary>
    public TimeSpan WorkWithin { get; init; } = TimeSpan.FromMinutes(15);
}
