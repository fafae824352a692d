namespace Tributary.Core.Challenges;

/// <summary>
/// A question an institution asks during sign-in. Text alone is answered with text; choices are answered with a choice's
/// <see cref="ChallengeChoice.Value"/>; an image with what it shows.
/// </summary>
public sealed record Challenge
{
    /// <summary>The question's words.</summary>
    public required string Text { get; init; }

    /// <summary>A picture that belongs to the question.</summary>
    public ChallengeImage? Image { get; init; }

    /// <summary>What may be answered; empty where anything may.</summary>
    public IReadOnlyList<ChallengeChoice> Choices { get; init; } = [];
}

/// <summary>One possible answer: a label or a picture, and the value that stands for it.</summary>
/// <param name="Value">What to send back.</param>
/// <param name="Label">What to show, for a choice in words.</param>
/// <param name="Image">What to show, for a choice in pictures.</param>
public sealed record ChallengeChoice(string Value, string? Label = null, ChallengeImage? Image = null);

/// <summary>A picture of a challenge.</summary>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c>…</param>
/// <param name="Bytes">The file's bytes.</param>
public sealed record ChallengeImage(string MediaType, byte[] Bytes);
