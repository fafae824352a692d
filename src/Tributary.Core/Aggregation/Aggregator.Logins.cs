using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.Secrets;
using Tributary.Core.Store;
using Tributary.Core.Subscriptions;

namespace Tributary.Core.Aggregation;

/// <summary>What is done with a login that exists: choosing accounts, changing credentials, deleting.</summary>
public sealed partial class Aggregator
{
    /// <summary>
    /// Makes pending accounts active with the types the customer chose. An account of a known type keeps it whatever is asked,
    /// unless the type given is another valid one.
    /// </summary>
    /// <param name="customer">Whose.</param>
    /// <param name="institution">Where all of them are.</param>
    /// <param name="choices">Account and chosen type.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The accounts as they are now, in the order given.</returns>
    /// <exception cref="TributaryException"><c>account.not-found</c>, <c>account.type-invalid</c>; then none is activated.</exception>
    public Task<IReadOnlyList<Account>> ActivateAsync(
        Customer customer, InstitutionId institution, IReadOnlyList<AccountChoice> choices, CancellationToken cancellationToken) =>
        store.WriteAsync<IReadOnlyList<Account>>(
            async tx =>
            {
                var chosen = new List<(Account Account, bool IsChange)>(choices.Count);
                foreach (var choice in choices)
                    chosen.Add(await FindChosenAsync(tx, customer.Id, institution, choice));

                // Only now is it certain that the customer is still there to count a change. Choosing again what is chosen is none.
                if (chosen.Exists(one => one.IsChange))
                {
                    var change = await tx.TakeChangeNumberAsync(customer.Id);
                    var now = clock.GetUtcNow();
                    for (var i = 0; i < chosen.Count; i++)
                    {
                        if (!chosen[i].IsChange)
                            continue;
                        var activated = chosen[i].Account with { UpdatedAt = now, ChangeNumber = change };
                        await tx.UpdateAccountAsync(activated);
                        await tx.AddOutboxEventAsync(new OutboxEvent(0, customer.Id, activated.Id, change, 0, 0, 0, now));
                        chosen[i] = (activated, true);
                    }
                }

                return [.. chosen.Select(one => one.Account)];
            },
            cancellationToken);

    private static async Task<(Account Account, bool IsChange)> FindChosenAsync(
        IStoreReader reader, CustomerId customer, InstitutionId institution, AccountChoice choice)
    {
        var account = await reader.FindAccountAsync(customer, choice.AccountId);
        if (account is null || account.InstitutionId != institution)
            throw new TributaryException(ErrorCatalogue.AccountNotFound, choice.AccountId.ToString());
        if (choice.Type == AccountType.Unknown)
            throw new TributaryException(ErrorCatalogue.AccountTypeInvalid, choice.AccountId.ToString());
        var chosen = account with
        {
            State = AccountState.Active,
            Type = choice.Type,
            TypeIsChosen = account.TypeIsChosen || account.Type != choice.Type,
        };
        return (chosen, chosen != account);
    }

    /// <summary>
    /// Replaces stored credentials; fields not named keep theirs. The institution is not asked: the next refresh uses them.
    /// </summary>
    /// <param name="customer">Whose.</param>
    /// <param name="loginId">The login.</param>
    /// <param name="changes">Login field id to new value.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException">
    /// <c>login.not-found</c>; <c>request.parameter-missing</c> where a field is none of the institution's form, or its value blank;
    /// <c>account.duplicate</c> where the new user id already is another login.
    /// </exception>
    public async Task ChangeCredentialsAsync(
        Customer customer, InstitutionLoginId loginId, IReadOnlyDictionary<string, Secret> changes, CancellationToken cancellationToken)
    {
        var (login, _, credentials, _) =
            await store.ReadAsync(reader => LoadAsync(reader, customer.Id, loginId, cancellationToken), cancellationToken);
        if (changes.Count == 0)
            return;

        var institution = directory.Get(login.InstitutionId);
        foreach (var (field, value) in changes)
        {
            if (institution.LoginForm.All(f => f.Id != field))
                throw new TributaryException(ErrorCatalogue.ParameterMissing, "id");
            if (value.IsEmpty)
                throw new TributaryException(ErrorCatalogue.ParameterMissing, "value");
        }

        var identity = IdentityOf(customer.Id, institution, credentials.With(changes));
        await store.WriteAsync(
            async tx =>
            {
                var current = await tx.FindLoginAsync(customer.Id, loginId)
                    ?? throw new TributaryException(ErrorCatalogue.LoginNotFound, loginId.ToString());
                var holder = await tx.FindLoginByIdentityAsync(customer.Id, institution.Id, identity);
                if (holder is not null && holder.Id != loginId)
                    throw new TributaryException(ErrorCatalogue.AccountDuplicate, holder.Id.ToString());
                foreach (var (field, value) in changes)
                    await SealAsync(tx, current, field, value, cancellationToken);
                if (holder is not null)
                    return;

                // Another person signs in from now on: what the institution remembers of the last one is not theirs.
                await SealAsync(tx, current, SealedField.Remembered, new Secret(""), cancellationToken);
                await tx.UpdateLoginAsync(current with { IdentityTag = identity });
            },
            cancellationToken);
    }

