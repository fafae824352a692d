namespace Tributary.Bench.Measuring;

/// <summary>Measures ours beside a yardstick, in turns, so that a busy machine slows both.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures against what, for people.</summary>
    string Describe(Scale scale);

    Task<IReadOnlyList<Comparison>> RunAsync(Scale scale);
}

/// <summary>How much is measured: enough to believe, or just enough to see that it works.</summary>
internal sealed record Scale(bool IsQuick)
{
    public int Of(int full, int quick) => IsQuick ? quick : full;
}
