using Tributary.Core.Challenges;
using Tributary.Core.Connectors;
using Tributary.Core.Secrets;

namespace Tributary.Connectors.DemoBank.Challenges;

/// <summary>A demo bank's questions to one user, in one or more rounds.</summary>
/// <param name="challenger">Whom to ask.</param>
/// <param name="today">The day of the question.</param>
/// <param name="cancellationToken">The sign-in's token.</param>
/// <returns>Whether the bank is content with the answers.</returns>
internal delegate Task<bool> Dialogue(IChallenger challenger, DateOnly today, CancellationToken cancellationToken);

/// <summary>
/// The dialogues of Finicity's and Intuit's test users. Any answer will do, except <c>fail</c> to words or choices, which is
/// refused, and <c>mfa</c> (to words) or <c>loop</c> (to choices), which bring another question.
/// </summary>
internal static class Dialogues
{
    private const string Pet = "Enter your first pet's name:";
    private const string School = "Enter your high school's name:";

    private static readonly string[] TextQuestions =
        [Pet, School, "Enter the city you were born in:", "Enter your favorite teacher's last name:"];

    private static readonly string[] CaptchaWords =
        ["RIVER", "BRIDGE", "LANTERN", "ORCHARD", "HARBOR", "VALLEY", "SUMMIT"];

    private static readonly string[] PictureWords = ["KITE", "ANCHOR", "WINDMILL"];

    public static async Task<bool> Text(IChallenger challenger, DateOnly today, CancellationToken cancellationToken)
    {
        for (var round = 0; ; round++)
        {
            var question = new Challenge { Text = TextQuestions[round % TextQuestions.Length] };
            switch (await AskOneAsync(challenger, question, cancellationToken))
            {
                case "mfa": continue;
                case "fail": return false;
                default: return true;
            }
        }
    }

    public static async Task<bool> TwoTexts(IChallenger challenger, DateOnly today, CancellationToken cancellationToken)
    {
        var answers = await challenger.AskAsync([new() { Text = Pet }, new() { Text = School }], cancellationToken);
        return !answers.Any(answer => answer.Equals(new Secret("fail")));
    }

    public static async Task<bool> Choice(IChallenger challenger, DateOnly today, CancellationToken cancellationToken)
    {
        var question = new Challenge
        {
            Text = "Which high school did you attend?",
            Choices =
            [
                new("Washington", "Washington"), new("Jefferson", "Jefferson"), new("Wilson", "Wilson"),
                new("loop", "loop"), new("fail", "Fail"),
            ],
        };
        while (true)
        {
            switch (await AskOneAsync(challenger, question, cancellationToken))
            {
                case "loop": continue;
                case "fail": return false;
                default: return true;
            }
        }
    }

    public static Task<bool> Captcha(IChallenger challenger, DateOnly today, CancellationToken cancellationToken) =>
        ReadWordAsync(challenger, "Enter the word in the image below", CaptchaWords[0], cancellationToken);

    public static Task<bool> ChangingCaptcha(IChallenger challenger, DateOnly today, CancellationToken cancellationToken)
    {
        var word = CaptchaWords[today.DayNumber % CaptchaWords.Length];
        return ReadWordAsync(challenger, $"Enter the {word.Length} letters in the image below", word, cancellationToken);
    }

    /// <summary>Pictures to choose from: Finicity's image choice, style 1.</summary>
    public static async Task<bool> ImageChoice(IChallenger challenger, DateOnly today, CancellationToken cancellationToken)
    {
        await AskOneAsync(challenger, new() { Text = "Pick your security picture", Choices = Pictures() }, cancellationToken);
        return true;
    }

    /// <summary>A picture, and pictures to choose from: Finicity's image choice, style 2.</summary>
    public static async Task<bool> ImageChoiceWithPicture(IChallenger challenger, DateOnly today, CancellationToken cancellationToken)
    {
        var question = new Challenge
        {
            Text = "Which of these matches the picture above?",
            Image = WordPicture.Draw(PictureWords[1]),
            Choices = Pictures(),
        };
        await AskOneAsync(challenger, question, cancellationToken);
        return true;
    }

    /// <summary>What a bank asks that has become suspicious of a user it never asked.</summary>
    public static async Task<bool> OneTimeCode(IChallenger challenger, DateOnly today, CancellationToken cancellationToken) =>
        await AskOneAsync(challenger, new() { Text = "Enter the one-time code we sent you:" }, cancellationToken) != "fail";

    private static ChallengeChoice[] Pictures() =>
        [.. PictureWords.Select(word => new ChallengeChoice(word.ToLowerInvariant(), Image: WordPicture.Draw(word)))];

    private static async Task<bool> ReadWordAsync(
        IChallenger challenger, string text, string word, CancellationToken cancellationToken)
    {
        await AskOneAsync(challenger, new() { Text = text, Image = WordPicture.Draw(word) }, cancellationToken);
        return true;
    }

    private static async Task<string> AskOneAsync(IChallenger challenger, Challenge question, CancellationToken cancellationToken)
    {
        var answers = await challenger.AskAsync([question], cancellationToken);
        return answers[0].Reveal().Trim();
    }
}
