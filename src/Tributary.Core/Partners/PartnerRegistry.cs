using System.Security.Cryptography;
using System.Text;
using Tributary.Core.Errors;
using Tributary.Core.Secrets;
using Tributary.Core.Store;

namespace Tributary.Core.Partners;

/// <summary>
/// Registers partners and tells whether a program is who it says. Rules: an access token lives two hours and several may live
/// at once (Finicity Partners); five wrong secrets lock the partner, counted only when the app key is right, so that a stranger
/// cannot lock anybody out.
/// </summary>
public sealed class PartnerRegistry(IStore store, IVault vault, TimeProvider clock)
{
    /// <summary>How long an access token lives.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(2);

    /// <summary>After how many failures in a row a partner is locked.</summary>
    public const int FailuresBeforeLock = 5;

    /// <summary>The field under which a partner's secret is sealed.</summary>
    public const string SecretField = "secret";
    private const string AppKeyPurpose = "partner.app-key";

    /// <summary>Registers a partner. Values that are not given are generated.</summary>
    /// <param name="partner">What is given.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The partner with its secrets, which nobody can ask for again.</returns>
    /// <exception cref="TributaryException"><c>partner.taken</c>, <c>request.parameter-missing</c>, <c>request.parameter-invalid</c>.</exception>
    public async Task<RegisteredPartner> RegisterAsync(NewPartner partner, CancellationToken cancellationToken)
    {
        GivenName.Require("name", partner.Name, maxLength: 255);
        if (partner.PublicId is { } publicId
            && (publicId.Length is < 1 or > 255 || !publicId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')))
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, "partnerId (1 to 255 letters, digits and - _ . signs)");
        RequireSecret(partner.Secret);
        RequireAppKey(partner.AppKey);
        return await store.WriteAsync(tx => RegisterAsync(tx, partner, cancellationToken), cancellationToken);
    }

    /// <summary>All partners, oldest first.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The partners.</returns>
    public Task<IReadOnlyList<Partner>> ListAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(reader => reader.ListPartnersAsync(), cancellationToken);

    /// <summary>The partner of a public id, or the only one there is where none is named.</summary>
    /// <param name="publicId">The id it presents; null or blank for the only one.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The partner.</returns>
    /// <exception cref="TributaryException"><c>partner.not-found</c>; <c>request.parameter-missing</c> where there are several.</exception>
    public async Task<Partner> GetOrOnlyAsync(string? publicId, CancellationToken cancellationToken)
    {
        var all = await ListAsync(cancellationToken);
        if (!string.IsNullOrWhiteSpace(publicId))
            return all.FirstOrDefault(p => p.PublicId == publicId) ?? throw new TributaryException(ErrorCatalogue.PartnerNotFound, publicId);
        return all.Count switch
        {
            0 => throw new TributaryException(ErrorCatalogue.PartnerNotFound),
            1 => all[0],
            _ => throw new TributaryException(ErrorCatalogue.ParameterMissing, "partner"),
        };
    }

    /// <summary>Locks a partner: it gets no token until it is unlocked, and the tokens it has are not taken any more.</summary>
    /// <param name="publicId">The id it presents.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException"><c>partner.not-found</c>.</exception>
    public Task LockAsync(string publicId, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async tx =>
            {
                var partner = await GetAsync(tx, publicId);
                await tx.DeleteAccessTokensAsync(partner.Id);
                await tx.UpdatePartnerAsync(partner with { LockedAt = partner.LockedAt ?? clock.GetUtcNow() });
            },
            cancellationToken);

    /// <summary>Gives a partner a new secret, and a new app key where wanted; the old ones stop at once, tokens stay valid for their time.</summary>
    /// <param name="publicId">The id it presents.</param>
    /// <param name="secret">The new secret; null to generate one.</param>
    /// <param name="appKey">The new app key; null where it stays, or is generated.</param>
    /// <param name="makesAppKey">Whether a new app key is generated.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The new secret, and the new app key where there is one; nobody can ask for them again.</returns>
    /// <exception cref="TributaryException"><c>partner.not-found</c>, <c>partner.taken</c>, <c>request.parameter-invalid</c>.</exception>
    public Task<RotatedPartner> RotateAsync(
        string publicId, Secret? secret, Secret? appKey, bool makesAppKey, CancellationToken cancellationToken)
    {
        RequireSecret(secret);
        RequireAppKey(appKey);
        return store.WriteAsync(
            async tx =>
            {
                var partner = await GetAsync(tx, publicId);
                var newSecret = secret ?? GenerateSecret();
                var newKey = appKey ?? (makesAppKey ? GenerateAppKey() : null);
                var newTag = newKey is null ? partner.AppKeyTag : TagOf(newKey);
                if (await tx.FindPartnerByAppKeyAsync(newTag) is { } holder && holder.Id != partner.Id)
                    throw AppKeyTaken(holder);
                await tx.UpdatePartnerAsync(partner with
                {
                    SealedSecret = await SealAsync(tx, partner.Id, newSecret, cancellationToken),
                    AppKeyTag = newTag,
                });
                return new RotatedPartner(newSecret, newKey);
            },
            cancellationToken);
    }

    /// <summary>Opens a partner that an operator or failed authentications have locked.</summary>
    /// <param name="publicId">The id it presents.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException"><c>partner.not-found</c>.</exception>
    public Task UnlockAsync(string publicId, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async tx =>
            {
                var partner = await GetAsync(tx, publicId);
                await tx.UpdatePartnerAsync(partner with { FailedAuthentications = 0, LockedAt = null });
            },
            cancellationToken);

    /// <summary>Deletes a partner with its customers and all their data and keys.</summary>
    /// <param name="publicId">The id it presents.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException"><c>partner.not-found</c>.</exception>
    public Task DeleteAsync(string publicId, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async tx =>
            {
                var partner = await GetAsync(tx, publicId);
                await tx.DeletePartnerAsync(partner.Id);
            },
            cancellationToken);

    /// <summary>The partner an app key belongs to, whoever presents it.</summary>
    /// <param name="appKey">The app key; null or blank where the request has none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The partner.</returns>
    /// <exception cref="TributaryException"><c>app-key.missing</c> or <c>app-key.unknown</c>.</exception>
    public Task<Partner> IdentifyAsync(Secret? appKey, CancellationToken cancellationToken)
    {
        var tag = TagOf(appKey);
        return store.ReadAsync(reader => FindByAppKeyAsync(reader, tag), cancellationToken);
    }

    /// <summary>Exchanges a partner's id and secret for an access token.</summary>
    /// <param name="appKey">The app key; null where the request has none.</param>
    /// <param name="publicId">The partner's id as presented.</param>
    /// <param name="secret">The partner's secret as presented.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A token of 20 letters and digits, valid for <see cref="TokenLifetime"/>.</returns>
    /// <exception cref="TributaryException"><c>app-key.missing</c>, <c>app-key.unknown</c>, <c>partner.credentials-rejected</c>, <c>partner.locked</c>.</exception>
    public async Task<Secret> AuthenticateAsync(Secret? appKey, string publicId, Secret secret, CancellationToken cancellationToken)
    {
        var tag = TagOf(appKey);
        var outcome = await store.WriteAsync(tx => AuthenticateAsync(tx, tag, publicId, secret, cancellationToken), cancellationToken);
        return outcome.Token ?? throw new TributaryException(outcome.Refusal!);
    }

    /// <summary>
    /// Replaces a partner's secret, as the partner itself asks. The old one stops at once; tokens stay valid for their time. A wrong old secret
    /// counts like a failed authentication.
    /// </summary>
    /// <param name="appKey">The app key; null where the request has none.</param>
    /// <param name="publicId">The partner's id as presented.</param>
    /// <param name="secret">The present secret as presented.</param>
    /// <param name="newSecret">The new one: 12 to 255 letters, digits and <c>! @ # $ % &amp; * _ - +</c> signs, at least one letter and one digit.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException">
    /// <c>app-key.missing</c>, <c>app-key.unknown</c>, <c>partner.credentials-rejected</c>, <c>partner.locked</c>, <c>partner.secret-invalid</c>.
    /// </exception>
    public async Task ChangeSecretAsync(Secret? appKey, string publicId, Secret secret, Secret newSecret, CancellationToken cancellationToken)
    {
        var tag = TagOf(appKey);
        var refusal = await store.WriteAsync(
            async tx =>
            {
                var (partner, refusal) = await VerifyAsync(tx, tag, publicId, secret, cancellationToken);
                if (partner is null)
                    return refusal;
                // Only who knows the old secret is told whether a new one would do.
                if (!FollowsPolicy(newSecret.Reveal()))
                    return ErrorCatalogue.PartnerSecretInvalid;
                await tx.UpdatePartnerAsync(partner with { SealedSecret = await SealAsync(tx, partner.Id, newSecret, cancellationToken) });
                return null;
            },
            cancellationToken);
        if (refusal is not null)
            throw new TributaryException(refusal);
    }

    /// <summary>The partner of an app key, which alone proves nothing.</summary>
    /// <param name="appKey">The app key; null where the request has none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The partner.</returns>
    /// <exception cref="TributaryException"><c>app-key.missing</c>, <c>app-key.unknown</c>.</exception>
    public Task<Partner> GetByAppKeyAsync(Secret? appKey, CancellationToken cancellationToken)
    {
        var tag = TagOf(appKey);
        return store.ReadAsync(reader => FindByAppKeyAsync(reader, tag), cancellationToken);
    }

    /// <summary>The partner a request's app key and access token belong to.</summary>
    /// <param name="appKey">The app key; null where the request has none.</param>
    /// <param name="token">The access token; null where the request has none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The partner.</returns>
    /// <exception cref="TributaryException"><c>app-key.*</c> or <c>token.*</c>.</exception>
    public Task<Partner> AuthorizeAsync(Secret? appKey, Secret? token, CancellationToken cancellationToken)
    {
        var tag = TagOf(appKey);
        return store.ReadAsync(
            async reader =>
            {
                var partner = await FindByAppKeyAsync(reader, tag);
                if (token is null or { IsEmpty: true })
                    throw new TributaryException(ErrorCatalogue.TokenMissing);
                var known = await reader.FindAccessTokenAsync(SHA256.HashData(token.RevealBytes()));
                if (known is null || known.PartnerId != partner.Id)
                    throw new TributaryException(ErrorCatalogue.TokenInvalid);
                return known.ExpiresAt > clock.GetUtcNow() ? partner : throw new TributaryException(ErrorCatalogue.TokenExpired);
            },
            cancellationToken);
    }

    private async Task<RegisteredPartner> RegisterAsync(IStoreWriter tx, NewPartner given, CancellationToken cancellationToken)
    {
        var secret = given.Secret ?? GenerateSecret();
        var appKey = given.AppKey ?? GenerateAppKey();
        var id = new PartnerId(await tx.TakeIdsAsync(1));
        var partner = new Partner
        {
            Id = id,
            PublicId = given.PublicId ?? RandomText.Digits(13),
            Name = given.Name,
            SealedSecret = await SealAsync(tx, id, secret, cancellationToken),
            AppKeyTag = TagOf(appKey),
            CreatedAt = clock.GetUtcNow(),
        };
        if (await tx.TryAddPartnerAsync(partner))
            return new RegisteredPartner(partner, secret, appKey);
        throw await tx.FindPartnerByAppKeyAsync(partner.AppKeyTag) is { } holder
            ? AppKeyTaken(holder)
            : new TributaryException(ErrorCatalogue.PartnerTaken, $"the id {partner.PublicId}");
    }

    private static TributaryException AppKeyTaken(Partner holder) =>
        new(ErrorCatalogue.PartnerTaken, $"the app key is that of partner {holder.PublicId}");

    // A refusal is returned, not thrown: the failure it counts must be committed.
    private async Task<(Secret? Token, Error? Refusal)> AuthenticateAsync(
        IStoreWriter tx, byte[] appKeyTag, string publicId, Secret secret, CancellationToken cancellationToken)
    {
        var (partner, refusal) = await VerifyAsync(tx, appKeyTag, publicId, secret, cancellationToken);
        if (partner is null)
            return (null, refusal);

        var token = new Secret(RandomText.LettersAndDigits(20));
        var now = clock.GetUtcNow();
        await tx.AddAccessTokenAsync(new AccessToken(SHA256.HashData(token.RevealBytes()), partner.Id, now + TokenLifetime), now);
        return (token, null);
    }

    /// <summary>The partner if it is who it says; counts the failure or forgets the earlier ones.</summary>
    private async Task<(Partner? Partner, Error? Refusal)> VerifyAsync(
        IStoreWriter tx, byte[] appKeyTag, string publicId, Secret secret, CancellationToken cancellationToken)
    {
        var partner = await FindByAppKeyAsync(tx, appKeyTag);
        if (partner.LockedAt is not null)
            return (null, ErrorCatalogue.PartnerLocked);

        using var known = await vault.OpenAsync(tx, SecretAddress.OfPartner(partner.Id, SecretField), partner.SealedSecret, cancellationToken);
        var idMatches = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(partner.PublicId), Encoding.UTF8.GetBytes(publicId));
        if (!(known.Equals(secret) & idMatches))
        {
            var failures = partner.FailedAuthentications + 1;
            await tx.UpdatePartnerAsync(partner with
            {
                FailedAuthentications = failures,
                LockedAt = failures >= FailuresBeforeLock ? clock.GetUtcNow() : null,
            });
            return (null, ErrorCatalogue.PartnerCredentialsRejected);
        }

        if (partner.FailedAuthentications == 0)
            return (partner, null);
        var forgiven = partner with { FailedAuthentications = 0 };
        await tx.UpdatePartnerAsync(forgiven);
        return (forgiven, null);
    }

