using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Positions;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Core.Tests.Model;

/// <summary>What must be stored of one customer, told from what the bank showed. Ids are learned when first seen, and stay.</summary>
internal sealed class ModelCustomer(Customer customer)
{
    public Customer Customer { get; } = customer;

    public List<ModelLogin> Logins { get; } = [];

    /// <summary>The highest change number seen.</summary>
    public long LastChange { get; set; }

    public ModelLogin? LoginOf(string user) => Logins.Find(l => l.User == user);
}

/// <summary>An institution login; one of statement files has the bank's name for its user and no password.</summary>
internal sealed class ModelLogin(string user, string? password)
{
    public string User { get; set; } = user;

    public string? Password { get; set; } = password;

    public InstitutionLoginId? Id { get; set; }

    public string Status { get; private set; } = "ok";

    public List<ModelAccount> Accounts { get; } = [];

    public bool IsOfFiles => Password is null;

    /// <summary>The bank, or a file, showed these accounts.</summary>
    public void Show(IReadOnlyList<ShownAccount> shown, bool activates)
    {
        Status = "ok";
        foreach (var report in shown)
        {
            var account = Accounts.Find(a => a.Key == report.Key);
            if (account is null)
                Accounts.Add(account = new ModelAccount(report.Key));
            account.IsActive |= activates;
            account.Show(report, isLive: !IsOfFiles);
        }

        if (IsOfFiles || shown.Count == 0)
            return;
        foreach (var gone in Accounts.Where(a => a.IsActive && shown.All(s => s.Key != a.Key)))
            gone.Status = ErrorCatalogue.AccountGone.Name;
    }

    public void Fail(string status)
    {
        Status = status;
        foreach (var account in Accounts.Where(a => a.IsActive))
            account.Status = status;
    }
}

/// <summary>An account.</summary>
internal sealed class ModelAccount(string key)
{
    public string Key { get; } = key;

    public AccountId? Id { get; set; }

    public bool IsActive { get; set; }

    public AccountType Type { get; set; } = AccountType.Checking;

    public string? Status { get; set; }

    public (decimal Amount, DateOnly Day)? Balance { get; private set; }

    public PositionId? PositionId { get; set; }

    /// <summary>How much of the one fund the bank sells; null before anybody told.</summary>
    public int? Units { get; private set; }

    public Dictionary<int, ModelTransaction> Transactions { get; } = [];

    public SortedDictionary<DateOnly, decimal> DailyBalances { get; } = [];

    public void Show(ShownAccount shown, bool isLive)
    {
        var isOutdated = shown.To < Balance?.Day;
        if (!isOutdated)
            Balance = (shown.Balance, shown.To);
        if (!IsActive)
            return;
        Status = "ok";
        DailyBalances[shown.To] = shown.Balance;
        if (isOutdated)
        {
            ShowThePast(shown);
            return;
        }

        Units = shown.Units;
        foreach (var report in shown.Transactions)
        {
            if (!Transactions.TryGetValue(report.Number, out var known))
                Transactions.Add(report.Number, known = new ModelTransaction());
            known.Become(report, report.IsPending ? TransactionState.Pending : TransactionState.Posted);
        }

        if (isLive)
            Vanish(shown);
    }

    /// <summary>What an older file says adds to what is known, and changes only what was pending; what it announced has passed.</summary>
    private void ShowThePast(ShownAccount shown)
    {
        foreach (var report in shown.Transactions)
        {
            if (!Transactions.TryGetValue(report.Number, out var known))
            {
                Transactions.Add(report.Number, known = new ModelTransaction());
                known.Become(report, report.IsPending ? TransactionState.Vanished : TransactionState.Posted);
            }
            else if (known.Shown!.IsPending && !report.IsPending)
            {
                known.Become(report, TransactionState.Posted);
            }
        }
    }

    /// <summary>
    /// Gone is what lies between posted records that are shown, or was pending; an answer without any record, or without the latest posted ones,
    /// proves nothing.
    /// </summary>
    private void Vanish(ShownAccount shown)
    {
        if (shown.Transactions.Count == 0)
            return;
        var posted = shown.Transactions.Where(t => !t.IsPending).Select(t => t.Day).ToList();
        var isCutOff = Transactions.Any(t => t.Value.State == TransactionState.Posted
            && shown.Transactions.All(s => s.Number != t.Key) && t.Value.Shown!.Day >= shown.From && posted.All(d => d < t.Value.Shown.Day));
        foreach (var (number, known) in Transactions)
        {
            if (shown.Transactions.Any(t => t.Number == number))
                continue;
            var day = known.Shown!.Day;
            if ((known.State == TransactionState.Pending && !isCutOff) || (known.State == TransactionState.Posted && posted.Any(d => d < day) && posted.Any(d => d > day)))
                known.Become(known.Shown, TransactionState.Vanished);
        }
    }
}

/// <summary>A transaction.</summary>
internal sealed class ModelTransaction
{
    public TransactionId? Id { get; set; }

    public ShownTransaction? Shown { get; private set; }

    public TransactionState State { get; private set; }

    /// <summary>The change number it had when last looked at.</summary>
    public long ChangeNumber { get; set; }

    /// <summary>Whether it changed since.</summary>
    public bool HasChanged { get; set; }

    /// <summary>What it was before each change, oldest first.</summary>
    public List<FormerVersion> Former { get; } = [];

    public void Become(ShownTransaction shown, TransactionState state)
    {
        if (shown == Shown && state == State)
            return;
        if (Shown is { } before)
            Former.Add(new FormerVersion(before.Id, State, before.Amount, before.Day, before.Description));
        HasChanged = true;
        (Shown, State) = (shown, state);
    }
}
