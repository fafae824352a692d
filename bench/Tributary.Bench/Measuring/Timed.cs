using System.Diagnostics;

namespace Tributary.Bench.Measuring;

/// <summary>Seconds and allocated bytes of one piece of work, started with an empty nursery so that no work pays for another's garbage.</summary>
internal readonly record struct Timed(double Seconds, double AllocatedBytes)
{
    public static async Task<Timed> RunAsync(Func<Task> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var began = Stopwatch.GetTimestamp();
        await work();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new Timed(seconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }
}
