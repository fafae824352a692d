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
        "customer_id, id, login_id, institution_id, institution_key, number, name, type, type_is_chosen, state, currency, balance, "
        + "balance_date, balance_at, detail, display_position, status, status_institution_code, attempt_at, success_at, "
        + "oldest_transaction_date, last_transaction_date, created_at, updated_at, change_number";

    public long CustomerId { get; init; }

    public long Id { get; init; }

    public long LoginId { get; init; }

    public long InstitutionId { get; init; }

    public string InstitutionKey { get; init; } = "";

    public string Number { get; init; } = "";

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
        Name = row.Text(6),
        Type = row.Word<AccountType>(7),
        TypeIsChosen = row.Flag(8),
        State = row.Word<AccountState>(9),
        Currency = StoredForm.Currency(row.Text(10)),
        Balance = row.DecimalOrNull(11),
        BalanceDate = row.DateOrNull(12),
        BalanceAt = row.InstantOrNull(13),
        Detail = StoredDetail.ReadAccount(row, 14),
        DisplayPosition = row.Int32(15),
        Status = row.StatusOrNull(16),
        AttemptAt = row.InstantOrNull(18),
        SuccessAt = row.InstantOrNull(19),
        OldestTransactionDate = row.DateOrNull(20),
        LastTransactionDate = row.DateOrNull(21),
        CreatedAt = row.Instant(22),
        UpdatedAt = row.Instant(23),
        ChangeNumber = row.Int64(24),
    };
}

/// <summary>A day's balance as it lies in its table.</summary>
internal static class DailyBalanceRow
{
    public const string Columns = "date, amount";

    public static DailyBalance Read(SqlRow row) => new(row.Date(0), row.Decimal(1));
}