    private static async Task<Partner> GetAsync(IStoreReader reader, string publicId) =>
        await reader.FindPartnerByPublicIdAsync(publicId) ?? throw new TributaryException(ErrorCatalogue.PartnerNotFound, publicId);

    private Task<byte[]> SealAsync(IStoreWriter tx, PartnerId id, Secret secret, CancellationToken cancellationToken) =>
        vault.SealAsync(tx, SecretAddress.OfPartner(id, SecretField), secret, cancellationToken);

    private static Secret GenerateSecret() => new(RandomText.LettersAndDigits(20));

    private static Secret GenerateAppKey() => new(RandomText.Hex(32));

    private static bool FollowsPolicy(string secret) =>
        secret.Length is >= 12 and <= 255
        && secret.Any(char.IsAsciiLetter)
        && secret.Any(char.IsAsciiDigit)
        && secret.All(c => char.IsAsciiLetterOrDigit(c) || "!@#$%&*_-+".Contains(c, StringComparison.Ordinal));

    // An operator may keep what a program already has, so less is asked than of a partner that changes its own.
    private static void RequireSecret(Secret? secret)
    {
        if (secret is not null && (secret.IsEmpty || secret.Reveal() is not { Length: <= 255 } text || text.Any(char.IsControl) || text.Trim() != text))
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, "partnerSecret (255 characters on one line at most, none of them a blank at either end)");
    }

    // It travels in a header.
    private static void RequireAppKey(Secret? appKey)
    {
        if (appKey is not null && (appKey.IsEmpty || appKey.Reveal() is not { Length: <= 255 } text || !text.All(c => c is > ' ' and <= '~')))
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, "appKey (1 to 255 visible ASCII characters)");
    }

    private byte[] TagOf(Secret? appKey) => appKey is null or { IsEmpty: true }
        ? throw new TributaryException(ErrorCatalogue.AppKeyMissing)
        : vault.Tag(AppKeyPurpose, appKey.Reveal());

    private static async Task<Partner> FindByAppKeyAsync(IStoreReader reader, byte[] tag) =>
        await reader.FindPartnerByAppKeyAsync(tag) ?? throw new TributaryException(ErrorCatalogue.AppKeyUnknown);
}

/// <summary>A partner just registered, with what is shown once.</summary>
/// <param name="Partner">The partner.</param>
/// <param name="PartnerSecret">Its secret.</param>
/// <param name="AppKey">Its app key.</param>
public sealed record RegisteredPartner(Partner Partner, Secret PartnerSecret, Secret AppKey);

/// <summary>What a rotation made, shown once.</summary>
/// <param name="PartnerSecret">The new secret.</param>
/// <param name="AppKey">The new app key; null where the old one stays.</param>
public sealed record RotatedPartner(Secret PartnerSecret, Secret? AppKey);
