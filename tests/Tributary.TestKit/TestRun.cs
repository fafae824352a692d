namespace Tributary.TestKit;

/// <summary>How much a run tests, and from which seed.</summary>
public static class TestRun
{
    /// <summary>Whether <c>TRIBUTARY_TEST_LONG=1</c> asks for the full counts of heavy tests.</summary>
    public static bool IsLong => Environment.GetEnvironmentVariable("TRIBUTARY_TEST_LONG") == "1";

    /// <summary>The count for this run.</summary>
    public static int Count(int normal, int full) => IsLong ? full : normal;

    /// <summary>
    /// The seed of <c>TRIBUTARY_TEST_SEED</c>, to play a failed run again; otherwise the same one every day, so that a change is what makes a
    /// test fail, and a fresh one in a long run, which is there to find out.
    /// </summary>
    public static int Seed() => int.TryParse(Environment.GetEnvironmentVariable("TRIBUTARY_TEST_SEED"), out var seed)
        ? seed
        : IsLong ? Random.Shared.Next() : 3;
}