    /// <summary>What is stored in the fields of a login's form that are not masked: who signs in, never how.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="loginId">The login.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Value by login field id; masked fields are not in it.</returns>
    /// <exception cref="TributaryException"><c>login.not-found</c>.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadUnmaskedFieldsAsync(
        Customer customer, InstitutionLoginId loginId, CancellationToken cancellationToken)
    {
        var (login, _, credentials, _) =
            await store.ReadAsync(reader => LoadAsync(reader, customer.Id, loginId, cancellationToken), cancellationToken);
        return directory.Get(login.InstitutionId).LoginForm
            .Where(field => !field.IsMasked)
            .ToDictionary(field => field.Id, field => credentials[field.Id].Reveal(), StringComparer.Ordinal);
    }

    /// <summary>Deletes a login with its credentials, accounts and transactions; a sign-in under way is cancelled.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="loginId">The login.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException"><c>login.not-found</c>.</exception>
    public async Task DeleteLoginAsync(Customer customer, InstitutionLoginId loginId, CancellationToken cancellationToken)
    {
        var identity = await store.WriteAsync(
            async tx =>
            {
                var login = await tx.FindLoginAsync(customer.Id, loginId);
                foreach (var account in await tx.ListAccountsAsync(customer.Id, loginId))
                    await SubscriptionRegistry.CloseAsync(tx, account);
                return login is not null && await tx.TryDeleteLoginAsync(customer.Id, loginId)
                    ? login.IdentityTag
                    : throw new TributaryException(ErrorCatalogue.LoginNotFound, loginId.ToString());
            },
            cancellationToken);
        await sessions.CancelAsync(customer.Id, identity);
    }

    /// <summary>Deletes an account with its transactions, positions and balances.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException"><c>account.not-found</c>.</exception>
    public Task DeleteAccountAsync(Customer customer, AccountId accountId, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async tx =>
            {
                if (await tx.FindAccountAsync(customer.Id, accountId) is { } account)
                    await SubscriptionRegistry.CloseAsync(tx, account);
                if (!await tx.TryDeleteAccountAsync(customer.Id, accountId))
                    throw new TributaryException(ErrorCatalogue.AccountNotFound, accountId.ToString());
            },
            cancellationToken);

    private async Task<(InstitutionLogin Login, IReadOnlyList<Account> Accounts, Credentials Credentials, Secret? Remembered)> LoadAsync(
        IStoreReader reader, CustomerId customer, InstitutionLoginId loginId, CancellationToken cancellationToken)
    {
        var login = await reader.FindLoginAsync(customer, loginId)
            ?? throw new TributaryException(ErrorCatalogue.LoginNotFound, loginId.ToString());
        var values = new Dictionary<string, Secret>(StringComparer.Ordinal);
        foreach (var field in await reader.ListSealedFieldsAsync(customer, loginId))
            values[field.Field] = await vault.OpenAsync(reader, SecretAddress.OfLogin(customer, loginId, field.Field), field.Value, cancellationToken);
        values.Remove(SealedField.Remembered, out var remembered);
        var accounts = await reader.ListAccountsAsync(customer, loginId);
        return (login, accounts, new Credentials(values), remembered is { IsEmpty: false } ? remembered : null);
    }

    private async Task<(IReadOnlyList<Account> Accounts, Secret? Remembered)> LoadMemoryAsync(
        IStoreReader reader, CustomerId customer, InstitutionLoginId login, CancellationToken cancellationToken)
    {
        var (_, accounts, _, remembered) = await LoadAsync(reader, customer, login, cancellationToken);
        return (accounts, remembered);
    }
}

/// <summary>An account the customer wants to keep up to date, and as what.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Type">The type chosen; <see cref="AccountType.Unknown"/> is refused.</param>
public sealed record AccountChoice(AccountId AccountId, AccountType Type);
