namespace Tributary.Core.Institutions;

/// <summary>
/// Where an institution answered OFX Direct Connect at some time, as public lists tell it: a hint that only an attempt confirms, since many have
/// closed their service.
/// </summary>
public sealed record OfxService
{
    /// <summary>Address of the service.</summary>
    public required string Url { get; init; }

    /// <summary>ORG of the sign-on; null where it is not told.</summary>
    public string? Org { get; init; }

    /// <summary>FID of the sign-on.</summary>
    public string? Fid { get; init; }

    /// <summary>BROKERID of its investment accounts.</summary>
    public string? BrokerId { get; init; }

    /// <summary>BANKID of its bank accounts.</summary>
    public string? BankId { get; init; }

    /// <summary>The OFX version it spoke: <c>102</c>, <c>220</c>.</summary>
    public string? Version { get; init; }
}
