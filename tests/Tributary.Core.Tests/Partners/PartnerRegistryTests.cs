using Tributary.Core.Errors;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;

namespace Tributary.Core.Tests.Partners;

public sealed class PartnerRegistryTests
{
    [Fact]
    public async Task RightSecret_GivesATokenThatLivesTwoHours()
    {
        await using var engine = await TestEngine.StartAsync();
        var partner = await engine.Partners.RegisterAsync(new NewPartner("Test", "p1"), CancellationToken.None);

        var token = await AuthenticateAsync(engine, partner, partner.PartnerSecret);
        var authorized = await engine.Partners.AuthorizeAsync(partner.AppKey, token, CancellationToken.None);
        engine.Clock.Advance(PartnerRegistry.TokenLifetime - TimeSpan.FromSeconds(1));
        await engine.Partners.AuthorizeAsync(partner.AppKey, token, CancellationToken.None);
        engine.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(partner.Partner.Id, authorized.Id);
        Assert.Matches("^[A-Za-z0-9]{20}$", token.Reveal());
        await AssertRefusedAsync(ErrorCatalogue.TokenExpired, () => engine.Partners.AuthorizeAsync(partner.AppKey, token, CancellationToken.None));
    }

    [Fact]
    public async Task SeveralTokens_LiveAtOnce()
    {
        await using var engine = await TestEngine.StartAsync();
        var partner = await engine.Partners.RegisterAsync(new NewPartner("Test"), CancellationToken.None);

        var first = await AuthenticateAsync(engine, partner, partner.PartnerSecret);
        await AuthenticateAsync(engine, partner, partner.PartnerSecret);

        await engine.Partners.AuthorizeAsync(partner.AppKey, first, CancellationToken.None);
    }

    [Fact]
    public async Task TokenOfAnotherPartner_IsInvalid()
    {
        await using var engine = await TestEngine.StartAsync();
        var one = await engine.Partners.RegisterAsync(new NewPartner("One"), CancellationToken.None);
        var other = await engine.Partners.RegisterAsync(new NewPartner("Other"), CancellationToken.None);
        var token = await AuthenticateAsync(engine, one, one.PartnerSecret);

        await AssertRefusedAsync(ErrorCatalogue.TokenInvalid, () => engine.Partners.AuthorizeAsync(other.AppKey, token, CancellationToken.None));
        await AssertRefusedAsync(ErrorCatalogue.TokenInvalid, () => engine.Partners.AuthorizeAsync(one.AppKey, new Secret("x"), CancellationToken.None));
        await AssertRefusedAsync(ErrorCatalogue.TokenMissing, () => engine.Partners.AuthorizeAsync(one.AppKey, null, CancellationToken.None));
        await AssertRefusedAsync(ErrorCatalogue.AppKeyUnknown, () => engine.Partners.AuthorizeAsync(new Secret("x"), token, CancellationToken.None));
        await AssertRefusedAsync(ErrorCatalogue.AppKeyMissing, () => engine.Partners.AuthorizeAsync(null, token, CancellationToken.None));
    }

    [Fact]
    public async Task FiveWrongSecrets_LockThePartner_ItsTokensGoOn()
    {
        await using var engine = await TestEngine.StartAsync();
        var partner = await engine.Partners.RegisterAsync(new NewPartner("Test"), CancellationToken.None);
        var token = await AuthenticateAsync(engine, partner, partner.PartnerSecret);

        for (var i = 0; i < PartnerRegistry.FailuresBeforeLock; i++)
            await AssertRefusedAsync(ErrorCatalogue.PartnerCredentialsRejected, () => AuthenticateAsync(engine, partner, new Secret("wrong")));

        await AssertRefusedAsync(ErrorCatalogue.PartnerLocked, () => AuthenticateAsync(engine, partner, partner.PartnerSecret));
        await engine.Partners.AuthorizeAsync(partner.AppKey, token, CancellationToken.None);

        await engine.Partners.UnlockAsync(partner.Partner.PublicId, CancellationToken.None);
        await AuthenticateAsync(engine, partner, partner.PartnerSecret);
    }

    [Fact]
    public async Task Success_ForgetsEarlierFailures()
    {
        await using var engine = await TestEngine.StartAsync();
        var partner = await engine.Partners.RegisterAsync(new NewPartner("Test"), CancellationToken.None);

        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < PartnerRegistry.FailuresBeforeLock - 1; i++)
                await AssertRefusedAsync(ErrorCatalogue.PartnerCredentialsRejected, () => AuthenticateAsync(engine, partner, new Secret("wrong")));
            await AuthenticateAsync(engine, partner, partner.PartnerSecret);
        }
    }

    [Fact]
    public async Task StrangerWithoutTheAppKey_CannotLockAPartner()
    {
        await using var engine = await TestEngine.StartAsync();
        var partner = await engine.Partners.RegisterAsync(new NewPartner("Test"), CancellationToken.None);

        for (var i = 0; i < 10; i++)
        {
            await AssertRefusedAsync(ErrorCatalogue.AppKeyUnknown, () => engine.Partners.AuthenticateAsync(
                new Secret("guess"), partner.Partner.PublicId, new Secret("wrong"), CancellationToken.None));
        }

        await AuthenticateAsync(engine, partner, partner.PartnerSecret);
    }

    [Fact]
    public async Task PublicIdTakenTwice_IsRefused()
    {
        await using var engine = await TestEngine.StartAsync();
        await engine.Partners.RegisterAsync(new NewPartner("One", "same"), CancellationToken.None);

        await AssertRefusedAsync(ErrorCatalogue.PartnerTaken, () => engine.Partners.RegisterAsync(new NewPartner("Two", "same"), CancellationToken.None));
    }

    private static Task<Secret> AuthenticateAsync(TestEngine engine, RegisteredPartner partner, Secret secret) =>
        engine.Partners.AuthenticateAsync(partner.AppKey, partner.Partner.PublicId, secret, CancellationToken.None);

    private static async Task AssertRefusedAsync(Error expected, Func<Task> call) =>
        Assert.Equal(expected, (await Assert.ThrowsAsync<TributaryException>(call)).Error);
}
