using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Categories;
using Tributary.Core.Changes;
using Tributary.Core.Connectors;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Positions;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Core.Ingestion;

/// <summary>
/// Writes what an institution or a file reported into one transaction of the store: accounts matched to those we know,
/// transactions deduplicated and pending ones matched to posted ones, balances and positions replaced, a change number given to
/// everything that changed, and an event queued for each account. Made for one login and one transaction.
/// </summary>
internal sealed class Ingestor(IStoreWriter tx, InstitutionLogin login, DateTimeOffset now, Categorizer categorizer)
{
    // Beyond the statement's own days, a pending record may have been announced this long before it posts.
    private const int SettlingDays = 15;

    // So old may a pending record have been when the institution last showed it.
    private const int LongestPendingDays = 45;

    private long? _changeNumber;
    private CustomerCategorizer? _categorizer;

    public async Task<IReadOnlyList<IngestedAccount>> IngestAsync(IReadOnlyList<ReportedAccount> reported, IngestionRules rules)
    {
        var known = (await tx.ListAccountsAsync(login.CustomerId, login.Id)).ToDictionary(a => a.InstitutionKey, StringComparer.Ordinal);
        var position = known.Values.Select(a => a.DisplayPosition).DefaultIfEmpty(0).Max();
        var ingested = new List<IngestedAccount>(reported.Count);
        foreach (var report in reported)
        {
            // A file may tell of one account twice; the second time it is already known.
            var isNew = !known.TryGetValue(report.Key, out var account);
            account ??= await AddAccountAsync(report, ++position, rules);
            var result = await UpdateAccountAsync(account, WithOwnCurrency(account, report), rules);
            known[report.Key] = result.Account;
            ingested.Add(result with { IsNew = isNew });
        }

        // An answer without any account proves nothing about the accounts we know.
        if (rules.IsLive && reported.Count > 0)
            await MarkGoneAsync(known.Values.Where(a => reported.All(r => r.Key != a.InstitutionKey)));
        return ingested;
    }

    private async Task<Account> AddAccountAsync(ReportedAccount report, int displayPosition, IngestionRules rules)
    {
        var account = new Account
        {
            CustomerId = login.CustomerId,
            Id = new AccountId(await tx.TakeIdsAsync(1)),
            LoginId = login.Id,
            InstitutionId = login.InstitutionId,
            InstitutionKey = report.Key,
            Number = report.Number,
            Name = report.Name,
            Type = report.Type,
            State = rules.ActivatesNew ? AccountState.Active : AccountState.Pending,
            Currency = report.Currency,
            DisplayPosition = displayPosition,
            CreatedAt = now,
            UpdatedAt = now,
            ChangeNumber = await ChangeNumberAsync(),
        };
        await tx.AddAccountAsync(account);
        return account;
    }

    private async Task<IngestedAccount> UpdateAccountAsync(Account account, ReportedAccount report, IngestionRules rules)
    {
        var standing = StandingOf(account, report, rules);
        var updated = account with
        {
            Number = account.NumberIsChosen ? account.Number : report.Number,
            Type = account.TypeIsChosen || report.Type == AccountType.Unknown ? account.Type : report.Type,
            State = rules.ActivatesNew ? AccountState.Active : account.State,
        };
        if (standing != StatementStanding.Outdated)
            updated = WithBalance(updated, report);

        var counts = new IngestedAccount(updated, IsNew: false, 0, 0, 0, 0);
        var holdsOther = false;
        if (updated.State == AccountState.Active)
        {
            counts = await IngestTransactionsAsync(updated, report, standing);
            updated = counts.Account;
            holdsOther = standing != StatementStanding.Outdated && await IngestPositionsAsync(updated, report);
            if (report is { Balance: { } balance, BalanceDate: { } day })
                await tx.SetDailyBalanceAsync(account.CustomerId, account.Id, new DailyBalance(day, balance));
        }

        // That it was read once more is no change; that it could be read again is.
        if (updated.State == AccountState.Active)
            updated = updated with { Status = AggregationStatus.Success };
        if (updated != account || holdsOther)
            updated = updated with { UpdatedAt = now, ChangeNumber = await ChangeNumberAsync() };
        if (updated.State == AccountState.Active)
            updated = updated with { AttemptAt = login.AttemptAt ?? now, SuccessAt = now };
        await tx.UpdateAccountAsync(updated);
        await QueueEventAsync(account, updated, counts);
        return counts with { Account = updated };
    }

