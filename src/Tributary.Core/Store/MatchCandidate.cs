using Tributary.Core.Transactions;

namespace Tributary.Core.Store;

/// <summary>A stored transaction that a record of a new statement might be, with what it was before.</summary>
/// <param name="Transaction">The transaction as it is.</param>
/// <param name="Former">What it was before each change, oldest first; empty for one that never changed.</param>
public sealed record MatchCandidate(Transaction Transaction, IReadOnlyList<FormerVersion> Former);

/// <summary>What identified a transaction before a change.</summary>
/// <param name="InstitutionTransactionId">The institution's id it had.</param>
/// <param name="State">The state it had.</param>
/// <param name="Amount">The amount it had.</param>
/// <param name="PostedDate">The day it had.</param>
/// <param name="Description">What the institution called it.</param>
public sealed record FormerVersion(string? InstitutionTransactionId, TransactionState State, decimal Amount, DateOnly PostedDate, string Description);
