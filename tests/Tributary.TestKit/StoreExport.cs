using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Positions;
using Tributary.Core.Secrets;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.TestKit;

/// <summary>
/// Everything a store holds of one customer, in words: sealed values opened, former versions and vanished transactions included, and
/// whatever might be left of accounts and logins that are gone.
/// </summary>
public sealed class StoreExport
{
    private readonly Customer _customer;
    private readonly Dictionary<InstitutionLoginId, InstitutionLogin?> _logins = [];
    private readonly Dictionary<AccountId, Account?> _accounts = [];
    private readonly List<(InstitutionLoginId Login, string Field, string Value)> _fields = [];
    private readonly SortedDictionary<long, MatchCandidate> _transactions = [];
    private readonly List<Position> _positions = [];
    private readonly List<(AccountId Account, DailyBalance Balance)> _balances = [];
    private IReadOnlyList<OutboxEvent> _events = [];
    private Customer? _stored;
    private bool _hasDataKey;

    private StoreExport(Customer customer) => _customer = customer;

    /// <summary>Every row as it is.</summary>
    public string Exact { get; private set; } = "";

    /// <summary>
    /// Every row with ids and change numbers told by their order and instants by their distance from the customer's making, so that two
    /// customers with one history are equal.
    /// </summary>
    public string Structure { get; private set; } = "";

    /// <summary>Whether nothing at all is left of the customer.</summary>
    public bool IsEmpty => Exact.Length == 0;

    /// <summary>Reads the customer's rows in one consistent state.</summary>
    /// <param name="store">The store.</param>
    /// <param name="vault">Opens the sealed values.</param>
    /// <param name="customer">Whose rows; need not be there any more.</param>
    /// <param name="before">An earlier export, whose accounts and logins are looked for even where the customer no longer has them.</param>
    public static Task<StoreExport> OfAsync(IStore store, IVault vault, Customer customer, StoreExport? before = null) => store.ReadAsync(
        async reader =>
        {
            var export = new StoreExport(customer);
            if (before is not null)
                export.LookAlsoFor(before);
            await export.GatherAsync(reader, vault);
            export.Exact = export.Print(row => row);
            export.Structure = export.Print(new StructuralForm(export).Of);
            return export;
        },
        CancellationToken.None);

    private void LookAlsoFor(StoreExport before)
    {
        foreach (var login in before._logins.Keys)
            _logins[login] = null;
        foreach (var account in before._accounts.Keys)
            _accounts[account] = null;
    }

    private async Task GatherAsync(IStoreReader reader, IVault vault)
    {
        _stored = await reader.FindCustomerAsync(_customer.PartnerId, _customer.Id);
        _hasDataKey = await reader.FindDataKeyAsync(KeyScope.Of(_customer.Id)) is not null;
        foreach (var login in await reader.ListLoginsAsync(_customer.Id))
            _logins[login.Id] = login;
        foreach (var login in _logins.Keys)
        {
            foreach (var field in await reader.ListSealedFieldsAsync(_customer.Id, login))
            {
                var address = SecretAddress.OfLogin(_customer.Id, login, field.Field);
                using var value = await vault.OpenAsync(reader, address, field.Value, CancellationToken.None);
                _fields.Add((login, field.Field, value.Reveal()));
            }
        }

        foreach (var account in await reader.ListAccountsAsync(_customer.Id))
            _accounts[account.Id] = account;
        foreach (var account in _accounts.Keys)
            await GatherAsync(reader, account);
        var everything = new TransactionQuery { From = DateOnly.MinValue, To = DateOnly.MaxValue, IncludePending = true, Take = int.MaxValue };
        foreach (var transaction in (await reader.ListTransactionsAsync(_customer.Id, everything)).Items)
            _transactions.TryAdd(transaction.Id.Value, new MatchCandidate(transaction, []));
        _events = [.. (await reader.ListOutboxAsync(0, int.MaxValue)).Where(e => e.CustomerId == _customer.Id)];
    }

    private async Task GatherAsync(IStoreReader reader, AccountId account)
    {
        foreach (var candidate in await reader.ListMatchCandidatesAsync(_customer.Id, account, DateOnly.MinValue, DateOnly.MaxValue, []))
            _transactions.Add(candidate.Transaction.Id.Value, candidate);
        _positions.AddRange(await reader.ListPositionsAsync(_customer.Id, account));
        _balances.AddRange((await reader.ListDailyBalancesAsync(_customer.Id, account)).Select(b => (account, b)));
    }

