using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>An account as it lies in its table.</summary>
internal sealed class AccountRow
{
    public const string Columns =
        "customer_id, id, login_id, institution_id, institution_key, number, number_is_chosen, name, type, type_is_chosen, state, currency, balance, "
        + "balance_date, balance_at, detail, display_position, status, status_institution_code, attempt_at, success_at, "
        + "oldest_transaction_date, last_transaction_date, history_loaded_at, created_at, updated_at, change_number";

    public long CustomerId { get; init; }

    public long Id { get; init; }

    public long LoginId { get; init; }

    public long InstitutionId { get; init; }

    public string InstitutionKey { get; init; } = "";

    public string Number { get; init; } = "";

    public bool NumberIsChosen { get; init; }

    public string Name { get; init; } = "";

    public string Type { get; init; } = "";

    public bool TypeIsChosen { get; init; }

    public string State { get; init; } = "";

    public string Currency { get; init; } = "";

    public decimal? Balance { get; init; }

    public DateOnly? BalanceDate { get; init; }

    public long? BalanceAt { get; init; }

    public string? Detail { get; init; }

    public int DisplayPosition { get; init; }

    public string? Status { get; init; }

    public int? StatusInstitutionCode { get; init; }

    public long? AttemptAt { get; init; }

    public long? SuccessAt { get; init; }

    public DateOnly? OldestTransactionDate { get; init; }

    public DateOnly? LastTransactionDate { get; init; }

    public long? HistoryLoadedAt { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public long ChangeNumber { get; init; }

    public static AccountRow Of(Account account) => new()
    {
        CustomerId = account.CustomerId.Value,
        Id = account.Id.Value,
        LoginId = account.LoginId.Value,
        InstitutionId = account.InstitutionId.Value,
        InstitutionKey = StoredForm.Text(account.InstitutionKey),
        Number = StoredForm.Text(account.Number),
        NumberIsChosen = account.NumberIsChosen,
        Name = StoredForm.Text(account.Name),
        Type = StoredName<AccountType>.Of(account.Type),
        TypeIsChosen = account.TypeIsChosen,
        State = StoredName<AccountState>.Of(account.State),
        Currency = account.Currency.Code,
        Balance = account.Balance,
        BalanceDate = account.BalanceDate,
        BalanceAt = StoredForm.Of(account.BalanceAt),
        Detail = StoredDetail.Of(account.Detail),
        DisplayPosition = account.DisplayPosition,
        Status = account.Status?.Name,
        StatusInstitutionCode = account.Status?.InstitutionCode,
        AttemptAt = StoredForm.Of(account.AttemptAt),
        SuccessAt = StoredForm.Of(account.SuccessAt),
        OldestTransactionDate = account.OldestTransactionDate,
        LastTransactionDate = account.LastTransactionDate,
        HistoryLoadedAt = StoredForm.Of(account.HistoryLoadedAt),
        CreatedAt = StoredForm.Of(account.CreatedAt),
        UpdatedAt = StoredForm.Of(account.UpdatedAt),
        ChangeNumber = account.ChangeNumber,
    };

    public static Account Read(SqlRow row) => new()
    {
        CustomerId = new CustomerId(row.Int64(0)),
        Id = new AccountId(row.Int64(1)),
        LoginId = new InstitutionLoginId(row.Int64(2)),
        InstitutionId = new InstitutionId(row.Int64(3)),
        InstitutionKey = row.Text(4),
        Number = row.Text(5),
        NumberIsChosen = row.Flag(6),
        Name = row.Text(7),
        Type = row.Word<AccountType>(8),
        TypeIsChosen = row.Flag(9),
        State = row.Word<AccountState>(10),
        Currency = StoredForm.Currency(row.Text(11)),
        Balance = row.DecimalOrNull(12),
        BalanceDate = row.DateOrNull(13),
        BalanceAt = row.InstantOrNull(14),
        Detail = StoredDetail.ReadAccount(row, 15),
        DisplayPosition = row.Int32(16),
        Status = row.StatusOrNull(17),
        AttemptAt = row.InstantOrNull(19),
        SuccessAt = row.InstantOrNull(20),
        OldestTransactionDate = row.DateOrNull(21),
        LastTransactionDate = row.DateOrNull(22),
        HistoryLoadedAt = row.InstantOrNull(23),
        CreatedAt = row.Instant(24),
        UpdatedAt = row.Instant(25),
        ChangeNumber = row.Int64(26),
    };
}

/// <summary>A day's balance as it lies in its table.</summary>
internal static class DailyBalanceRow
{
    public const string Columns = "date, amount";

    public static DailyBalance Read(SqlRow row) => new(row.Date(0), row.Decimal(1));
}
