namespace Tributary.Client;

/// <summary>What a program presents itself with to a Finicity face. Its text form shows the partner's id alone.</summary>
/// <param name="partnerId">The partner's id.</param>
/// <param name="partnerSecret">The partner's secret.</param>
/// <param name="appKey">The app key, sent with every request.</param>
public sealed class FinicityPartner(string partnerId, string partnerSecret, string appKey)
{
    /// <summary>The partner's id.</summary>
    public string PartnerId { get; } = partnerId;

    /// <summary>The partner's secret.</summary>
    public string PartnerSecret { get; } = partnerSecret;

    /// <summary>The app key.</summary>
    public string AppKey { get; } = appKey;

    /// <summary>The partner's id, without its secrets.</summary>
    /// <returns>The id.</returns>
    public override string ToString() => $"partner {PartnerId}";
}
