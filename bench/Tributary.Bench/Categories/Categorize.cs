using Tributary.Bench.Measuring;
using Tributary.Core.Categories;

namespace Tributary.Bench.Categories;

/// <summary>
/// How often the rules that ship agree with a person, on descriptions they were made from and on a frozen half that was labelled after them; and how
/// many transactions a second they categorize on one core.
/// </summary>
internal sealed class Categorize : IBenchmark
{
    private const double FrozenBar = 0.85;
    private const double PerSecondBar = 150_000;

    public string Name => "categories";

    public string Describe(Scale scale) => "labelled descriptions right, and transactions a second on one core (yardstick: all of them, and 150,000)";

    public Task<IReadOnlyList<Comparison>> RunAsync(Scale scale)
    {
        var known = LabelledText.Read("known.tsv");
        var frozen = LabelledText.Read("frozen.tsv");
        var figures = new List<Comparison> { Right("right, of those the rules were made from", known, bar: null) };
        if (frozen.Count > 0)
            figures.Add(Right("right, of the frozen half", frozen, Bar.AtLeast(FrozenBar)));
        figures.Add(Speed([.. known, .. frozen], scale));
        return Task.FromResult<IReadOnlyList<Comparison>>(figures);
    }

    private static Comparison Right(string what, IReadOnlyList<LabelledText> texts, Bar? bar)
    {
        var comparison = new Comparison(what, "texts", bar);
        comparison.Add(texts.Count(text => Categorizer.Shipped.Categorize(text.Facts).Category.Name == text.Category), texts.Count);
        return comparison;
    }

    private static Comparison Speed(IReadOnlyList<LabelledText> texts, Scale scale)
    {
        var comparison = new Comparison("transactions a second", "per second", Bar.AtLeast(1));
        var rounds = scale.Of(full: 200, quick: 20);
        for (var measure = 0; measure < 5; measure++)
        {
            var before = Environment.CpuUsage.TotalTime;
            for (var round = 0; round < rounds; round++)
            {
                foreach (var text in texts)
                    Categorizer.Shipped.Categorize(text.Facts);
            }

            // The first is for the compiler.
            if (measure > 0)
                comparison.Add(rounds * texts.Count / (Environment.CpuUsage.TotalTime - before).TotalSeconds, PerSecondBar);
        }

        return comparison;
    }
}
