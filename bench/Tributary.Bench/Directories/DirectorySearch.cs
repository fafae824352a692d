using System.Diagnostics;
using Tributary.Bench.Engines;
using Tributary.Bench.Measuring;
using Tributary.Core.Institutions;
using Tributary.Storage;

namespace Tributary.Bench.Directories;

/// <summary>Twenty mixed queries against SQLite's FTS5 with trigrams on the same institutions, and what one institution costs in memory.</summary>
internal sealed class DirectorySearch : IBenchmark
{
    private const int MostBytes = 600;

    private static readonly (int Count, double MostMilliseconds)[] Sizes = [(18_716, 2), (187_160, 4)];

    public string Name => "directory";

    public string Describe(Scale scale) => "20 mixed queries of the institution directory, best 25 of each, against SQLite's FTS5 with its trigram tokenizer on the same institutions";

    public async Task<IReadOnlyList<Comparison>> RunAsync(Scale scale)
    {
        // A store finds the operating system's SQLite, which the yardstick then has as well.
        using var folder = new ScratchFolder();
        await using var store = await SqliteStore.OpenAsync(folder.File("tributary.db"));
        var comparisons = new List<Comparison>();
        foreach (var (count, mostMilliseconds) in Sizes.Take(scale.Of(full: 2, quick: 1)))
            comparisons.AddRange(Measure(count, mostMilliseconds, rounds: scale.Of(full: 11, quick: 3), times: scale.Of(full: 20, quick: 5)));
        return comparisons;
    }

    private static Comparison[] Measure(int count, double mostMilliseconds, int rounds, int times)
    {
        var institutions = GeneratedInstitutions.Make(count);
        var queries = MixedQuery.Over(institutions);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var directory = DirectorySnapshot.Build([], institutions);
        // With what a search notes, which stays.
        directory.Search("bank", onlySupported: false, 0, 25);
        var memory = new Comparison($"{count:#,0}: memory of an institution", "bytes", Bar.AtMost(1));
        memory.Add((GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count, MostBytes);

        using var yardstick = new TrigramIndex(institutions);
        var median = new Comparison($"{count:#,0}: queries, by the median's time", "queries/s", Bar.AtLeast(5));
        var slowest = new Comparison($"{count:#,0}: p99, against {mostMilliseconds} ms", "ms", Bar.AtMost(1));
        var slowQuery = new Comparison($"{count:#,0}: slowest query's median, against {mostMilliseconds} ms", "ms", Bar.AtMost(1));
        var slowestOfBoth = new Comparison($"{count:#,0}: p99, against FTS5's", "ms", bar: null);
        // The first round warms up.
        for (var round = 0; round <= rounds; round++)
        {
            var ours = Time(queries, round == 0 ? 100 : times, query => directory.Search(query.Text, onlySupported: false, 0, 25).Items.Count);
            var theirs = Time(queries, round == 0 ? 2 : Math.Max(1, times / 4), yardstick.Search);
            if (round == 0)
                continue;
            median.Add(1000 / ours.Median, 1000 / theirs.Median);
            slowest.Add(ours.P99, mostMilliseconds);
            slowQuery.Add(ours.SlowestMedian, mostMilliseconds);
            slowestOfBoth.Add(ours.P99, theirs.P99);
        }

        GC.KeepAlive(directory);
        return [memory, median, slowest, slowQuery, slowestOfBoth];
    }

    private static (double Median, double P99, double SlowestMedian) Time(IReadOnlyList<MixedQuery> queries, int times, Func<MixedQuery, int> search)
    {
        var milliseconds = queries.Select(_ => new double[times]).ToArray();
        for (var i = 0; i < times; i++)
        {
            for (var query = 0; query < queries.Count; query++)
            {
                var began = Stopwatch.GetTimestamp();
                search(queries[query]);
                milliseconds[query][i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
        }

        double[] all = [.. milliseconds.SelectMany(ofOne => ofOne).Order()];
        return (all[all.Length / 2], all[all.Length * 99 / 100], milliseconds.Max(ofOne => ofOne.Order().ElementAt(times / 2)));
    }
}
