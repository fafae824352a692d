using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Core.Tests.Model;

/// <summary>Holds what is stored of a customer against the model, which learns the ids of what is new.</summary>
internal sealed class ModelComparison
{
    private readonly HashSet<long> _idsEverSeen = [];

    public Task CompareAsync(IStore store, ModelCustomer model) => store.ReadAsync(
        async reader =>
        {
            var customer = model.Customer;
            Assert.Equal(customer, await reader.FindCustomerAsync(customer.PartnerId, customer.Id));
            var highest = model.LastChange;
            var logins = await reader.ListLoginsAsync(customer.Id);
            Assert.Equal(model.Logins.Count, logins.Count);
            foreach (var expected in model.Logins)
            {
                var login = Login(logins, expected);
                Assert.Equal(expected.Status, login.Status!.Name);
                var accounts = await reader.ListAccountsAsync(customer.Id, login.Id);
                Assert.Equal(expected.Accounts.Select(a => a.Key), accounts.Select(a => a.InstitutionKey));
                foreach (var (account, stored) in expected.Accounts.Zip(accounts))
                    highest = Math.Max(highest, await CompareAsync(reader, model, account, stored));
            }

            Assert.Equal(model.Logins.Sum(l => l.Accounts.Sum(ListedOf)), await CountAsync(reader, customer.Id));
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

    private async Task<long> CompareAsync(IStoreReader reader, ModelCustomer model, ModelAccount expected, Account stored)
    {
        if (expected.Id is null)
            RequireNew(stored.Id.Value);
        expected.Id ??= stored.Id;
        Assert.Equal(
            (expected.Id, expected.IsActive ? AccountState.Active : AccountState.Pending, expected.Type, expected.Status, expected.Balance),
            (stored.Id, stored.State, stored.Type, stored.Status?.Name, (stored.Balance!.Value, stored.BalanceDate!.Value)));

        var position = (await reader.ListPositionsAsync(model.Customer.Id, stored.Id)).SingleOrDefault();
        Assert.Equal((expected.Units, expected.PositionId ?? position?.Id), ((int?)position?.Units, position?.Id));
        expected.PositionId = position?.Id;

        var rows = (await reader.ListMatchCandidatesAsync(model.Customer.Id, stored.Id, DateOnly.MinValue, DateOnly.MaxValue, []))
            .ToDictionary(c => int.Parse(c.Transaction.InstitutionTransactionId![1..]), c => c.Transaction);
        if (!rows.Keys.ToHashSet().SetEquals(expected.Transactions.Keys))
            Assert.Equal(expected.Transactions.Keys.Order(), rows.Keys.Order());
        foreach (var (number, transaction) in expected.Transactions)
            Compare(model, transaction, rows[number]);
        return rows.Values.Select(t => t.ChangeNumber).Append(stored.ChangeNumber).Max();
    }

    private void Compare(ModelCustomer model, ModelTransaction expected, Transaction stored)
    {
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

    private static int ListedOf(ModelAccount account) => account.Transactions.Values.Count(t => t.State != TransactionState.Vanished);

    private static async Task<int> CountAsync(IStoreReader reader, CustomerId customer)
    {
        var all = new TransactionQuery { From = DateOnly.MinValue, To = DateOnly.MaxValue, IncludePending = true, Take = 1 };
        return (await reader.ListTransactionsAsync(customer, all)).Total;
    }
}
