using Tributary.Core.Challenges;
using Tributary.Core.Connectors;
using Tributary.Core.Errors;
using Tributary.Core.Imports;
using Tributary.Core.Money;
using Tributary.Core.Positions;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Model;

/// <summary>
/// A bank whose truth is known: every transaction has a number that is in its id before and after it posts. It is well-behaved, so that
/// what its customers must see needs no guessing; misbehaviour is the matter of the matcher's own tests.
/// </summary>
internal sealed class ModelBank
{
    private readonly Random _random;
    private readonly AdjustableClock _clock;
    private int _numbers;

    public ModelBank(Random random, AdjustableClock clock)
    {
        _random = random;
        _clock = clock;
        Users = [.. Enumerable.Range(0, 3).Select(u => new BankUser($"user{u}", [NewAccount($"{u}-1"), NewAccount($"{u}-2")]))];
        Files = [NewAccount("file-1"), NewAccount("file-2")];
        for (var i = 0; i < 40; i++)
            Change();
    }

    public IReadOnlyList<BankUser> Users { get; }

    /// <summary>Accounts that are known from statement files alone.</summary>
    public IReadOnlyList<BankAccount> Files { get; }

    /// <summary>What was shown to the last customer let in.</summary>
    public IReadOnlyList<ShownAccount> LastShown { get; private set; } = [];

    public DateOnly Today => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);

    public async Task<SignInResult> SignInAsync(SignInRequest request, IChallenger challenger, CancellationToken stop)
    {
        var name = request.Credentials[ScriptedConnector.UserField].Reveal();
        var user = Users.FirstOrDefault(u => u.Name == name);
        if (user is null || user.Password != request.Credentials[ScriptedConnector.PasswordField].Reveal())
            return new SignInResult.Refused(ErrorCatalogue.CredentialsRejected);
        if (user.IsDown)
            return new SignInResult.Refused(ErrorCatalogue.InstitutionUnavailable);
        if (user.Asks)
        {
            var answers = await challenger.AskAsync([new Challenge { Text = "Enter your first pet's name:" }], stop);
            if (answers[0].Reveal() != "Rex")
                return new SignInResult.Refused(ErrorCatalogue.AnswerRejected);
        }

        LastShown = [.. user.Accounts.Where(a => !a.IsHidden).Select(a => a.Show(request.From, Today))];
        foreach (var account in user.Accounts)
            account.IsSilentOnce = false;
        return new SignInResult.SignedIn([.. LastShown.Select(Report)]);
    }

    /// <summary>A file of one of the accounts, of some days that may have been in a file before.</summary>
    public IReadOnlyList<FileStatement> MakeFile()
    {
        var account = Any(Files);
        var from = Today.AddDays(-_random.Next(5, 40));
        LastShown = [account.Show(from, from.AddDays(_random.Next(40)))];
        return [new FileStatement($"bank of {account.Key}", account.Key, Report(LastShown[0]))];
    }

    /// <summary>A few things happen at the bank.</summary>
    public void Change()
    {
        ChangeUser(Any(Users));
        for (var i = 0; i < 3; i++)
            Change(_random.Next(6) == 0 ? Any(Files) : Any(Any(Users).Accounts));
    }

    private void Change(BankAccount account)
    {
        switch (_random.Next(12))
        {
            case 0 or 1 or 2 when !IsBusy(account):
                Book(account, IsPendingAllowed(account));
                break;
            case 3 when !IsBusy(account):
                Book(account, isPending: false);
                break;
            case 4 or 5:
                Settle(account, daysOld: 1);
                break;
            case 6:
                With(account, t => !t.IsPending, t => t.Memo = $"edited {++_numbers}");
                break;
            case 7 or 8:
                With(account, t => t is { IsPending: false, Stays: false }, t => t.IsGone = !t.IsGone);
                break;
            case 9:
                Drop(account);
                break;
            case 10 when !IsBusy(account):
                BookTwins(account);
                break;
            default:
                account.Balance += 1.25m;
                account.Units++;
                account.IsHidden = _random.Next(6) == 0;
                break;
        }
    }

    /// <summary>Time passes; what has been pending for a week posts.</summary>
    public void Age()
    {
        foreach (var account in Users.SelectMany(u => u.Accounts))
            Settle(account, daysOld: 7);
    }

    /// <summary>Enough has happened lately; more would make the run slow and tell nothing new.</summary>
    private bool IsBusy(BankAccount account) => account.Transactions.Count(t => t.Day > Today.AddDays(-20)) >= 6;

    private static bool IsPendingAllowed(BankAccount account) => account.Key.EndsWith("-1", StringComparison.Ordinal);

    private void ChangeUser(BankUser user)
    {
        switch (_random.Next(20))
        {
            case 0:
                user.Password = $"pw{++_numbers}";
                break;
            case 1 or 2:
                user.IsDown = !user.IsDown && _random.Next(4) == 0;
                break;
            case 3:
                user.Asks = _random.Next(3) == 0;
                break;
            case 4 when user.Accounts.Count < 4:
                user.Accounts.Add(NewAccount($"{user.Name}-{user.Accounts.Count + 1}"));
                break;
            case < 8:
                // Only where nothing is pending: what an unseen answer settled would stay pending for ever.
                With(user.Accounts, a => !IsPendingAllowed(a), a => a.IsSilentOnce = true);
                break;
        }
    }

    private BankTransaction Book(BankAccount account, bool isPending)
    {
        var transaction = new BankTransaction(++_numbers, _random.Next(2) == 0 ? -1 : 1) { Day = Today.AddDays(-_random.Next(3)), IsPending = isPending };
        account.Transactions.Add(transaction);
        return transaction;
    }

    private void BookTwins(BankAccount account)
    {
        var one = Book(account, isPending: false);
        one.Stays = true;
        account.Transactions.Add(new BankTransaction(++_numbers, one) { Day = one.Day, Stays = true });
    }

    /// <summary>A pending transaction comes to nothing, and the bank books a fee that day.</summary>
    private void Drop(BankAccount account) => With(account, t => t.IsPending, t =>
    {
        t.IsGone = true;
        var fee = Book(account, isPending: false);
        (fee.Day, fee.Stays) = (t.Day, true);
    });

    private void Settle(BankAccount account, int daysOld)
    {
        foreach (var transaction in account.Transactions.Where(t => t.IsPending && t.Day.AddDays(daysOld) <= Today))
        {
            transaction.IsPending = false;
            transaction.Day = transaction.Day.AddDays(_random.Next(4));
        }
    }

    private BankAccount NewAccount(string key) => new(key) { Balance = ++_numbers };

    private void With(BankAccount account, Func<BankTransaction, bool> which, Action<BankTransaction> change) =>
        With(account.Transactions.Where(t => !t.IsPending || !t.IsGone), which, change);

    private void With<T>(IEnumerable<T> items, Func<T, bool> which, Action<T> change)
    {
        var found = items.Where(which).TakeLast(8).ToList();
        if (found.Count > 0)
            change(Any(found));
    }

    private T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private ReportedAccount Report(ShownAccount shown) => Reports.Account(shown.Key, [.. shown.Transactions.Select(Report)]) with
    {
        Balance = shown.Balance,
        BalanceDate = shown.To,
        Coverage = new Coverage(shown.From, shown.To, IncludesPending: true),
        Holdings = [new Holding { Key = "FUND", Name = "Fund", Kind = SecurityKind.MutualFund, Units = shown.Units, Currency = Currency.Usd }],
    };

    private static ReportedTransaction Report(ShownTransaction shown) =>
        Reports.Transaction(shown.Id, shown.Amount, shown.Day, shown.Description, shown.IsPending) with { Memo = shown.Memo };
}