    private string Print(Func<object, object> form)
    {
        var lines = new List<string>();
        if (_stored is not null)
            lines.Add(form(_stored).ToString()!);
        if (_hasDataKey)
            lines.Add("DataKey");
        foreach (var login in _logins.Values.OfType<InstitutionLogin>().OrderBy(l => l.Id.Value))
            lines.Add($"{form(login)} {Convert.ToHexString(((InstitutionLogin)form(login)).IdentityTag)}");
        lines.AddRange(_fields.OrderBy(f => f.Login.Value).ThenBy(f => f.Field, StringComparer.Ordinal)
            .Select(f => $"Field {form(f.Login)} {f.Field} = {f.Value}"));
        lines.AddRange(_accounts.Values.OfType<Account>().OrderBy(a => a.Id.Value).Select(a => form(a).ToString()!));
        foreach (var (transaction, former) in _transactions.Values)
            lines.Add($"{form(transaction)}{string.Concat(former.Select(f => $"\n  was {f}"))}");
        lines.AddRange(_positions.OrderBy(p => p.Id.Value).Select(p => form(p).ToString()!));
        lines.AddRange(_balances.OrderBy(b => b.Account.Value).ThenBy(b => b.Balance.Date).Select(b => $"{form(b.Account)} {b.Balance}"));
        lines.AddRange(_events.Select(e => form(e).ToString()!));
        return string.Join('\n', lines);
    }

    /// <summary>Takes from rows what differs between two runs of one history.</summary>
    private sealed class StructuralForm
    {
        private readonly DateTimeOffset _origin;
        private readonly Dictionary<InstitutionLoginId, InstitutionLoginId> _logins;
        private readonly Dictionary<AccountId, AccountId> _accounts;
        private readonly Dictionary<TransactionId, TransactionId> _transactions;
        private readonly Dictionary<PositionId, PositionId> _positions;
        private readonly Dictionary<long, long> _changes;

        public StructuralForm(StoreExport export)
        {
            _origin = export._customer.CreatedAt;
            _logins = Ranks(export._logins.Keys, l => l.Value, l => new InstitutionLoginId(l));
            _accounts = Ranks(export._accounts.Keys, a => a.Value, a => new AccountId(a));
            _transactions = Ranks(export._transactions.Values.Select(c => c.Transaction.Id), t => t.Value, t => new TransactionId(t));
            _positions = Ranks(export._positions.Select(p => p.Id), p => p.Value, p => new PositionId(p));
            _changes = Ranks(
                [
                    .. export._accounts.Values.OfType<Account>().Select(a => a.ChangeNumber),
                    .. export._transactions.Values.SelectMany(c => new[] { c.Transaction.AddedInChange, c.Transaction.ChangeNumber }),
                    .. export._events.Select(e => e.ChangeNumber),
                ],
                c => c,
                c => c);
        }

        public object Of(object row) => row switch
        {
            InstitutionLoginId login => _logins[login],
            AccountId account => _accounts[account],
            Customer c => c with { Id = default, PartnerId = default, CreatedAt = Distance(c.CreatedAt) },
            InstitutionLogin l => l with
            {
                CustomerId = default,
                Id = _logins[l.Id],
                IdentityTag = [],
                AttemptAt = Distance(l.AttemptAt),
                SuccessAt = Distance(l.SuccessAt),
                CreatedAt = Distance(l.CreatedAt),
            },
            Account a => a with
            {
                CustomerId = default,
                Id = _accounts[a.Id],
                LoginId = _logins[a.LoginId],
                AttemptAt = Distance(a.AttemptAt),
                SuccessAt = Distance(a.SuccessAt),
                CreatedAt = Distance(a.CreatedAt),
                UpdatedAt = Distance(a.UpdatedAt),
                ChangeNumber = _changes[a.ChangeNumber],
            },
            Transaction t => t with
            {
                CustomerId = default,
                Id = _transactions[t.Id],
                AccountId = _accounts[t.AccountId],
                CreatedAt = Distance(t.CreatedAt),
                UpdatedAt = Distance(t.UpdatedAt),
                AddedInChange = _changes[t.AddedInChange],
                ChangeNumber = _changes[t.ChangeNumber],
            },
            Position p => p with { CustomerId = default, AccountId = _accounts[p.AccountId], Id = _positions[p.Id] },
            OutboxEvent e => e with
            {
                Number = 0,
                CustomerId = default,
                AccountId = _accounts.GetValueOrDefault(e.AccountId),
                ChangeNumber = _changes[e.ChangeNumber],
                At = Distance(e.At),
            },
            _ => throw new ArgumentException($"There is no form for {row.GetType()}.", nameof(row)),
        };

        private DateTimeOffset Distance(DateTimeOffset instant) => DateTimeOffset.UnixEpoch + (instant - _origin);

        private DateTimeOffset? Distance(DateTimeOffset? instant) => instant is { } at ? Distance(at) : null;

        private static Dictionary<T, T> Ranks<T>(IEnumerable<T> ids, Func<T, long> value, Func<long, T> rank)
            where T : notnull =>
            ids.Distinct().OrderBy(value).Index().ToDictionary(e => e.Item, e => rank(e.Index + 1));
    }
}
