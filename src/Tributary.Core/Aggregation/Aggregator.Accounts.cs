using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Connectors;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Secrets;
using Tributary.Core.SignIn;

namespace Tributary.Core.Aggregation;

/// <summary>What is done with one account: its name and number, its history, what else the institution knows of it.</summary>
public sealed partial class Aggregator
{
    /// <summary>How far before the account was added its history reaches (Finicity: 12 to 24 months).</summary>
    public const int MonthsOfHistory = 24;

    /// <summary>Gives an account another number or name. They stay, whatever later refreshes show.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="number">The new number, up to 255 characters on one line; null leaves it.</param>
    /// <param name="name">The new name, likewise.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The account as it is now.</returns>
    /// <exception cref="TributaryException"><c>account.not-found</c>, <c>request.parameter-invalid</c>.</exception>
    public Task<Account> ModifyAccountAsync(
        Customer customer, AccountId accountId, string? number, string? name, CancellationToken cancellationToken)
    {
        if (number is not null)
            GivenName.Require("number", number, maxLength: 255);
        if (name is not null)
            GivenName.Require("name", name, maxLength: 255);
        return store.WriteAsync(
            async tx =>
            {
                var account = await tx.FindAccountAsync(customer.Id, accountId)
                    ?? throw new TributaryException(ErrorCatalogue.AccountNotFound, accountId.ToString());
                var modified = account with
                {
                    Number = number ?? account.Number,
                    NumberIsChosen = account.NumberIsChosen || number is not null,
                    Name = name ?? account.Name,
                };
                if (modified == account)
                    return account;
                modified = modified with { UpdatedAt = clock.GetUtcNow(), ChangeNumber = await tx.TakeChangeNumberAsync(customer.Id) };
                await tx.UpdateAccountAsync(modified);
                await tx.AddOutboxEventAsync(new OutboxEvent(0, customer.Id, accountId, modified.ChangeNumber, 0, 0, 0, modified.UpdatedAt));
                return modified;
            },
            cancellationToken);
    }

    /// <summary>
    /// Loads the history before an account was added, as far as the institution shows it and at most <see cref="MonthsOfHistory"/> months. What
    /// was loaded once is not loaded again unless forced.
    /// </summary>
    /// <param name="customer">Whose.</param>
    /// <param name="account">The account.</param>
    /// <param name="force">Whether to load it again.</param>
    /// <param name="cancellationToken">Ends the caller's wait, not the sign-in.</param>
    /// <returns>The login's accounts, a challenge, a refusal, or patience.</returns>
    /// <exception cref="TributaryException"><c>login.not-found</c>.</exception>
    public async Task<SignInOutcome> LoadHistoryAsync(Customer customer, Account account, bool force, CancellationToken cancellationToken)
    {
        if (account.HistoryLoadedAt is not null && !force)
            return new SignInOutcome.Succeeded(account.LoginId, [account]);
        var from = DateOnly.FromDateTime(account.CreatedAt.UtcDateTime).AddMonths(-MonthsOfHistory);
        return await RunAsync(customer, account.LoginId, new Errand(from, HistoryOf: account.Id), cancellationToken);
    }

    /// <summary>
    /// Gives an account the type that its institution does not tell; it stays, whatever refreshes bring. Who chose once may choose again.
    /// </summary>
    /// <param name="customer">Whose.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="type">The type.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The account as it is now.</returns>
    /// <exception cref="TributaryException"><c>account.not-found</c>, <c>account.type-invalid</c>, <c>account.type-fixed</c>.</exception>
    public Task<Account> ChooseTypeAsync(Customer customer, AccountId accountId, AccountType type, CancellationToken cancellationToken)
    {
        if (type == AccountType.Unknown)
            throw new TributaryException(ErrorCatalogue.AccountTypeInvalid, accountId.ToString());
        return store.WriteAsync(
            async tx =>
            {
                var account = await tx.FindAccountAsync(customer.Id, accountId)
                    ?? throw new TributaryException(ErrorCatalogue.AccountNotFound, accountId.ToString());
                if (account.Type != AccountType.Unknown && !account.TypeIsChosen)
                    throw new TributaryException(ErrorCatalogue.AccountTypeFixed, accountId.ToString());
                if (account.Type == type)
                    return account;
                var now = clock.GetUtcNow();
                var chosen = account with
                {
                    Type = type,
                    TypeIsChosen = true,
                    UpdatedAt = now,
                    ChangeNumber = await tx.TakeChangeNumberAsync(customer.Id),
                };
                await tx.UpdateAccountAsync(chosen);
                await tx.AddOutboxEventAsync(new OutboxEvent(0, customer.Id, accountId, chosen.ChangeNumber, 0, 0, 0, now));
                return chosen;
            },
            cancellationToken);
    }

