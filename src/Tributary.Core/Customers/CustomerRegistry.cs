using Tributary.Core.Errors;
using Tributary.Core.Partners;
using Tributary.Core.SignIn;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Core.Customers;

/// <summary>Adds, lists, changes and deletes a partner's customers.</summary>
public sealed class CustomerRegistry(IStore store, SignInSessions sessions, TimeProvider clock)
{
    private const string UsernameSigns = "!@#$%&*_-+.";
    private const int MostDetailCharacters = 255;

    /// <summary>Adds a customer.</summary>
    /// <param name="partner">Whose customer.</param>
    /// <param name="username">6 to 255 letters, digits and <c>! @ # $ % &amp; * _ - + .</c> signs, unique per partner (Finicity Customers).</param>
    /// <param name="details">What else is told.</param>
    /// <param name="type">Testing or active.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The customer.</returns>
    /// <exception cref="TributaryException"><c>customer.username-invalid</c>, <c>customer.username-taken</c>, <c>customer.name-invalid</c>,
    /// <c>request.parameter-invalid</c>.</exception>
    public async Task<Customer> AddAsync(
        PartnerId partner, string username, CustomerDetails details, CustomerType type, CancellationToken cancellationToken)
    {
        RequireUsername(username);
        RequireLegible(details);
        return await store.WriteAsync(
            async tx => await TryAddAsync(tx, partner, username, details, type) ?? throw new TributaryException(ErrorCatalogue.UsernameTaken),
            cancellationToken);
    }

    /// <summary>A page of a partner's customers.</summary>
    /// <param name="partner">Whose customers.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The page.</returns>
    public Task<Page<Customer>> ListAsync(PartnerId partner, CustomerQuery query, CancellationToken cancellationToken) =>
        store.ReadAsync(reader => reader.ListCustomersAsync(partner, query), cancellationToken);

    /// <summary>Changes what is told of a customer; what the details leave out stays.</summary>
    /// <param name="partner">Whose customer.</param>
    /// <param name="id">The customer's id.</param>
    /// <param name="details">What is new; at least one member.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The customer as it is now.</returns>
    /// <exception cref="TributaryException"><c>customer.not-found</c>, <c>customer.nothing-to-update</c>, <c>customer.name-invalid</c>.</exception>
    public Task<Customer> ModifyAsync(PartnerId partner, CustomerId id, CustomerDetails details, CancellationToken cancellationToken)
    {
        if (details == new CustomerDetails())
            throw new TributaryException(ErrorCatalogue.NothingToUpdate);
        RequireLegible(details);
        return store.WriteAsync(
            async tx =>
            {
                var customer = await tx.FindCustomerAsync(partner, id) ?? throw new TributaryException(ErrorCatalogue.CustomerNotFound, id.ToString());
                var modified = customer with
                {
                    FirstName = details.FirstName ?? customer.FirstName,
                    LastName = details.LastName ?? customer.LastName,
                    Phone = details.Phone ?? customer.Phone,
                    Email = details.Email ?? customer.Email,
                    ModifiedAt = clock.GetUtcNow(),
                };
                await tx.UpdateCustomerAsync(modified);
                return modified;
            },
            cancellationToken);
    }

    /// <summary>
    /// Makes a customer testing or active by the institution of its first login; one that has a login stays what it is. For programs whose protocol
    /// does not say it when a customer is made (AggCat, 10).
    /// </summary>
    /// <param name="customer">The customer.</param>
    /// <param name="type">What the first login wants it to be.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The customer as it is now.</returns>
    /// <exception cref="TributaryException"><c>customer.not-found</c>.</exception>
    public async Task<Customer> SettleTypeAsync(Customer customer, CustomerType type, CancellationToken cancellationToken)
    {
        if (customer.Type == type)
            return customer;
        return await store.WriteAsync(
            async tx =>
            {
                var current = await tx.FindCustomerAsync(customer.PartnerId, customer.Id)
                    ?? throw new TributaryException(ErrorCatalogue.CustomerNotFound, customer.Id.ToString());
                if (current.Type == type || (await tx.ListLoginsAsync(customer.Id)).Count > 0)
                    return current;
                var settled = current with { Type = type };
                await tx.UpdateCustomerAsync(settled);
                return settled;
            },
            cancellationToken);
    }

    /// <summary>A partner's customer.</summary>
    /// <param name="partner">Whose customer.</param>
    /// <param name="id">The customer's id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The customer.</returns>
    /// <exception cref="TributaryException"><c>customer.not-found</c>.</exception>
    public async Task<Customer> GetAsync(PartnerId partner, CustomerId id, CancellationToken cancellationToken) =>
        await store.ReadAsync(reader => reader.FindCustomerAsync(partner, id), cancellationToken)
        ?? throw new TributaryException(ErrorCatalogue.CustomerNotFound, id.ToString());

    /// <summary>
    /// Deletes a customer: sign-ins under way are cancelled, every row goes, and the key that sealed the credentials is destroyed.
    /// </summary>
    /// <param name="partner">Whose customer.</param>
    /// <param name="id">The customer's id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException"><c>customer.not-found</c>.</exception>
    public async Task DeleteAsync(PartnerId partner, CustomerId id, CancellationToken cancellationToken)
    {
        if (!await store.WriteAsync(tx => tx.TryDeleteCustomerAsync(partner, id), cancellationToken))
            throw new TributaryException(ErrorCatalogue.CustomerNotFound, id.ToString());
        await sessions.CancelAsync(id);
    }

    /// <summary>An active customer for a file's accounts; the name may be shorter than what programs must give.</summary>
    internal async Task<Customer> AddForImportAsync(IStoreWriter tx, PartnerId partner, string username) =>
        await TryAddAsync(tx, partner, username, new CustomerDetails(), CustomerType.Active) ?? throw new TributaryException(ErrorCatalogue.UsernameTaken);

    private async Task<Customer?> TryAddAsync(IStoreWriter tx, PartnerId partner, string username, CustomerDetails details, CustomerType type)
    {
        var customer = new Customer
        {
            Id = new CustomerId(await tx.TakeIdsAsync(1)),
            PartnerId = partner,
            Username = username,
            FirstName = details.FirstName,
            LastName = details.LastName,
            Phone = details.Phone,
            Email = details.Email,
            Type = type,
            CreatedAt = clock.GetUtcNow(),
        };
        return await tx.TryAddCustomerAsync(customer) ? customer : null;
    }

    /// <summary>Demands a username of Finicity's rules.</summary>
    /// <param name="username">The username.</param>
    /// <exception cref="TributaryException"><c>customer.username-invalid</c>.</exception>
    internal static void RequireUsername(string username)
    {
        if (username.Length is < 6 or > 255 || !username.All(c => char.IsAsciiLetterOrDigit(c) || UsernameSigns.Contains(c, StringComparison.Ordinal)))
            throw new TributaryException(ErrorCatalogue.UsernameInvalid);
    }

    private static void RequireLegible(CustomerDetails details)
    {
        RequireLegible("firstName", details.FirstName, ErrorCatalogue.NameInvalid);
        RequireLegible("lastName", details.LastName, ErrorCatalogue.NameInvalid);
        RequireLegible("phone", details.Phone, ErrorCatalogue.ParameterInvalid);
        RequireLegible("email", details.Email, ErrorCatalogue.ParameterInvalid);
    }

    private static void RequireLegible(string field, string? value, Error illegible)
    {
        if (value?.Length > MostDetailCharacters)
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, $"{field} (longer than {MostDetailCharacters} characters)");
        if (value?.Any(char.IsControl) == true)
            throw new TributaryException(illegible, field);
    }
}
