using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Core.Tests.Model;

/// <summary>Holds what is stored of a customer against the model, which learns the ids of what is new.</summary>
/// <param name="random">Chooses the pages that are looked at.</param>
internal sealed class ModelComparison(Random random)
{
    private readonly HashSet<long> _idsEverSeen = [];
    private long _lastEvent;

    /// <param name="store">What is stored.</param>
    /// <param name="model">What must be.</param>
    /// <param name="isWhole">Looks also into accounts of which nobody, store or model, says that they changed.</param>
    public Task CompareAsync(IStore store, ModelCustomer model, bool isWhole = false) => store.ReadAsync(
        async reader =>
        {
            var customer = model.Customer;
            Assert.Equal(customer, await reader.FindCustomerAsync(customer.PartnerId, customer.Id));
            var highest = model.LastChange;
            var events = await TakeEventsAsync(reader, model);
            var logins = await reader.ListLoginsAsync(customer.Id);
            Assert.Equal(model.Logins.Count, logins.Count);
            foreach (var expected in model.Logins)
            {
                var login = Login(logins, expected);
                Assert.Equal(expected.Status, login.Status!.Name);
                var accounts = await reader.ListAccountsAsync(customer.Id, login.Id);
                Assert.Equal(expected.Accounts.Select(a => a.Key), accounts.Select(a => a.InstitutionKey));
                foreach (var (account, stored) in expected.Accounts.Zip(accounts))
                    highest = Math.Max(highest, await CompareAsync(reader, model, account, stored, events, isWhole));
            }

            Assert.Empty(events);
            await CompareAPageAsync(reader, model);
            model.LastChange = highest;
            return true;
        },
        CancellationToken.None);

    public static Task RequireNothingAsync(IStore store, Customer gone) => store.ReadAsync(
        async reader =>
        {
            Assert.Null(await reader.FindCustomerAsync(gone.PartnerId, gone.Id));
            Assert.Empty(await reader.ListLoginsAsync(gone.Id));
            Assert.Empty(await reader.ListAccountsAsync(gone.Id));
            Assert.Equal(0, await CountAsync(reader, gone.Id));
            return true;
        },
        CancellationToken.None);

    private InstitutionLogin Login(IReadOnlyList<InstitutionLogin> logins, ModelLogin expected)
    {
        // A new login is the newest, and only one can be new.
        var login = expected.Id is { } id ? logins.Single(l => l.Id == id) : logins[^1];
        if (expected.Id is null)
            RequireNew(login.Id.Value);
        expected.Id = login.Id;
        return login;
    }

    private async Task<long> CompareAsync(IStoreReader reader, ModelCustomer model, ModelAccount expected, Account stored, Dictionary<AccountId, OutboxEvent> events, bool isWhole)
    {
        if (expected.Id is null)
            RequireNew(stored.Id.Value);
        expected.Id ??= stored.Id;
        Assert.Equal(
            (expected.Id, expected.IsActive ? AccountState.Active : AccountState.Pending, expected.Type, expected.Status, expected.Balance),
            (stored.Id, stored.State, stored.Type, stored.Status?.Name, (stored.Balance!.Value, stored.BalanceDate!.Value)));

        if (!isWhole && !events.ContainsKey(stored.Id) && !expected.Transactions.Values.Any(t => t.HasChanged))
            return stored.ChangeNumber;

        var position = (await reader.ListPositionsAsync(model.Customer.Id, stored.Id)).SingleOrDefault();
        Assert.Equal((expected.Units, expected.PositionId ?? position?.Id), ((int?)position?.Units, position?.Id));
        expected.PositionId = position?.Id;

        var balances = await reader.ListDailyBalancesAsync(model.Customer.Id, stored.Id);
        Assert.Equal(expected.DailyBalances, balances.ToDictionary(b => b.Date, b => b.Amount));

        var rows = (await reader.ListMatchCandidatesAsync(model.Customer.Id, stored.Id, DateOnly.MinValue, DateOnly.MaxValue, []))
            .ToDictionary(c => int.Parse(c.Transaction.InstitutionTransactionId![1..]));
        if (!rows.Keys.ToHashSet().SetEquals(expected.Transactions.Keys))
            Assert.Equal(expected.Transactions.Keys.Order(), rows.Keys.Order());
        RequireEvent(expected, stored, events);
        foreach (var (number, transaction) in expected.Transactions)
            Compare(model, transaction, rows[number]);
        return rows.Values.Select(c => c.Transaction.ChangeNumber).Append(stored.ChangeNumber).Max();
    }

