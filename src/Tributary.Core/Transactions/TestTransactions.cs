using Tributary.Core.Accounts;
using Tributary.Core.Categories;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Institutions;
using Tributary.Core.Store;

namespace Tributary.Core.Transactions;

/// <summary>
/// Transactions that a program puts on an account at a demo bank, to see itself be told of them. The bank never heard of them, so what it
/// shows later says nothing about them: a refresh leaves them as they are.
/// </summary>
public sealed class TestTransactions(IStore store, InstitutionDirectory directory, Categorizer categorizer, TimeProvider clock)
{
    // As the institution's id, which it could only be if the institution were us.
    private const string Mark = "tributary-test-transaction";

    /// <summary>Adds a transaction and queues the event about it. The account's balance stays what the bank said.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="account">On which account.</param>
    /// <param name="given">The transaction.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The transaction as stored.</returns>
    /// <exception cref="TributaryException"><c>account.not-found</c>, <c>account.not-for-tests</c>.</exception>
    public Task<Transaction> AddAsync(CustomerId customer, AccountId account, TestTransaction given, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async tx =>
            {
                var holder = await tx.FindAccountAsync(customer, account)
                    ?? throw new TributaryException(ErrorCatalogue.AccountNotFound, account.ToString());
                if (!directory.IsDemo(holder.InstitutionId) || holder.State != AccountState.Active)
                    throw new TributaryException(ErrorCatalogue.AccountNotForTests, account.ToString());

                var now = clock.GetUtcNow();
                var change = await tx.TakeChangeNumberAsync(customer);
                var transaction = new Transaction
                {
                    CustomerId = customer,
                    Id = new TransactionId(await tx.TakeIdsAsync(1)),
                    AccountId = account,
                    InstitutionTransactionId = Mark,
                    State = given.IsPending ? TransactionState.Pending : TransactionState.Posted,
                    Amount = given.Amount,
                    Currency = holder.Currency,
                    PostedDate = given.PostedDate,
                    TransactionDate = given.TransactionDate,
                    Description = given.Description,
                    Detail = new TransactionDetail { PostedAt = given.PostedAt, TransactedAt = given.TransactedAt },
                    CreatedAt = now,
                    UpdatedAt = now,
                    AddedInChange = change,
                    ChangeNumber = change,
                };
                transaction = (await CustomerCategorizer.ReadAsync(tx, categorizer, customer)).Categorize(transaction, holder.Type);
                await tx.AddTransactionsAsync([transaction]);
                await tx.UpdateAccountAsync(holder with
                {
                    OldestTransactionDate = holder.OldestTransactionDate < given.PostedDate ? holder.OldestTransactionDate : given.PostedDate,
                    LastTransactionDate = holder.LastTransactionDate > given.PostedDate ? holder.LastTransactionDate : given.PostedDate,
                    UpdatedAt = now,
                    ChangeNumber = change,
                });
                await tx.AddOutboxEventAsync(new OutboxEvent(0, customer, account, change, Added: 1, Modified: 0, Removed: 0, now));
                return transaction;
            },
            cancellationToken);

    /// <summary>Whether a transaction was added here and not by the bank.</summary>
    internal static bool Includes(Transaction transaction) => transaction.InstitutionTransactionId == Mark;
}

/// <summary>What a program says of a test transaction.</summary>
/// <param name="Amount">What the balance would change by.</param>
/// <param name="Description">What it is called.</param>
/// <param name="PostedAt">When it was booked, or will be.</param>
/// <param name="TransactedAt">When the customer acted.</param>
/// <param name="IsPending">Whether it is announced only.</param>
public sealed record TestTransaction(decimal Amount, string Description, DateTimeOffset PostedAt, DateTimeOffset TransactedAt, bool IsPending)
{
    internal DateOnly PostedDate => DateOnly.FromDateTime(PostedAt.UtcDateTime);

    internal DateOnly TransactionDate => DateOnly.FromDateTime(TransactedAt.UtcDateTime);
}
