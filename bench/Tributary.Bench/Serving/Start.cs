using Tributary.Bench.Engines;
using Tributary.Bench.Measuring;
using Tributary.Bench.Processes;

namespace Tributary.Bench.Serving;

/// <summary>How soon <c>tributary serve</c> is ready on a store that exists, and what it holds at rest, against an empty Kestrel program.</summary>
internal sealed class Start : IBenchmark
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    public string Name => "start";

    public string Describe(Scale scale) => "start to the first answer, and memory at rest, against an empty Kestrel program";

    public async Task<IReadOnlyList<Comparison>> RunAsync(Scale scale)
    {
        var start = new Comparison("start to ready", "ms", Bar.AtMost(5));
        var workingSet = new Comparison("memory at rest: working set", "MiB", Bar.AtMost(3));
        var privateMemory = new Comparison("memory at rest: private", "MiB", Bar.AtMost(3));
        using var folder = new ScratchFolder();
        var rounds = scale.Of(full: 11, quick: 3);
        // The first round makes the store and fills the system's file cache.
        for (var round = 0; round <= rounds; round++)
        {
            var ours = await MeasureAsync(LocalServer.StartTributaryAsync(folder));
            var bare = await MeasureAsync(LocalServer.StartBareAsync());
            if (round == 0)
                continue;
            start.Add(ours.Milliseconds, bare.Milliseconds);
            workingSet.Add(ours.Memory.WorkingSet, bare.Memory.WorkingSet);
            privateMemory.Add(ours.Memory.Private, bare.Memory.Private);
        }

        return [start, workingSet, privateMemory];
    }

    private static async Task<(double Milliseconds, Memory Memory)> MeasureAsync(Task<LocalServer> starting)
    {
        using var server = await starting;
        await Task.Delay(Rest);
        return (server.StartedIn.TotalMilliseconds, server.ReadMemory());
    }
}