    /// <summary>
    /// An account keeps the currency it began with. What another currency's statement says of it is kept in that currency, transaction by
    /// transaction, and its balance is left out.
    /// </summary>
    private static ReportedAccount WithOwnCurrency(Account account, ReportedAccount report) => report.Currency == account.Currency
        ? report
        : report with
        {
            Balance = null,
            BalanceDate = null,
            BalanceAt = null,
            Transactions = [.. report.Transactions.Select(t => t with { Currency = t.Currency ?? report.Currency })],
        };

    private static Account WithBalance(Account account, ReportedAccount report)
    {
        if (report.Balance is not null)
            account = account with { Balance = report.Balance, BalanceDate = report.BalanceDate, BalanceAt = report.BalanceAt };
        return report.Detail is null ? account : account with { Detail = report.Detail };
    }

    /// <summary>
    /// An older file imported late, or a stale answer from a bank, must not turn back what a newer one said. Its balance tells of which day it is;
    /// a file without one is as old as the last day it speaks of.
    /// </summary>
    private static StatementStanding StandingOf(Account account, ReportedAccount report, IngestionRules rules)
    {
        var isOlder = (account.BalanceAt, report.BalanceAt) is ({ } knownAt, { } saidAt)
            ? saidAt < knownAt
            : (account.BalanceDate, report.BalanceDate) is ({ } known, { } said)
                ? said < known
                : !rules.IsLive && LastDayOf(report) < (account.BalanceDate ?? account.LastTransactionDate);
        return isOlder ? StatementStanding.Outdated : rules.IsLive ? StatementStanding.Live : StatementStanding.File;
    }

    private static DateOnly? LastDayOf(ReportedAccount report) =>
        report.BalanceDate ?? report.Coverage?.To ?? (report.Transactions.Count == 0 ? null : report.Transactions.Max(t => t.PostedDate));

    private async Task<IngestedAccount> IngestTransactionsAsync(Account account, ReportedAccount report, StatementStanding standing)
    {
        if (report.Transactions.Count == 0)
            return new IngestedAccount(account, false, 0, 0, 0, 0);

        var candidates = await tx.ListMatchCandidatesAsync(
            account.CustomerId,
            account.Id,
            FirstCandidateDay(account, report, standing),
            report.Transactions.Max(t => t.PostedDate).AddDays(SettlingDays),
            InstitutionIds(report.Transactions));
        var matched = TransactionMatcher.Match(
            [.. candidates.Where(candidate => !TestTransactions.Includes(candidate.Transaction))], report.Transactions, report.Coverage, standing);

        var changed = await UpdateMatchedAsync(account, matched);
        var added = await AddNewAsync(account, matched);
        var unchanged = matched.Known.Count - changed + matched.Recognized;
        return Widen(new IngestedAccount(account, false, added.Count, changed, matched.Vanished.Count, unchanged), added, matched);
    }

    /// <summary>
    /// A little before the statement's own days; and, where the institution shows its pending records now, as far back as those reach that were
    /// pending at the last success, so that one that came to nothing while nobody looked does not stay for ever.
    /// </summary>
    private static DateOnly FirstCandidateDay(Account account, ReportedAccount report, StatementStanding standing)
    {
        var first = report.Transactions.Min(t => t.PostedDate).AddDays(-SettlingDays);
        if (standing != StatementStanding.Live || account.SuccessAt is not { } success)
            return first;
        var announced = DateOnly.FromDateTime(success.UtcDateTime).AddDays(-LongestPendingDays);
        return announced < first ? announced : first;
    }

