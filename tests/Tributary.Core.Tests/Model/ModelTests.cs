using Tributary.TestKit;

namespace Tributary.Core.Tests.Model;

/// <summary>The engine and a small model of it, side by side: after every operation both tell the same.</summary>
public sealed class ModelTests
{
    private const int BetweenFullComparisons = 100;

    public static TheoryData<string> Databases { get; } = new(TestDatabase.Kinds);

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task RandomOperations_LeaveWhatTheModelSays(string database)
    {
        await using var engine = await TestEngine.StartAsync(database);
        var seed = TestRun.Seed();
        var run = await ModelRun.BeginAsync(engine, seed);
        for (var step = 1; step <= TestRun.Count(5_000, 100_000); step++)
        {
            try
            {
                await run.StepAsync();
                if (step % BetweenFullComparisons == 0)
                    await run.CompareAllAsync();
            }
            catch (Exception difference)
            {
                Assert.Fail($"TRIBUTARY_TEST_SEED={seed}, step {step}, after\n{string.Join('\n', run.Story)}\n\n{difference}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}\n{string.Join('\n', run.Ends.Select(e => $"{e.Key}: {e.Value}"))}");
    }
}