/// <summary>Somebody who may sign in at the bank.</summary>
internal sealed class BankUser(string name, IEnumerable<BankAccount> accounts)
{
    public string Name { get; } = name;

    public string Password { get; set; } = "pw";

    public bool IsDown { get; set; }

    public bool Asks { get; set; }

    public List<BankAccount> Accounts { get; } = [.. accounts];
}

/// <summary>An account at the bank.</summary>
internal sealed class BankAccount(string key)
{
    public string Key { get; } = key;

    public decimal Balance { get; set; }

    public int Units { get; set; } = 1;

    public bool IsHidden { get; set; }

    /// <summary>Whether the next answer has no transaction at all.</summary>
    public bool IsSilentOnce { get; set; }

    public List<BankTransaction> Transactions { get; } = [];

    public ShownAccount Show(DateOnly from, DateOnly to) => new(
        Key, Balance, Units, from, to, IsSilentOnce ? [] : [.. Transactions.Where(t => !t.IsGone && t.Day >= from && t.Day <= to).Select(t => t.Show())]);
}

/// <summary>A transaction as the bank knows it. Its amount and words are its own, unless it has a twin.</summary>
internal sealed class BankTransaction
{
    private readonly decimal _amount;
    private readonly string _words;

    public BankTransaction(int number, int sign)
    {
        Number = number;
        _amount = sign * number / 100m;
        _words = string.Concat(number.ToString("D6").Select(digit => (char)('A' + digit - '0'))) + " SHOP";
    }

    public BankTransaction(int number, BankTransaction twin)
    {
        Number = number;
        _amount = twin._amount;
        _words = twin._words;
    }

    public int Number { get; }

    public DateOnly Day { get; set; }

    public string? Memo { get; set; }

    public bool IsPending { get; set; }

    public bool IsGone { get; set; }

    /// <summary>Whether the bank never takes it back.</summary>
    public bool Stays { get; set; }

    public ShownTransaction Show() => new(Number, (IsPending ? "P" : "T") + Number, _amount, Day, _words, Memo, IsPending);
}

/// <summary>What the bank showed of an account.</summary>
internal sealed record ShownAccount(
    string Key, decimal Balance, int Units, DateOnly From, DateOnly To, IReadOnlyList<ShownTransaction> Transactions);

/// <summary>What the bank showed of a transaction.</summary>
internal sealed record ShownTransaction(
    int Number, string Id, decimal Amount, DateOnly Day, string Description, string? Memo, bool IsPending);