    private async Task<int> UpdateMatchedAsync(Account account, MatchResult matched)
    {
        var changes = new List<Transaction>();
        foreach (var (stored, report) in matched.Known)
        {
            var updated = await CategorizeAsync(stored, Fill(stored, report, account), account);
            if (updated != stored)
                changes.Add(updated);
        }

        var modified = changes.Count;
        changes.AddRange(matched.Vanished.Select(t => t with { State = t.State == TransactionState.Pending ? TransactionState.Lapsed : TransactionState.Vanished }));
        if (changes.Count > 0)
        {
            var number = await ChangeNumberAsync();
            await tx.UpdateTransactionsAsync([.. changes.Select(t => t with { UpdatedAt = now, ChangeNumber = number })]);
        }

        return modified;
    }

    private async Task<IReadOnlyList<Transaction>> AddNewAsync(Account account, MatchResult matched)
    {
        ReportedTransaction[] reports = [.. matched.New, .. matched.Past];
        if (reports.Length == 0)
            return [];
        var id = await tx.TakeIdsAsync(reports.Length);
        var number = await ChangeNumberAsync();
        var added = new Transaction[reports.Length];
        for (var i = 0; i < added.Length; i++)
        {
            var blank = new Transaction
            {
                CustomerId = account.CustomerId,
                Id = new TransactionId(id + i),
                AccountId = account.Id,
                State = TransactionState.Posted,
                Amount = 0,
                Currency = account.Currency,
                PostedDate = default,
                Description = "",
                CreatedAt = now,
                UpdatedAt = now,
                AddedInChange = number,
                ChangeNumber = number,
            };
            added[i] = await CategorizeAsync(blank, Fill(blank, reports[i], account), account);
            if (i >= matched.New.Count)
                added[i] = added[i] with { State = TransactionState.Lapsed };
        }

        await tx.AddTransactionsAsync(added);
        return added;
    }

    /// <summary>The stored transaction as the institution tells it now; what the institution leaves out stays.</summary>
    private static Transaction Fill(Transaction stored, ReportedTransaction report, Account account) => stored with
    {
        InstitutionTransactionId = report.InstitutionTransactionId ?? stored.InstitutionTransactionId,
        State = report.IsPending ? TransactionState.Pending : TransactionState.Posted,
        Amount = report.Amount,
        Currency = report.Currency ?? account.Currency,
        PostedDate = report.PostedDate,
        TransactionDate = report.TransactionDate ?? stored.TransactionDate,
        Description = report.Description.Length == 0 ? stored.Description : report.Description,
        Memo = report.Memo ?? stored.Memo,
        Type = report.Type == TransactionType.Unknown ? stored.Type : report.Type,
        CheckNumber = report.CheckNumber ?? stored.CheckNumber,
        ReferenceNumber = report.ReferenceNumber ?? stored.ReferenceNumber,
        Sic = report.Sic ?? stored.Sic,
        Detail = report.Detail ?? stored.Detail,
    };

    /// <summary>
    /// What the words tell, where they are others than before. New rules alone change nothing here: they reach what is stored by work of their own,
    /// so that a refresh reports as changed only what the institution changed.
    /// </summary>
    private async Task<Transaction> CategorizeAsync(Transaction stored, Transaction updated, Account account)
    {
        if (updated == stored || (stored.Categorization is not null && CategoryFacts.Of(stored, account.Type) == CategoryFacts.Of(updated, account.Type)))
            return updated;
        _categorizer ??= await CustomerCategorizer.ReadAsync(tx, categorizer, login.CustomerId);
        return _categorizer.Categorize(updated, account.Type);
    }

