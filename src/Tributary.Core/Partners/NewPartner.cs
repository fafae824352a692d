using Tributary.Core.Secrets;

namespace Tributary.Core.Partners;

/// <summary>
/// A partner to register. An operator may give the values a program already has, so that its settings can stay as they are; what is not
/// given is generated.
/// </summary>
/// <param name="Name">What people call it, up to 255 characters.</param>
/// <param name="PublicId">The id it will present, up to 255 letters, digits and <c>- _ .</c> signs; null to generate digits.</param>
/// <param name="Secret">Its secret, up to 255 characters on one line; null to generate one.</param>
/// <param name="AppKey">Its app key, up to 255 visible ASCII characters; null to generate one.</param>
public sealed record NewPartner(string Name, string? PublicId = null, Secret? Secret = null, Secret? AppKey = null);
