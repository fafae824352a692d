using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;

namespace Tributary.Core.Tests.Model;

/// <summary>What operators and partners' programs do besides: partners come and go, tokens are made, used, expire and are revoked.</summary>
internal sealed partial class ModelRun
{
    private readonly List<ModelPartner> _guests = [];
    private readonly SortedDictionary<string, Secret> _operatorTokens = new(StringComparer.Ordinal);
    private readonly List<(Secret Token, DateTimeOffset Until, ModelPartner Partner)> _tokens = [];

    private async Task DoForOperatorAsync()
    {
        if (_guests.Count == 0)
            await RegisterAsync();
        if (_guests.Count == 0)
            return;
        var guest = Any(_guests);
        switch (_random.Next(12))
        {
            case 0 when _guests.Count < 4:
                await RegisterAsync();
                break;
            case 1:
                await DeletePartnerAsync(guest);
                break;
            case < 5:
                await AuthenticateAsync(guest);
                break;
            case 5:
                await AttemptAsync("unlock partner", Ok, () => _engine.Partners.UnlockAsync(guest.Registered.Partner.PublicId, CancellationToken.None), () => guest.Failures = 0);
                break;
            case < 8 when _tokens.Count > 0:
                await UseTokenAsync(Any(_tokens), guest);
                break;
            case 8:
                await MakeOperatorTokenAsync();
                break;
            case 9:
                await RevokeOperatorTokenAsync();
                break;
            default:
                await CompareRegistryAsync();
                break;
        }
    }

    private Task RegisterAsync() => AttemptAsync(
        "register partner",
        Ok,
        () => _engine.Partners.RegisterAsync(new NewPartner($"Guest {++_names}", $"guest-{_names}"), CancellationToken.None),
        made => _guests.Add(new ModelPartner(made)));

    private async Task DeletePartnerAsync(ModelPartner guest)
    {
        var (partner, _, appKey) = guest.Registered;
        await AttemptAsync("register a taken partner", ErrorCatalogue.PartnerTaken.Name, () => _engine.Partners.RegisterAsync(new NewPartner("Twin", partner.PublicId), CancellationToken.None));
        Customer? customer = null;
        await AttemptAsync(
            "add a guest's customer",
            Ok,
            () => _engine.Customers.AddAsync(partner.Id, $"customer{++_names}", new CustomerDetails(), CustomerType.Testing, CancellationToken.None),
            made => customer = made);
        await AttemptAsync("delete partner", Ok, () => _engine.Partners.DeleteAsync(partner.PublicId, CancellationToken.None), () => _guests.Remove(guest));
        if (_guests.Contains(guest))
        {
            if (customer is not null)
                await AttemptAsync("delete a guest's customer", Ok, () => _engine.Customers.DeleteAsync(partner.Id, customer.Id, CancellationToken.None));
            return;
        }

        if (customer is not null)
            await ModelComparison.RequireNothingAsync(_engine.Store, customer);
        await AttemptAsync("use a deleted partner's key", ErrorCatalogue.AppKeyUnknown.Name, () => _engine.Partners.IdentifyAsync(appKey, CancellationToken.None));
        await AttemptAsync("delete a deleted partner", ErrorCatalogue.PartnerNotFound.Name, () => _engine.Partners.DeleteAsync(partner.PublicId, CancellationToken.None));
    }

    private async Task AuthenticateAsync(ModelPartner guest)
    {
        var (partner, secret, appKey) = guest.Registered;
        var isWrong = _random.Next(2) == 0;
        var end = guest.Failures >= PartnerRegistry.FailuresBeforeLock ? ErrorCatalogue.PartnerLocked.Name : isWrong ? ErrorCatalogue.PartnerCredentialsRejected.Name : Ok;
        var known = _tokens.Count;
        await AttemptAsync(
            "authenticate",
            end,
            () => _engine.Partners.AuthenticateAsync(appKey, partner.PublicId, isWrong ? new Secret("wrong") : secret, CancellationToken.None),
            token =>
            {
                guest.Failures = 0;
                _tokens.Add((token, _engine.Clock.GetUtcNow() + PartnerRegistry.TokenLifetime, guest));
            },
            () => guest.Failures += end == ErrorCatalogue.PartnerCredentialsRejected.Name ? 1 : 0);
        if (_tokens.Count > known)
            await UseTokenAsync(_tokens[^1], guest);
    }

