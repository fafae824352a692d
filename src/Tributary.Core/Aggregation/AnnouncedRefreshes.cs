using System.Collections.Concurrent;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.SignIn;

namespace Tributary.Core.Aggregation;

/// <summary>
/// Refreshes that nobody waits for, and that are asked after by an id. They are known for a day, and on this node only while it runs: what they
/// brought stands on the accounts anyway.
/// </summary>
public sealed class AnnouncedRefreshes(Aggregator aggregator, TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<Guid, AnnouncedRefresh> _known = new();

    /// <summary>Begins to refresh the logins of the given accounts.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="accounts">The accounts wanted.</param>
    /// <param name="mode">What the program called the way of it; told again, and nothing else.</param>
    /// <returns>What can be asked after.</returns>
    public AnnouncedRefresh Start(Customer customer, IReadOnlyList<Account> accounts, string mode)
    {
        var now = clock.GetUtcNow();
        foreach (var (id, old) in _known)
        {
            if (old.StartedAt + Remembered < now)
                _known.TryRemove(id, out _);
        }

        var outcomes = accounts.Select(account => account.LoginId).Distinct().ToDictionary(
            login => login, login => aggregator.RefreshAsync(customer, login, mayAsk: false, CancellationToken.None));
        var refresh = new AnnouncedRefresh(Guid.NewGuid(), customer.Id, [.. accounts.Select(account => account.Id)], mode, now, outcomes);
        _known[refresh.Id] = refresh;
        return refresh;
    }

    /// <summary>A refresh of a customer's; null where there is none of this id, or none any more.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="id">The refresh's id.</param>
    /// <returns>The refresh, or null.</returns>
    public AnnouncedRefresh? Find(CustomerId customer, Guid id) =>
        _known.TryGetValue(id, out var refresh) && refresh.CustomerId == customer ? refresh : null;
}

/// <summary>A refresh that nobody waits for.</summary>
/// <param name="Id">What it is asked after by.</param>
/// <param name="CustomerId">Whose.</param>
/// <param name="Accounts">The accounts wanted.</param>
/// <param name="Mode">What the program called the way of it.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Outcomes">How each login's sign-in ends.</param>
public sealed record AnnouncedRefresh(
    Guid Id,
    CustomerId CustomerId,
    IReadOnlyList<AccountId> Accounts,
    string Mode,
    DateTimeOffset StartedAt,
    IReadOnlyDictionary<InstitutionLogins.InstitutionLoginId, Task<SignInOutcome>> Outcomes)
{
    /// <summary>Whether a login's sign-in has ended, and how; null while it goes on.</summary>
    /// <param name="login">The login.</param>
    /// <returns>The status it ended with, or null.</returns>
    public AggregationStatus? StatusOf(InstitutionLogins.InstitutionLoginId login) => Outcomes.GetValueOrDefault(login) switch
    {
        null or { IsCompleted: false } => null,
        { IsCompletedSuccessfully: false } => new AggregationStatus(Errors.ErrorCatalogue.SignInCancelled),
        { Result: SignInOutcome.Failed failed } => failed.Status,
        { Result: SignInOutcome.StillRunning } => null,
        _ => AggregationStatus.Success,
    };
}
