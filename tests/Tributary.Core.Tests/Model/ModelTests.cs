using Tributary.TestKit;

namespace Tributary.Core.Tests.Model;

/// <summary>The engine and a small model of it, side by side: after every operation both tell the same, whatever the database.</summary>
public sealed class ModelTests
{
    private const int BetweenFullComparisons = 100;

    [Fact]
    public async Task RandomOperations_LeaveWhatTheModelSays_AndTheSameOnEveryDatabase()
    {
        var seed = TestRun.Seed();

        // The first difference ends the other run too.
        using var different = new CancellationTokenSource();
#pragma warning disable CA2025 // Only a run that hangs outlives it, and then nothing matters any more.
        var runs = Task.WhenAll(TestDatabase.Kinds.Select(database => Task.Run(() => RunAsync(database, seed, different))));
#pragma warning restore CA2025
        // What waits for ever must not keep everybody waiting.
        var exports = await runs.WaitAsync(TimeSpan.FromMinutes(TestRun.Count(6, 120)));

        Assert.NotEmpty(exports[0]);
        Assert.All(exports, export => Assert.Equal(exports[0], export));
    }

    private static async Task<string> RunAsync(string database, int seed, CancellationTokenSource different)
    {
        await using var engine = await TestEngine.StartAsync(database);
        var run = await ModelRun.BeginAsync(engine, seed);
        for (var step = 1; step <= TestRun.Count(5_000, 100_000); step++)
        {
            different.Token.ThrowIfCancellationRequested();
            try
            {
                await run.StepAsync();
                if (step % BetweenFullComparisons == 0)
                    await run.CompareAllAsync();
            }
            catch (Exception difference)
            {
                await different.CancelAsync();
                Assert.Fail($"{database}, TRIBUTARY_TEST_SEED={seed}, step {step}, after\n{string.Join('\n', run.Story)}\n\n{difference}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{database}, seed {seed}\n{string.Join('\n', run.Ends.Select(e => $"{e.Key}: {e.Value}"))}");

        // A run in which something never succeeds shows nothing about it.
        foreach (var operation in ModelRun.Operations)
            Assert.True(run.Ends.Keys.Any(end => end.StartsWith($"{operation}: ok", StringComparison.Ordinal)), $"No {operation} succeeded.");
        return await run.ExportAsync();
    }
}