    /// <summary>Ended ones are forgotten when the same partner gets another, and then no token at all.</summary>
    private async Task UseTokenAsync((Secret Token, DateTimeOffset Until, ModelPartner Partner) given, ModelPartner other)
    {
        var isOld = given.Until <= _engine.Clock.GetUtcNow();
        var isForgotten = isOld && _tokens.Any(t => t.Partner == given.Partner && t.Until - PartnerRegistry.TokenLifetime >= given.Until);
        var end = !_guests.Contains(given.Partner) ? ErrorCatalogue.AppKeyUnknown.Name
            : isForgotten ? ErrorCatalogue.TokenInvalid.Name
            : isOld ? ErrorCatalogue.TokenExpired.Name
            : Ok;
        await AttemptAsync("use token", end, () => _engine.Partners.AuthorizeAsync(given.Partner.Registered.AppKey, given.Token, CancellationToken.None));
        if (other != given.Partner)
            await AttemptAsync("use another's token", ErrorCatalogue.TokenInvalid.Name, () => _engine.Partners.AuthorizeAsync(other.Registered.AppKey, given.Token, CancellationToken.None));
        if (isForgotten || !_guests.Contains(given.Partner))
            _tokens.Remove(given);
    }

    private Task MakeOperatorTokenAsync()
    {
        var name = $"operator {_random.Next(6)}";
        return AttemptAsync(
            "make operator token",
            _operatorTokens.ContainsKey(name) ? ErrorCatalogue.OperatorTokenTaken.Name : Ok,
            () => _engine.Operators.CreateAsync(name, CancellationToken.None),
            token => _operatorTokens.Add(name, token));
    }

    private async Task RevokeOperatorTokenAsync()
    {
        var name = $"operator {_random.Next(6)}";
        var token = _operatorTokens.GetValueOrDefault(name);
        if (token is not null)
            await AttemptAsync("use operator token", Ok, () => _engine.Operators.AuthorizeAsync(token, CancellationToken.None));
        await AttemptAsync(
            "revoke operator token",
            token is null ? ErrorCatalogue.OperatorTokenNotFound.Name : Ok,
            () => _engine.Operators.RevokeAsync(name, CancellationToken.None),
            () => _operatorTokens.Remove(name));
        if (token is not null)
        {
            var end = _operatorTokens.ContainsKey(name) ? Ok : ErrorCatalogue.OperatorTokenRejected.Name;
            await AttemptAsync("use operator token", end, () => _engine.Operators.AuthorizeAsync(token, CancellationToken.None));
        }
    }

    private async Task CompareRegistryAsync()
    {
        var partners = await _engine.Partners.ListAsync(CancellationToken.None);
        Assert.Equal(
            [.. _partners, .. _guests.Select(g => g.Registered.Partner.Id)],
            partners.Select(p => p.Id));
        foreach (var guest in _guests)
        {
            var (registered, _, appKey) = guest.Registered;
            var stored = await _engine.Partners.GetOrOnlyAsync(registered.PublicId, CancellationToken.None);
            Assert.Equal((registered.Name, guest.Failures, guest.Failures >= PartnerRegistry.FailuresBeforeLock), (stored.Name, stored.FailedAuthentications, stored.LockedAt is not null));
            Assert.Equal(registered.Id, (await _engine.Partners.IdentifyAsync(appKey, CancellationToken.None)).Id);
        }

        Assert.Equal(_operatorTokens.Keys, (await _engine.Operators.ListAsync(CancellationToken.None)).Select(t => t.Name));
    }

    /// <summary>A partner that came after the first two.</summary>
    private sealed class ModelPartner(RegisteredPartner registered)
    {
        public RegisteredPartner Registered { get; } = registered;

        /// <summary>Failed authentications in a row.</summary>
        public int Failures { get; set; }
    }
}
