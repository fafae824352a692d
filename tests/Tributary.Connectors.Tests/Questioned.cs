using Tributary.Core.Challenges;
using Tributary.Core.Connectors;
using Tributary.Core.Secrets;

namespace Tributary.Connectors.Tests;

/// <summary>A customer who answers round by round with what was prepared, and after that thinks for ever.</summary>
internal sealed class Questioned(params string[][] rounds) : IChallenger
{
    private readonly TaskCompletionSource _speechless = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was asked, a list a round.</summary>
    public List<IReadOnlyList<Challenge>> Asked { get; } = [];

    /// <summary>Completes when a round came that nobody has answers for.</summary>
    public Task Speechless => _speechless.Task;

    public async Task<IReadOnlyList<Secret>> AskAsync(IReadOnlyList<Challenge> questions, CancellationToken cancellationToken)
    {
        Asked.Add(questions);
        if (Asked.Count > rounds.Length)
        {
            _speechless.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return [.. rounds[Asked.Count - 1].Select(answer => new Secret(answer))];
    }
}
