namespace Tributary.Outbound;

/// <summary>A request to be sent. Its text form tells method and address without the query, and nothing of headers or body.</summary>
public sealed record OutboundRequest
{
    /// <summary>GET, POST…</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>Where to.</summary>
    public required OutboundTarget Target { get; init; }

    /// <summary>Headers beside those of the body.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>The body's media type.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>Method and address.</summary>
    /// <returns>For example <c>POST https://app.example/hook</c>.</returns>
    public override string ToString() => $"{Method} {Target}";
}

/// <summary>What came back, whatever its status. A redirection is an answer like any other; nobody follows it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">The body's media type without parameters; null where none is told.</param>
/// <param name="Body">The body as sent, up to <see cref="OutboundLimits.MostBodyBytes"/>; never unpacked.</param>
/// <param name="IsCut">Whether there was more of it.</param>
public sealed record OutboundAnswer(int Status, string? ContentType, ReadOnlyMemory<byte> Body, bool IsCut)
{
    /// <summary>The status, without the body.</summary>
    /// <returns>For example <c>HTTP 200</c>.</returns>
    public override string ToString() => $"HTTP {Status}";
}
