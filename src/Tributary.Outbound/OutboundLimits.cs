namespace Tributary.Outbound;

/// <summary>What one request may cost. Times are of the wall; the clock that tests move has no say over sockets.</summary>
public sealed record OutboundLimits
{
    /// <summary>How long finding and reaching the host may take, TLS included; the whole's limit ends it too.</summary>
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long all of it may take, however steadily bytes drip in.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many kilobytes the answer's head may have.</summary>
    public int MostHeaderKilobytes { get; init; } = 16;

    /// <summary>How many bytes of the answer's body are read; what follows is not.</summary>
    public int MostBodyBytes { get; init; } = 64 * 1024;
}