    /// <summary>Answers the questions that loading an account's history brought up.</summary>
    /// <param name="customer">Who answers.</param>
    /// <param name="login">The account's login.</param>
    /// <param name="account">The account.</param>
    /// <param name="session">The challenge's session.</param>
    /// <param name="answers">One a question, in the order asked.</param>
    /// <param name="cancellationToken">Ends the caller's wait, not the sign-in.</param>
    /// <returns>The login's accounts, the next challenge, a refusal, or patience.</returns>
    /// <exception cref="TributaryException"><c>challenge.session-expired</c>, <c>challenge.answer-count-wrong</c>.</exception>
    public async Task<SignInOutcome> AnswerForHistoryAsync(
        Customer customer, InstitutionLogin login, Account account, string session, IReadOnlyList<Secret> answers, CancellationToken cancellationToken)
    {
        var outcome = await AnswerAsync(customer, SignInTarget.Of(login), session, answers, addAll: false, cancellationToken);
        if (outcome is not SignInOutcome.Succeeded success)
            return outcome;
        // The questions may have been another sign-in's.
        var now = success.Accounts.FirstOrDefault(a => a.Id == account.Id) ?? account;
        return now.HistoryLoadedAt == account.HistoryLoadedAt ? await LoadHistoryAsync(customer, now, force: true, cancellationToken) : outcome;
    }

    /// <summary>Asks the institution something about one account, at a sign-in that also brings the login up to date.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="account">The account.</param>
    /// <param name="inquiry">What is asked.</param>
    /// <param name="cancellationToken">Ends the caller's wait, not the sign-in.</param>
    /// <returns>Success with a reply, or without one where the institution does not tell; a challenge, a refusal, or patience.</returns>
    /// <exception cref="TributaryException"><c>login.not-found</c>.</exception>
    public Task<SignInOutcome> InquireAsync(Customer customer, Account account, AccountInquiry inquiry, CancellationToken cancellationToken) =>
        RunAsync(customer, account.LoginId, new Errand(Inquiry: InquiryOf(account, inquiry)), cancellationToken);

    /// <summary>Answers the questions that an inquiry brought up.</summary>
    /// <param name="customer">Who answers.</param>
    /// <param name="login">The account's login.</param>
    /// <param name="account">The account.</param>
    /// <param name="inquiry">What was asked.</param>
    /// <param name="session">The challenge's session.</param>
    /// <param name="answers">One a question, in the order asked.</param>
    /// <param name="cancellationToken">Ends the caller's wait, not the sign-in.</param>
    /// <returns>Like <see cref="InquireAsync"/>.</returns>
    /// <exception cref="TributaryException"><c>challenge.session-expired</c>, <c>challenge.answer-count-wrong</c>.</exception>
    public async Task<SignInOutcome> AnswerForInquiryAsync(
        Customer customer,
        InstitutionLogin login,
        Account account,
        AccountInquiry inquiry,
        string session,
        IReadOnlyList<Secret> answers,
        CancellationToken cancellationToken)
    {
        var outcome = await AnswerAsync(customer, SignInTarget.Of(login), session, answers, addAll: false, cancellationToken);
        // The questions may have been another sign-in's: one that asked something else, or about another account.
        return outcome is SignInOutcome.Succeeded { Inquiry: var asked } && asked != InquiryOf(account, inquiry)
            ? await InquireAsync(customer, account, inquiry, cancellationToken)
            : outcome;
    }

    /// <summary>Runs an errand, after the sign-in that may be under way for something else.</summary>
    private async Task<SignInOutcome> RunAsync(Customer customer, InstitutionLoginId login, Errand errand, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (outcome, isOwn) = await RefreshAsync(customer, login, mayAsk: true, errand, cancellationToken);
            if (isOwn || outcome is not SignInOutcome.Succeeded)
                return outcome;
        }
    }

    private static AccountInquiryOf InquiryOf(Account account, AccountInquiry inquiry) => new(account.InstitutionKey, inquiry);
}
