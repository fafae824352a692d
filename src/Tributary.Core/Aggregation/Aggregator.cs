using Microsoft.Extensions.Logging;
using Tributary.Core.Accounts;
using Tributary.Core.Categories;
using Tributary.Core.Connectors;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Ingestion;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.Secrets;
using Tributary.Core.SignIn;
using Tributary.Core.Store;

namespace Tributary.Core.Aggregation;

/// <summary>
/// The verbs of aggregation, which every face calls: discover, answer, activate, refresh, change credentials, delete.
/// A sign-in's outcome is a value; a request that makes no sense is a <see cref="TributaryException"/>.
/// </summary>
public sealed partial class Aggregator(
    IStore store,
    IVault vault,
    InstitutionDirectory directory,
    SignInSessions sessions,
    Categorizer categorizer,
    TimeProvider clock,
    ILogger<Aggregator> log)
{
    /// <summary>How far back the first aggregation reaches (Finicity: about six months).</summary>
    public static readonly TimeSpan FirstWindow = TimeSpan.FromDays(180);

    /// <summary>How far before the last success a refresh reads again, since records settle and change for weeks.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(30);

    /// <summary>
    /// Signs in with new credentials and finds the accounts behind them. The same user id at the same institution finds the same
    /// login and the same accounts again; a changed password replaces the stored one once the institution has accepted it.
    /// Nothing is stored unless the institution lets the customer in.
    /// </summary>
    /// <param name="customer">Whose.</param>
    /// <param name="institutionId">Where.</param>
    /// <param name="credentials">The filled login form.</param>
    /// <param name="addAll">Whether all accounts found are active at once; otherwise new ones are pending.</param>
    /// <param name="cancellationToken">Ends the caller's wait, not the sign-in.</param>
    /// <returns>Accounts, a challenge, a refusal, or patience.</returns>
    /// <exception cref="TributaryException"><c>institution.not-found</c>, <c>institution.not-supported</c>, <c>customer.type-mismatch</c>, <c>request.parameter-missing</c>.</exception>
    public Task<SignInOutcome> DiscoverAsync(
        Customer customer, InstitutionId institutionId, Credentials credentials, bool addAll, CancellationToken cancellationToken)
    {
        RequireReach(customer, institutionId);
        var institution = directory.Get(institutionId);
        RequireEveryField(institution, credentials);

        var identity = IdentityOf(customer.Id, institution, credentials);
        return sessions.JoinOrStartAsync(
            new SignInKey(customer.Id, institution.Id, Convert.ToHexString(identity)),
            CredentialsTag(credentials),
            new SignInIntent(MayAsk: true, addAll),
            (session, stop) => DiscoverAsync(session, customer, institution, identity, credentials, stop),
            cancellationToken);
    }

    /// <summary>Demands that a customer may sign in to an institution, and that this server can.</summary>
    /// <param name="customer">Who.</param>
    /// <param name="institutionId">Where.</param>
    /// <exception cref="TributaryException"><c>institution.not-found</c>, <c>customer.type-mismatch</c>, <c>institution.not-supported</c>.</exception>
    public void RequireReach(Customer customer, InstitutionId institutionId)
    {
        if (directory.Get(institutionId).IsDemo != (customer.Type == CustomerType.Testing))
            throw new TributaryException(ErrorCatalogue.CustomerTypeMismatch);
        _ = directory.ConnectorOf(institutionId);
    }

    /// <summary>Answers the questions of a sign-in under way.</summary>
    /// <param name="customer">Who answers.</param>
    /// <param name="target">The institution, or the login, whose sign-in asked.</param>
    /// <param name="session">The challenge's session.</param>
    /// <param name="answers">One a question, in the order asked.</param>
    /// <param name="addAll">Whether all accounts found are active at once, whatever the call wanted that was told the questions.</param>
    /// <param name="cancellationToken">Ends the caller's wait, not the sign-in.</param>
    /// <returns>Accounts, the next challenge, a refusal, or patience.</returns>
    /// <exception cref="TributaryException"><c>challenge.session-expired</c>, <c>challenge.answer-count-wrong</c>.</exception>
    public Task<SignInOutcome> AnswerAsync(
        Customer customer,
        SignInTarget target,
        string session,
        IReadOnlyList<Secret> answers,
        bool addAll,
        CancellationToken cancellationToken) =>
        sessions.AnswerAsync(customer.Id, target, session, answers, new SignInIntent(MayAsk: true, addAll), cancellationToken);

    /// <summary>Signs in with the stored credentials and brings the login's accounts up to date.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="loginId">The login.</param>
    /// <param name="mayAsk">Whether somebody is there to answer; otherwise a question ends the attempt.</param>
    /// <param name="cancellationToken">Ends the caller's wait, not the sign-in.</param>
    /// <returns>Accounts, a challenge, a refusal, or patience.</returns>
    /// <exception cref="TributaryException"><c>login.not-found</c>.</exception>
    public async Task<SignInOutcome> RefreshAsync(
        Customer customer, InstitutionLoginId loginId, bool mayAsk, CancellationToken cancellationToken) =>
        (await RefreshAsync(customer, loginId, mayAsk, Errand.None, cancellationToken)).Outcome;

    /// <summary>
    /// Brings a login up to date with credentials that somebody has just given, as if it were the first time: the institution asks again what it
    /// asked then.
    /// </summary>
    /// <param name="customer">Whose.</param>
    /// <param name="loginId">The login, whose credentials are stored already.</param>
    /// <param name="cancellationToken">Ends the caller's wait, not the sign-in.</param>
    /// <returns>Accounts, a challenge, a refusal, or patience.</returns>
    /// <exception cref="TributaryException"><c>login.not-found</c>.</exception>
    public async Task<SignInOutcome> RefreshAnewAsync(Customer customer, InstitutionLoginId loginId, CancellationToken cancellationToken) =>
        (await RefreshAsync(customer, loginId, mayAsk: true, Errand.FirstMeeting, cancellationToken)).Outcome;

    /// <summary>
    /// Refreshes all logins of a customer that have an active account, side by side, with nobody there to answer. How each went stands on its
    /// accounts.
    /// </summary>
    /// <param name="customer">Whose.</param>
    /// <param name="cancellationToken">Ends the caller's wait, not the sign-ins.</param>
    /// <returns>Whether all have ended; false where the caller's patience ended first.</returns>
    public async Task<bool> RefreshAllAsync(Customer customer, CancellationToken cancellationToken)
    {
        var accounts = await store.ReadAsync(reader => reader.ListAccountsAsync(customer.Id), cancellationToken);
        var logins = accounts.Where(a => a.State == AccountState.Active).Select(a => a.LoginId).Distinct();
        var outcomes = await Task.WhenAll(logins.Select(login => TryRefreshAsync(customer, login, cancellationToken)));
        return !outcomes.Any(outcome => outcome is SignInOutcome.StillRunning);
    }

    // Null for a login deleted meanwhile, which is nobody's loss.
    private async Task<SignInOutcome?> TryRefreshAsync(Customer customer, InstitutionLoginId login, CancellationToken cancellationToken)
    {
        try
        {
            return await RefreshAsync(customer, login, mayAsk: false, cancellationToken);
        }
        catch (TributaryException gone) when (gone.Error == ErrorCatalogue.LoginNotFound)
        {
            return null;
        }
    }

    /// <summary>Refreshes a login with an errand besides; who joins a sign-in under way has that one's errand done, not their own.</summary>
    private async Task<(SignInOutcome Outcome, bool IsOwn)> RefreshAsync(
        Customer customer, InstitutionLoginId loginId, bool mayAsk, Errand errand, CancellationToken cancellationToken)
    {
        var (login, accounts, credentials, _) =
            await store.ReadAsync(reader => LoadAsync(reader, customer.Id, loginId, cancellationToken), cancellationToken);
        var institution = directory.Get(login.InstitutionId);
        if (institution.LoginForm.Count == 0)
            return (new SignInOutcome.Succeeded(login.Id, accounts), IsOwn: true);

        var isOwn = false;
        var outcome = await sessions.JoinOrStartAsync(
            new SignInKey(customer.Id, institution.Id, Convert.ToHexString(login.IdentityTag)),
            CredentialsTag(credentials),
            new SignInIntent(mayAsk, AddsAll: false),
            (session, stop) =>
            {
                isOwn = true;
                return RefreshAsync(session, customer, login, institution, credentials, errand, stop);
            },
            cancellationToken);
        // The sign-in that asks may wait for minutes and come to nothing; what this one came to is known.
        if (!isOwn && !mayAsk && outcome is SignInOutcome.Failed { Status: var unanswered } && unanswered.Error == ErrorCatalogue.AnswerRequired)
            await RecordFailureAsync(customer.Id, login, unanswered);
        return (outcome, isOwn);
    }

    private Task RecordFailureAsync(CustomerId customer, InstitutionLogin login, AggregationStatus status) => store.WriteAsync(
        async tx =>
        {
            if (await tx.FindLoginAsync(customer, login.Id) is not { } current || !current.IdentityTag.SequenceEqual(login.IdentityTag))
                return;
            var now = clock.GetUtcNow();
            await tx.UpdateLoginAsync(current with { Status = status, AttemptAt = now });
            await new Ingestor(tx, current, now, categorizer).FailAsync(status, now);
        },
        CancellationToken.None);

    private async Task<SignInOutcome> DiscoverAsync(
        SignInSession session, Customer customer, Institution institution, byte[] identity, Credentials credentials, CancellationToken stop)
    {
        var (accounts, remembered) = await store.ReadAsync(
            async reader => await reader.FindLoginByIdentityAsync(customer.Id, institution.Id, identity) is { } known
                ? await LoadMemoryAsync(reader, customer.Id, known.Id, stop)
                : ([], null),
            stop);
        // All of them, since a call that adds everything may yet join.
        var result = await SignInAsync(session, institution, credentials, remembered, accounts, Errand.None, stop);
        if (result is not SignInResult.SignedIn signedIn)
            return Failed(result);

        return await store.WriteAsync(
            async tx =>
            {
                if (await tx.FindCustomerAsync(customer.PartnerId, customer.Id) is null)
                    return Cancelled;
                var login = await tx.FindLoginByIdentityAsync(customer.Id, institution.Id, identity)
                    ?? await AddLoginAsync(tx, customer.Id, institution.Id, identity);
                foreach (var (field, value) in credentials.Values)
                    await SealAsync(tx, login, field, value, stop);
                return await StoreAsync(tx, session, login, signedIn, Errand.None, stop);
            },
            stop);
    }

    private async Task<SignInOutcome> RefreshAsync(
        SignInSession session,
        Customer customer,
        InstitutionLogin login,
        Institution institution,
        Credentials credentials,
        Errand errand,
        CancellationToken stop)
    {
        var (accounts, remembered) = await store.ReadAsync(reader => LoadMemoryAsync(reader, customer.Id, login.Id, stop), stop);
        var wanted = accounts.Where(account => account.State == AccountState.Active);
        var result = await SignInAsync(session, institution, credentials, remembered, wanted, errand, stop);
        return await store.WriteAsync(
            async tx =>
            {
                // Deleted meanwhile, or another person's by now: what this sign-in found is nobody's.
                if (await tx.FindLoginAsync(customer.Id, login.Id) is not { } current || !current.IdentityTag.SequenceEqual(login.IdentityTag))
                    return Cancelled;
                if (result is SignInResult.SignedIn signedIn)
                    return await StoreAsync(tx, session, current, signedIn, errand, stop);

                var failure = Failed(result);
                await tx.UpdateLoginAsync(current with { Status = failure.Status, AttemptAt = session.StartedAt });
                await new Ingestor(tx, current, clock.GetUtcNow(), categorizer).FailAsync(failure.Status, session.StartedAt);
                return failure;
            },
            CancellationToken.None);
    }

    /// <summary>Runs the connector; an unanswered question and a connector that breaks are refusals like any other.</summary>
    private async Task<SignInResult> SignInAsync(
        SignInSession session,
        Institution institution,
        Credentials credentials,
        Secret? remembered,
        IEnumerable<Account> wanted,
        Errand errand,
        CancellationToken stop)
    {
        var request = new SignInRequest
        {
            Institution = institution,
            Credentials = credentials,
            Remembered = errand.IsFirstMeeting ? null : remembered,
            From = errand.From ?? FirstDayWanted(wanted),
            Inquiry = errand.Inquiry,
        };
        try
        {
            return await directory.ConnectorOf(institution.Id).SignInAsync(request, session, stop);
        }
        catch (UnansweredException)
        {
            return new SignInResult.Refused(ErrorCatalogue.AnswerRequired);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            log.LogError(broken, "The connector of institution {Institution} broke.", institution.Id);
            return new SignInResult.Refused(ErrorCatalogue.InstitutionFailed);
        }
    }

    /// <summary>A little before the oldest last success; the whole first window while an account to keep has never been read.</summary>
    private DateOnly FirstDayWanted(IEnumerable<Account> wanted)
    {
        var successes = wanted.Select(a => a.SuccessAt).ToArray();
        var from = successes.Length == 0 || successes.Contains(null) ? clock.GetUtcNow() - FirstWindow : successes.Min()!.Value - Overlap;
        return DateOnly.FromDateTime(from.UtcDateTime);
    }

    private async Task<SignInOutcome> StoreAsync(
        IStoreWriter tx,
        SignInSession session,
        InstitutionLogin login,
        SignInResult.SignedIn signedIn,
        Errand errand,
        CancellationToken stop)
    {
        if (signedIn.Remember is { } remember)
            await SealAsync(tx, login, SealedField.Remembered, remember, stop);
        var now = clock.GetUtcNow();
        login = login with { Status = AggregationStatus.Success, AttemptAt = session.StartedAt, SuccessAt = now };
        await tx.UpdateLoginAsync(login);
        await new Ingestor(tx, login, now, categorizer).IngestAsync(signedIn.Accounts, new IngestionRules(session.SettleAddsAll(), IsLive: true));
        if (errand.HistoryOf is { } loaded && await tx.FindAccountAsync(login.CustomerId, loaded) is { } account)
            await tx.UpdateAccountAsync(account with { HistoryLoadedAt = now });
        return new SignInOutcome.Succeeded(login.Id, await tx.ListAccountsAsync(login.CustomerId, login.Id), errand.Inquiry, signedIn.Reply);
    }

    private async Task<InstitutionLogin> AddLoginAsync(IStoreWriter tx, CustomerId customer, InstitutionId institution, byte[] identity)
    {
        var login = new InstitutionLogin
        {
            CustomerId = customer,
            Id = new InstitutionLoginId(await tx.TakeIdsAsync(1)),
            InstitutionId = institution,
            IdentityTag = identity,
            CreatedAt = clock.GetUtcNow(),
        };
        await tx.AddLoginAsync(login);
        return login;
    }

    private async Task SealAsync(IStoreWriter tx, InstitutionLogin login, string field, Secret value, CancellationToken stop)
    {
        var address = SecretAddress.OfLogin(login.CustomerId, login.Id, field);
        await tx.SetSealedFieldAsync(login.CustomerId, login.Id, new SealedField(field, await vault.SealAsync(tx, address, value, stop)));
    }

    private static SignInOutcome.Failed Failed(SignInResult result)
    {
        var refused = (SignInResult.Refused)result;
        return new SignInOutcome.Failed(new AggregationStatus(refused.Error, refused.InstitutionCode));
    }

    private static SignInOutcome Cancelled => new SignInOutcome.Failed(new AggregationStatus(ErrorCatalogue.SignInCancelled));

    /// <summary>
    /// Who signs in: the fields that are not masked, so that a changed password is still the same login. The customer is part of it,
    /// so that one person known to two customers shows nowhere.
    /// </summary>
    private byte[] IdentityOf(CustomerId customer, Institution institution, Credentials credentials) => vault.Tag(
        "login.identity",
        [
            customer.ToString(),
            institution.Id.ToString(),
            .. institution.LoginForm.Where(f => !f.IsMasked).OrderBy(f => f.DisplayOrder).Select(f => credentials[f.Id].Reveal().Trim()),
        ]);

    private byte[] CredentialsTag(Credentials credentials) => vault.Tag(
        "login.credentials",
        [.. credentials.Values.OrderBy(v => v.Key, StringComparer.Ordinal).SelectMany(v => new[] { v.Key, v.Value.Reveal() })]);

    private static void RequireEveryField(Institution institution, Credentials credentials)
    {
        foreach (var field in institution.LoginForm)
        {
            if (credentials[field.Id].IsEmpty)
                throw new TributaryException(ErrorCatalogue.ParameterMissing, field.Id);
        }
    }
}
