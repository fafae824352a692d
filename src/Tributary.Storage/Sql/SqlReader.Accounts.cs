using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Positions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>Accounts, what they hold, their balances, and the events about them.</summary>
internal partial class SqlReader
{
    public Task<Account?> FindAccountAsync(CustomerId customer, AccountId id) =>
        Session.FindAsync(
            Part.Of(customer),
            $"SELECT {AccountRow.Columns} FROM account WHERE customer_id = @Customer AND id = @Id",
            new { Customer = customer.Value, Id = id.Value },
            AccountRow.Read);

    /// <inheritdoc/>
    /// <remarks>Put in order here: they are few, and SQLite takes as long to sort such wide rows as to find them.</remarks>
    public async Task<IReadOnlyList<Account>> ListAccountsAsync(CustomerId customer, InstitutionLoginId? login = null)
    {
        const string all = $"SELECT {AccountRow.Columns} FROM account WHERE customer_id = @Customer";
        var accounts = await Session.ListAsync(
            Part.Of(customer),
            login is null ? all : $"{all} AND login_id = @Login",
            new { Customer = customer.Value, Login = login?.Value },
            AccountRow.Read);
        return [.. accounts.OrderBy(account => (account.LoginId.Value, account.DisplayPosition, account.Id.Value))];
    }

    public Task<IReadOnlyList<Position>> ListPositionsAsync(CustomerId customer, AccountId? account = null)
    {
        const string all = $"SELECT {PositionRow.Columns} FROM position WHERE customer_id = @Customer";
        return Session.ListAsync(
            Part.Of(customer),
            account is null ? $"{all} ORDER BY account_id, id" : $"{all} AND account_id = @Account ORDER BY id",
            new { Customer = customer.Value, Account = account?.Value },
            PositionRow.Read);
    }

    public Task<IReadOnlyList<DailyBalance>> ListDailyBalancesAsync(CustomerId customer, AccountId account) =>
        Session.ListAsync(
            Part.Of(customer),
            $"SELECT {DailyBalanceRow.Columns} FROM daily_balance WHERE customer_id = @Customer AND account_id = @Account ORDER BY date",
            new { Customer = customer.Value, Account = account.Value },
            DailyBalanceRow.Read);

    public Task<IReadOnlyList<OutboxEvent>> ListOutboxAsync(long after, int limit) =>
        Session.ListAsync(
            Part.Events,
            $"SELECT {OutboxEventRow.Columns} FROM outbox_event WHERE number > @After ORDER BY number LIMIT @Limit",
            new { After = after, Limit = limit },
            OutboxEventRow.Read);
}
