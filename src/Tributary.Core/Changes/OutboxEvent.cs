using Tributary.Core.Accounts;
using Tributary.Core.Customers;

namespace Tributary.Core.Changes;

/// <summary>
/// Something programs may want to hear of, queued in the same transaction as the change itself. It names rows by change number
/// rather than carrying them, so that a large import costs one event an account.
/// </summary>
/// <param name="Number">Order of all events of this store.</param>
/// <param name="CustomerId">Whose.</param>
/// <param name="AccountId">On which account.</param>
/// <param name="ChangeNumber">The rows that changed carry this change number of the customer.</param>
/// <param name="Added">Transactions added.</param>
/// <param name="Modified">Transactions modified.</param>
/// <param name="Removed">Transactions marked as vanished.</param>
/// <param name="At">When.</param>
public sealed record OutboxEvent(
    long Number,
    CustomerId CustomerId,
    AccountId AccountId,
    long ChangeNumber,
    int Added,
    int Modified,
    int Removed,
    DateTimeOffset At);
