using Tributary.Bench.Measuring;

namespace Tributary.Bench.Refreshing;

/// <summary>A refresh costs what is new, not what is stored: a long past against a short one, both with the same last thousand days.</summary>
internal sealed class RefreshFlat : IBenchmark
{
    private const int WarmUps = 5;

    public string Name => "refresh-flat";

    public string Describe(Scale scale) =>
        $"a refresh with {GrowingLogin.NewTransactions} new transactions at {Long(scale):#,0} stored ones of the account, against one at {GrowingLogin.Recent:#,0}";

    public async Task<IReadOnlyList<Comparison>> RunAsync(Scale scale)
    {
        var time = new Comparison("time of a refresh", "ms", Bar.AtMost(1.5));
        var memory = new Comparison("memory allocated by a refresh", "KiB", Bar.AtMost(1.1));
        await using var longPast = await GrowingLogin.CreateAsync(Long(scale));
        await using var shortPast = await GrowingLogin.CreateAsync(GrowingLogin.Recent);
        var rounds = scale.Of(full: 60, quick: 15);
        for (var round = -WarmUps; round < rounds; round++)
        {
            var atLong = await longPast.RefreshAsync();
            var atShort = await shortPast.RefreshAsync();
            if (round < 0)
                continue;
            time.Add(atLong.Seconds * 1000, atShort.Seconds * 1000);
            memory.Add(atLong.AllocatedBytes / 1024, atShort.AllocatedBytes / 1024);
        }

        await longPast.RequireEveryTransactionAsync();
        await shortPast.RequireEveryTransactionAsync();
        return [time, memory];
    }

    private static int Long(Scale scale) => scale.Of(full: 1_000_000, quick: 100_000);
}
