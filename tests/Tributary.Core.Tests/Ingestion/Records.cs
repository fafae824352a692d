using Tributary.Core.Accounts;
using Tributary.Core.Connectors;
using Tributary.Core.Customers;
using Tributary.Core.Ingestion;
using Tributary.Core.Money;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Core.Tests.Ingestion;

/// <summary>Records with defaults, so that a test shows only what matters to it.</summary>
internal static class Records
{
    private static long _nextId = 500;

    public static DateOnly Day(int day) => new DateOnly(2026, 3, 1).AddDays(day - 1);

    public static ReportedTransaction Reported(
        string? id, decimal amount, int day, string text = "CORNER MARKET", bool pending = false, Correction? correction = null) => new()
        {
            InstitutionTransactionId = id,
            Amount = amount,
            PostedDate = Day(day),
            Description = text,
            IsPending = pending,
            Correction = correction,
        };

    public static Transaction Stored(
        string? id, decimal amount, int day, string text = "CORNER MARKET", TransactionState state = TransactionState.Posted) => new()
        {
            CustomerId = new CustomerId(1),
            AccountId = new AccountId(2),
            Id = new TransactionId(Interlocked.Increment(ref _nextId)),
            InstitutionTransactionId = id,
            State = state,
            Amount = amount,
            Currency = Currency.Usd,
            PostedDate = Day(day),
            Description = text,
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };

    public static Transaction Pending(string? id, decimal amount, int day, string text = "CORNER MARKET") =>
        Stored(id, amount, day, text, TransactionState.Pending);

    public static MatchCandidate Candidate(Transaction stored, params FormerVersion[] former) => new(stored, former);

    /// <summary>Matches against a statement that covers the whole month, pending records included.</summary>
    public static MatchResult Match(IEnumerable<Transaction> stored, params ReportedTransaction[] reported) =>
        TransactionMatcher.Match([.. stored.Select(t => Candidate(t))], reported, WholeMonth, StatementStanding.Live);

    public static MatchResult MatchFile(IEnumerable<Transaction> stored, params ReportedTransaction[] reported) =>
        TransactionMatcher.Match([.. stored.Select(t => Candidate(t))], reported, coverage: null, StatementStanding.File);

    public static Coverage WholeMonth { get; } = new(Day(1), Day(31), IncludesPending: true);
}
