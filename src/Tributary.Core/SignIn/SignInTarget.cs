using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;

namespace Tributary.Core.SignIn;

/// <summary>What an answer is meant for. A session that asked on behalf of something else is as unknown as one that never was.</summary>
public sealed record SignInTarget
{
    private readonly InstitutionId _institution;
    private readonly string? _identityTag;

    private SignInTarget(InstitutionId institution, string? identityTag)
    {
        _institution = institution;
        _identityTag = identityTag;
    }

    /// <summary>Any sign-in of the customer at an institution.</summary>
    /// <param name="institution">Where.</param>
    /// <returns>The target.</returns>
    public static SignInTarget At(InstitutionId institution) => new(institution, null);

    /// <summary>The sign-in of one institution login.</summary>
    /// <param name="login">The login.</param>
    /// <returns>The target.</returns>
    public static SignInTarget Of(InstitutionLogin login) => new(login.InstitutionId, Convert.ToHexString(login.IdentityTag));

    internal bool Is(SignInKey key) => key.Institution == _institution && (_identityTag is null || _identityTag == key.IdentityTag);
}
