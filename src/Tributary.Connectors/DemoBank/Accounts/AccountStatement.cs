using Tributary.Core.Accounts;
using Tributary.Core.Connectors;
using Tributary.Core.Money;

namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>What a demo bank shows of an account on a day.</summary>
/// <param name="Today">The bank's day.</param>
/// <param name="From">The first day of the booked transactions shown; pending ones are shown whatever their day.</param>
/// <param name="NamePrefix">What the bank puts before account names.</param>
/// <param name="HidesType">Whether the bank keeps the type of account to itself.</param>
/// <param name="Ids">How the bank numbers transactions.</param>
/// <param name="Dropped">Ids of booked transactions that it no longer shows.</param>
/// <param name="SignIn">Counts the user's sign-ins; only <see cref="DemoBankIds.Changing"/> numbers depend on it.</param>
internal sealed record AccountStatement(
    DateOnly Today, DateOnly From, string NamePrefix, bool HidesType, DemoBankIds Ids, IReadOnlyCollection<string> Dropped, int SignIn)
{
    public ReportedAccount Of(DemoAccount account) => new()
    {
        Key = account.Number,
        Number = account.Number,
        Name = HidesType ? $"Account ...{account.Number[^4..]}" : NamePrefix + account.Name,
        Type = HidesType ? AccountType.Unknown : account.Type,
        Currency = Currency.Usd,
        Balance = account.BalanceAt(Today),
        BalanceDate = Today,
        Detail = HidesType ? null : account.Describe(Today),
        Transactions =
        [
            .. account.PostingsBetween(From, Today).Select(p => Booked(account, p)).Where(t => !Dropped.Contains(t.InstitutionTransactionId!)),
            .. account.PendingAt(Today).Select(p => Pending(account, p)),
        ],
        Coverage = new Coverage(From, Today, IncludesPending: true),
        Holdings = account.HoldingsAt(Today),
    };

    private ReportedTransaction Booked(DemoAccount account, Posting posting) => new()
    {
        InstitutionTransactionId = Ids == DemoBankIds.Reused ? $"{posting.Ordinal}" : IdOf(account, "", posting.Posted, posting.Ordinal),
        Amount = posting.Amount,
        PostedDate = posting.Posted,
        TransactionDate = posting.Acted,
        Description = posting.Description,
        Memo = posting.Memo,
        Type = posting.Type,
        CheckNumber = posting.CheckNumber,
        Sic = posting.Sic,
        Detail = posting.Detail,
    };

    private ReportedTransaction Pending(DemoAccount account, Posting posting) => new()
    {
        InstitutionTransactionId = Ids == DemoBankIds.Reused ? $"{posting.Ordinal}" : IdOf(account, "A", posting.Acted, posting.Ordinal),
        IsPending = true,
        Amount = posting.AuthorizedAmount ?? posting.Amount,
        PostedDate = posting.Acted,
        TransactionDate = posting.Acted,
        Description = posting.Description,
        Type = posting.Type,
        Sic = posting.Sic,
    };

    private string IdOf(DemoAccount account, string prefix, DateOnly day, int ordinal)
    {
        var id = $"{prefix}{account.Number}{day:yyyyMMdd}{ordinal:000}";
        return Ids == DemoBankIds.Changing ? $"{id}-{SignIn}" : id;
    }
}