    /// <summary>Whether the account holds something else now, or at another price.</summary>
    private async Task<bool> IngestPositionsAsync(Account account, ReportedAccount report)
    {
        if (report.Holdings is not { } holdings)
            return false;
        var held = await tx.ListPositionsAsync(account.CustomerId, account.Id);
        var known = held.ToDictionary(p => p.Key, p => p.Id, StringComparer.Ordinal);
        var positions = new List<Position>(holdings.Count);
        foreach (var holding in holdings)
        {
            if (!known.TryGetValue(holding.Key, out var id))
                id = new PositionId(await tx.TakeIdsAsync(1));
            positions.Add(Position.Of(holding, account.CustomerId, account.Id, id));
        }

        if (positions.ToHashSet().SetEquals(held))
            return false;
        await tx.ReplacePositionsAsync(account.CustomerId, account.Id, positions);
        return true;
    }

    private async Task MarkGoneAsync(IEnumerable<Account> gone)
    {
        foreach (var account in gone.Where(a => a.State == AccountState.Active))
            await FailAsync(account, new AggregationStatus(ErrorCatalogue.AccountGone), login.AttemptAt ?? now);
    }

    /// <summary>Writes on all active accounts of the login why it could not be read.</summary>
    public async Task FailAsync(AggregationStatus status, DateTimeOffset attemptAt)
    {
        foreach (var account in (await tx.ListAccountsAsync(login.CustomerId, login.Id)).Where(a => a.State == AccountState.Active))
            await FailAsync(account, status, attemptAt);
    }

    /// <summary>A failure like the last one is no news, only another attempt.</summary>
    private async Task FailAsync(Account account, AggregationStatus status, DateTimeOffset attemptAt)
    {
        var failed = account with { Status = status, AttemptAt = attemptAt };
        if (status != account.Status)
            failed = failed with { UpdatedAt = now, ChangeNumber = await ChangeNumberAsync() };
        await tx.UpdateAccountAsync(failed);
        await QueueEventAsync(account, failed, new IngestedAccount(failed, IsNew: false, 0, 0, 0, 0));
    }

    private async Task QueueEventAsync(Account before, Account after, IngestedAccount counts)
    {
        if (before.ChangeNumber == after.ChangeNumber && counts is { Added: 0, Modified: 0, Vanished: 0 })
            return;
        var change = await ChangeNumberAsync();
        await tx.AddOutboxEventAsync(
            new OutboxEvent(0, after.CustomerId, after.Id, change, counts.Added, counts.Modified, counts.Vanished, now));
    }

    private async Task<long> ChangeNumberAsync() => _changeNumber ??= await tx.TakeChangeNumberAsync(login.CustomerId);

    private static IngestedAccount Widen(IngestedAccount counts, IReadOnlyList<Transaction> added, MatchResult matched)
    {
        var days = added.Select(t => t.PostedDate).Concat(matched.Known.Select(k => k.Report.PostedDate)).ToArray();
        if (days.Length == 0)
            return counts;
        var (first, last) = (days.Min(), days.Max());
        var account = counts.Account;
        return counts with
        {
            Account = account with
            {
                OldestTransactionDate = account.OldestTransactionDate is { } oldest && oldest < first ? oldest : first,
                LastTransactionDate = account.LastTransactionDate is { } latest && latest > last ? latest : last,
            },
        };
    }

    private static HashSet<string> InstitutionIds(IReadOnlyList<ReportedTransaction> transactions)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var transaction in transactions)
        {
            if (transaction.InstitutionTransactionId is { } id)
                ids.Add(id);
            if (transaction.Correction is { } correction)
                ids.Add(correction.InstitutionTransactionId);
        }

        return ids;
    }
}

/// <summary>What a report may do to a login.</summary>
/// <param name="ActivatesNew">Whether its accounts are active at once.</param>
/// <param name="IsLive">
/// Whether the institution shows this now, and every account of the login with it. A file shows one day's view of some accounts, which may be
/// older than what is stored: what it lacks is never taken as gone.
/// </param>
internal readonly record struct IngestionRules(bool ActivatesNew, bool IsLive);

/// <summary>What came of one reported account.</summary>
internal sealed record IngestedAccount(Account Account, bool IsNew, int Added, int Modified, int Vanished, int Unchanged);
