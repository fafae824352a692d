using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.Positions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>Accounts, what they hold, their balances, and the events about them.</summary>
internal sealed partial class SqlWriter
{
    public Task AddAccountAsync(Account account) =>
        Session.WriteAsync(
            Part.Of(account.CustomerId),
            $"""
             INSERT INTO account ({AccountRow.Columns})
             VALUES (@CustomerId, @Id, @LoginId, @InstitutionId, @InstitutionKey, @Number, @NumberIsChosen, @Name, @Type, @TypeIsChosen, @State, @Currency,
                     @Balance, @BalanceDate, @BalanceAt, @Detail, @DisplayPosition, @Status, @StatusInstitutionCode, @AttemptAt, @SuccessAt,
                     @OldestTransactionDate, @LastTransactionDate, @HistoryLoadedAt, @CreatedAt, @UpdatedAt, @ChangeNumber)
             """,
            AccountRow.Of(account));

    public Task UpdateAccountAsync(Account account) =>
        Session.WriteExistingAsync(
            Part.Of(account.CustomerId),
            "account",
            """
            UPDATE account
            SET number = @Number, number_is_chosen = @NumberIsChosen, name = @Name, type = @Type, type_is_chosen = @TypeIsChosen, state = @State, currency = @Currency,
                balance = @Balance, balance_date = @BalanceDate, balance_at = @BalanceAt, detail = @Detail,
                display_position = @DisplayPosition, status = @Status, status_institution_code = @StatusInstitutionCode,
                attempt_at = @AttemptAt, success_at = @SuccessAt, oldest_transaction_date = @OldestTransactionDate,
                last_transaction_date = @LastTransactionDate, history_loaded_at = @HistoryLoadedAt, updated_at = @UpdatedAt, change_number = @ChangeNumber
            WHERE customer_id = @CustomerId AND id = @Id
            """,
            AccountRow.Of(account));

    public Task<bool> TryDeleteAccountAsync(CustomerId customer, AccountId id) =>
        Session.EraseAsync(
            Part.Of(customer),
            "DELETE FROM account WHERE customer_id = @Customer AND id = @Id",
            new { Customer = customer.Value, Id = id.Value });

    public async Task ReplacePositionsAsync(CustomerId customer, AccountId account, IReadOnlyCollection<Position> positions)
    {
        await Session.WriteAsync(
            Part.Of(customer),
            "DELETE FROM position WHERE customer_id = @Customer AND account_id = @Account",
            new { Customer = customer.Value, Account = account.Value });
        await Session.AddPositionsAsync(positions);
    }

    public Task SetDailyBalanceAsync(CustomerId customer, AccountId account, DailyBalance balance) =>
        Session.WriteAsync(
            Part.Of(customer),
            """
            INSERT INTO daily_balance (customer_id, account_id, date, amount) VALUES (@Customer, @Account, @Date, @Amount)
            ON CONFLICT (customer_id, account_id, date) DO UPDATE SET amount = excluded.amount
            """,
            new { Customer = customer.Value, Account = account.Value, balance.Date, balance.Amount });

    public Task AddOutboxEventAsync(OutboxEvent outboxEvent) => Session.AddOutboxEventAsync(outboxEvent);
}
