using System.Globalization;

namespace Tributary.Bench.Processes;

/// <summary>What a process holds of the machine's memory, in MiB, as Linux counts it: pages present, and those of them no other process shares.</summary>
internal readonly record struct Memory(double WorkingSet, double Private)
{
    public static Memory Of(int processId)
    {
        var kibibytes = File.ReadLines($"/proc/{processId}/smaps_rollup")
            .Select(line => line.Split([':', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is [_, _, "kB"])
            .ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return new Memory(kibibytes["Rss"] / 1024, (kibibytes["Private_Clean"] + kibibytes["Private_Dirty"]) / 1024);
    }
}
