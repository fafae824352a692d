namespace Tributary.Connectors.DemoBank;

/// <summary>
/// Pseudo-random numbers that depend on nothing but what they are named after: the same seed, subject and number give the same
/// sequence in every process and on every runtime. (SplitMix64 over an FNV-1a hash of the name.)
/// </summary>
internal sealed class Dice
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong _state;

    private Dice(ulong state) => _state = state;

    public static Dice For(int seed, string subject, int number)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in subject)
            hash = (hash ^ c) * 0x100000001B3;
        var dice = new Dice(hash ^ ((ulong)(uint)seed << 32) ^ (uint)number);
        dice.Next();
        return dice;
    }

    public static Dice For(int seed, string subject, DateOnly day) => For(seed, subject, day.DayNumber);

    /// <summary>A whole number from 0 up to, not including, <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>An amount between two others, both included, to the cent.</summary>
    public decimal Amount(decimal from, decimal to) => from + (Below((int)((to - from) * 100) + 1) / 100m);

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private ulong Next()
    {
        _state += GoldenGamma;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
