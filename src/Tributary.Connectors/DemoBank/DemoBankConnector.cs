using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Tributary.Connectors.DemoBank.Accounts;
using Tributary.Connectors.DemoBank.Challenges;
using Tributary.Core.Accounts;
using Tributary.Core.Connectors;
using Tributary.Core.Errors;
using Tributary.Core.Institutions;
using Tributary.Core.Secrets;

namespace Tributary.Connectors.DemoBank;

/// <summary>
/// Banks without a network: FinBank under several ids, FinBank Profiles - A and CCBank, with the users, questions and failures of Finicity's and
/// Intuit's test institutions. Accounts and transactions follow from the seed and the clock alone: every process shows the same, and
/// a day adds to what was there. A user that was asked and answered gets a device cookie, and is not asked again with it.
/// </summary>
public sealed class DemoBankConnector : IConnector
{
    private const int YearsShown = 2;

    private readonly TimeProvider _clock;
    private readonly DemoBankScript? _script;
    private readonly int _seed;
    private readonly ConcurrentDictionary<string, Household> _households = new(StringComparer.Ordinal);

    /// <summary>Opens the demo banks.</summary>
    /// <param name="clock">Gives the day, in UTC, and the time that slow sign-ins take.</param>
    /// <param name="script">What tests want to happen; null for ordinary days.</param>
    /// <param name="seed">What the figures follow from.</param>
    public DemoBankConnector(TimeProvider clock, DemoBankScript? script = null, int seed = 20260301)
    {
        _clock = clock;
        _script = script;
        _seed = seed;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Institution> Institutions => DemoInstitutions.All;

    /// <inheritdoc/>
    public async Task<SignInResult> SignInAsync(SignInRequest request, IChallenger challenger, CancellationToken cancellationToken)
    {
        var institution = request.Institution.Id.Value;
        var name = request.Credentials[request.Institution.LoginForm[0].Id].Reveal().Trim();
        var everybody = _script?.At(institution) ?? new DemoBankScene();
        var scene = _script?.At(institution, name) ?? new DemoBankScene();
        everybody.Enter();
        var visit = new Visit(name, scene.Enter(), everybody, scene, everybody.Behaviour.And(scene.Behaviour));
        try
        {
            return await SignInAsync(visit, request, challenger, cancellationToken);
        }
        finally
        {
            scene.Leave();
            everybody.Leave();
        }
    }

    private async Task<SignInResult> SignInAsync(
        Visit visit, SignInRequest request, IChallenger challenger, CancellationToken cancellationToken)
    {
        await visit.Everybody.PassGateAsync(cancellationToken);
        await visit.Scene.PassGateAsync(cancellationToken);
        await WaitAsync(visit.Behaviour.Delay, cancellationToken);
        if (visit.Behaviour.IsDown)
            return new SignInResult.Refused(ErrorCatalogue.InstitutionUnavailable);

        var password = request.Credentials[request.Institution.LoginForm[1].Id];
        if (DemoUsers.Find(request.Institution, visit.UserName, password, visit.Scene.Password) is not { } user)
        {
            visit.Scene.RefuseCredentials();
            visit.Everybody.RefuseCredentials();
            return new SignInResult.Refused(ErrorCatalogue.CredentialsRejected);
        }

        await WaitAsync(user.Delay, cancellationToken);
        if (visit.Behaviour.IsLocked)
            return new SignInResult.Refused(ErrorCatalogue.LoginLocked);
        if (user.Failure is not null)
            return new SignInResult.Refused(user.Failure, user.FailureCode);

        Secret? remember = null;
        if (DialogueFor(user, visit, request) is { } dialogue)
        {
            if (!await dialogue(challenger, Today(), cancellationToken))
                return new SignInResult.Refused(ErrorCatalogue.AnswerRejected);
            remember = DeviceCookie(request.Institution, user);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new SignInResult.SignedIn(StatementsFor(user, visit, request), remember, ReplyFor(user, request));
    }

    private AccountReply? ReplyFor(DemoUser user, SignInRequest request)
    {
        if (request.Inquiry is not { } asked || HouseholdOf(user).Accounts.FirstOrDefault(a => a.Number == asked.AccountKey) is not { } account)
            return null;
        return new DemoBankReplies(request.Institution, AccountHolder.Of(user.Household), Today()).To(asked.Inquiry, account);
    }

    private Household HouseholdOf(DemoUser user) => _households.GetOrAdd(user.Household, name => new Household(name, _seed));

    private Dialogue? DialogueFor(DemoUser user, Visit visit, SignInRequest request)
    {
        if (visit.Behaviour.AsksAgain)
            return user.Dialogue ?? Dialogues.OneTimeCode;
        var isKnownDevice = request.Remembered is { } cookie && cookie.Equals(DeviceCookie(request.Institution, user));
        return isKnownDevice ? null : user.Dialogue;
    }

    private List<ReportedAccount> StatementsFor(DemoUser user, Visit visit, SignInRequest request)
    {
        var behaviour = visit.Behaviour;
        if (behaviour.ShowsNothing)
            return [];

        var today = Today();
        var shownFrom = behaviour.HistoryDays is { } days ? today.AddDays(1 - days) : today.AddYears(-YearsShown);
        var wantedFrom = request.From < today ? request.From : today;
        var statement = new AccountStatement(
            today,
            From: wantedFrom > shownFrom ? wantedFrom : shownFrom,
            NamePrefix: request.Institution.Id == DemoInstitutions.CcBank.Id ? "My " : "",
            user.HidesAccountTypes,
            behaviour.Ids,
            behaviour.DroppedTransactions,
            visit.SignIn);
        return
        [
            .. HouseholdOf(user).Accounts
                .Where(account => user.AccountNames?.Contains(account.Name) ?? true)
                .Where(account => !behaviour.DroppedAccounts.Contains(account.Number))
                .Select(statement.Of),
        ];
    }

    private Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        delay > TimeSpan.Zero ? Task.Delay(delay, _clock, cancellationToken) : Task.CompletedTask;

    private DateOnly Today() => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);

    /// <summary>
    /// Follows from the seed, so that a device stays known when the server starts anew; and from the password, since <c>demo</c> is asked
    /// by his password.
    /// </summary>
    private Secret DeviceCookie(Institution institution, DemoUser user)
    {
        var subject = Encoding.UTF8.GetBytes($"device/{_seed}/{institution.Id}/{user.Name}/{user.Password}");
        return new Secret(Convert.ToHexStringLower(SHA256.HashData(subject)));
    }

    /// <summary>One sign-in of one user, with the script's parts that apply.</summary>
    private sealed record Visit(string UserName, int SignIn, DemoBankScene Everybody, DemoBankScene Scene, DemoBankBehaviour Behaviour);
}
