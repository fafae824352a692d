namespace Tributary.Faces.Limits;

/// <summary>How much one partner may ask of the server, so that one program's mistake is not everybody's. The defaults are far from what an honest program needs.</summary>
public sealed record RequestLimits
{
    /// <summary>How many seconds' worth of requests may come at once after a quiet time.</summary>
    public const int BurstSeconds = 10;

    /// <summary>No limits.</summary>
    public static RequestLimits None { get; } = new() { RequestsPerSecond = 0 };

    /// <summary>How many requests a second a partner may send for long, 1,000,000 at most; 0 for no limits at all.</summary>
    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>How many of a partner's calls may run at once, apart from those that sign in.</summary>
    public int CallsAtOnce { get; init; } = 200;

    /// <summary>How many of a partner's calls that sign in at an institution, and may take minutes, may run at once.</summary>
    public int SignInsAtOnce { get; init; } = 500;

    /// <summary>How often a second one partner may ask for a token, and one address may call without an app key of ours before it is told to wait.</summary>
    internal int AttemptsPerSecond => Math.Max(1, RequestsPerSecond / 5);
}
