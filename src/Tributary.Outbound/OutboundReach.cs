namespace Tributary.Outbound;

/// <summary>Where a request may go.</summary>
public enum OutboundReach
{
    /// <summary>To the Internet: https on port 443, and to hosts the operator opened.</summary>
    Internet,

    /// <summary>For accounts at demo banks: also to this machine's loopback, on any port, and without TLS.</summary>
    Sandbox,
}
