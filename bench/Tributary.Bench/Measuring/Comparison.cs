namespace Tributary.Bench.Measuring;

/// <summary>
/// One figure of ours and of its yardstick over several rounds. The ratio is the median of the rounds' own ratios: what disturbs a round
/// mostly disturbs both sides of it.
/// </summary>
internal sealed class Comparison(string what, string unit, Bar? bar)
{
    private readonly List<(double Ours, double Yardstick)> _rounds = [];

    /// <summary>Whether the bar is reached; a figure without a bar is told for its own sake.</summary>
    public bool IsMet => bar is null || bar.IsMetBy(Ratio);

    private double Ratio => Median(_rounds.Select(round => round.Ours / round.Yardstick));

    public void Add(double ours, double yardstick) => _rounds.Add((ours, yardstick));

    public override string ToString()
    {
        var ratios = _rounds.Select(round => round.Ours / round.Yardstick).ToArray();
        var verdict = bar is null ? "no bar" : $"{bar}: {(IsMet ? "pass" : "MISS")}";
        return $"{what,-44} {Figure(_rounds.Select(round => round.Ours)),9} {unit}, yardstick {Figure(_rounds.Select(round => round.Yardstick)),9}; "
            + $"ratio {Ratio:0.00} ({ratios.Min():0.00} to {ratios.Max():0.00}, {_rounds.Count} rounds), {verdict}";
    }

    private static string Figure(IEnumerable<double> values) => Median(values) switch
    {
        >= 1000 and var large => $"{large:#,0}",
        var small => $"{small:0.00}",
    };

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