    /// <summary>An account whose transactions changed has one event that counts them; no other has one, unless the account itself changed.</summary>
    private static void RequireEvent(ModelAccount expected, Account stored, Dictionary<AccountId, OutboxEvent> events)
    {
        var changed = expected.Transactions.Values.Where(t => t.HasChanged).ToList();
        if (!events.Remove(stored.Id, out var told))
        {
            Assert.Empty(changed);
            return;
        }

        var added = changed.Count(t => t.Id is null);
        var vanished = changed.Count(t => t is { Id: not null, State: TransactionState.Vanished });
        Assert.Equal((added, changed.Count - added - vanished, vanished), (told.Added, told.Modified, told.Removed));
        if (changed.Count == 0)
            Assert.Equal(stored.ChangeNumber, told.ChangeNumber);
    }

    /// <summary>The events since the last look, all of them this customer's.</summary>
    private async Task<Dictionary<AccountId, OutboxEvent>> TakeEventsAsync(IStoreReader reader, ModelCustomer model)
    {
        var page = random.Next(1, 4);
        var taken = new Dictionary<AccountId, OutboxEvent>();
        while (await reader.ListOutboxAsync(_lastEvent, page) is { Count: > 0 } events)
        {
            Assert.InRange(events.Count, 1, page);
            foreach (var told in events)
            {
                Assert.Equal(model.Customer.Id, told.CustomerId);
                Assert.True(told.Number > _lastEvent && told.ChangeNumber > model.LastChange);
                _lastEvent = told.Number;
                taken.Add(told.AccountId, told);
            }
        }

        return taken;
    }

    private async Task CompareAPageAsync(IStoreReader reader, ModelCustomer model)
    {
        var accounts = model.Logins.SelectMany(l => l.Accounts).ToList();
        var only = accounts.Count > 0 && random.Next(2) == 0 ? accounts[random.Next(accounts.Count)] : null;
        var isWhole = random.Next(3) == 0;
        var days = accounts.SelectMany(a => a.Transactions.Values).Select(t => t.Shown!.Day).DefaultIfEmpty().ToList();
        var query = new TransactionQuery
        {
            AccountId = only?.Id,
            From = isWhole ? DateOnly.MinValue : days[random.Next(days.Count)],
            To = isWhole ? DateOnly.MaxValue : days.Max(),
            IncludePending = random.Next(2) == 0,
            Ascending = random.Next(2) == 0,
            Skip = random.Next(3) == 0 ? 0 : random.Next(20),
            Take = random.Next(1, 30),
        };
        var all = (only is null ? accounts : [only]).SelectMany(a => a.Transactions.Values)
            .Where(t => t.State == TransactionState.Posted || (query.IncludePending && t.State == TransactionState.Pending))
            .Where(t => t.Shown!.Day >= query.From && t.Shown.Day <= query.To)
            .OrderBy(t => t.Shown!.Day).ThenBy(t => t.Id!.Value.Value)
            .Select(t => t.Id!.Value)
            .ToList();
        if (!query.Ascending)
            all.Reverse();

        var page = await reader.ListTransactionsAsync(model.Customer.Id, query);
        Assert.Equal(all.Count, page.Total);
        Assert.Equal(all.Skip(query.Skip).Take(query.Take), page.Items.Select(t => t.Id));
        if (page.Items.Count > 0)
            Assert.Equal(page.Items[0], await reader.FindTransactionAsync(model.Customer.Id, page.Items[0].Id));
    }

    private void Compare(ModelCustomer model, ModelTransaction expected, MatchCandidate found)
    {
        var (stored, former) = found;
        if (!expected.Former.SequenceEqual(former))
            Assert.Equal(expected.Former, former);
        if (expected.Id is null)
            RequireNew(stored.Id.Value);
        expected.Id ??= stored.Id;
        var shown = expected.Shown!;
        var told = (expected.Id, expected.State, shown.Id, shown.Amount, shown.Day, shown.Description, shown.Memo);
        var kept = ((TransactionId?)stored.Id, stored.State, stored.InstitutionTransactionId, stored.Amount, stored.PostedDate, stored.Description, stored.Memo);
        // There are many of them, and the comparison that explains itself is slow.
        if (told != kept)
            Assert.Equal(told, kept!);
        if (expected.HasChanged ? stored.ChangeNumber <= model.LastChange : stored.ChangeNumber != expected.ChangeNumber)
            Assert.Fail($"{shown.Id} {(expected.HasChanged ? "changed" : "did not change")}: number {expected.ChangeNumber}, then {stored.ChangeNumber}");
        (expected.ChangeNumber, expected.HasChanged) = (stored.ChangeNumber, false);
    }

    private void RequireNew(long id) => Assert.True(_idsEverSeen.Add(id), $"The id {id} was somebody else's before.");

    private static async Task<int> CountAsync(IStoreReader reader, CustomerId customer)
    {
        var all = new TransactionQuery { From = DateOnly.MinValue, To = DateOnly.MaxValue, IncludePending = true, Take = 1 };
        return (await reader.ListTransactionsAsync(customer, all)).Total;
    }
}
