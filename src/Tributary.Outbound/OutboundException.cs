namespace Tributary.Outbound;

/// <summary>Why a request brought no answer.</summary>
public enum OutboundFailure
{
    /// <summary>The address is no URL that may be called: its scheme, port, host or form.</summary>
    NotAllowed,

    /// <summary>The host's name has no address.</summary>
    Unresolved,

    /// <summary>At least one of the host's addresses is one that may not be called.</summary>
    ForbiddenAddress,

    /// <summary>Nobody takes the connection, or it broke.</summary>
    Unreachable,

    /// <summary>The other side's certificate, name or version of TLS is not good enough.</summary>
    NotTrusted,

    /// <summary>It took too long.</summary>
    TimedOut,

    /// <summary>What came back is no HTTP, or more of a head than is taken.</summary>
    Malformed,
}

/// <summary>A request that brought no answer. The message is a sentence for people and never holds a query string or a body.</summary>
/// <param name="failure">Why.</param>
/// <param name="message">What happened, for people.</param>
/// <param name="cause">The exception behind it, if any.</param>
public sealed class OutboundException(OutboundFailure failure, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Why.</summary>
    public OutboundFailure Failure { get; } = failure;
}
