using Microsoft.Data.Sqlite;
using Tributary.Core.Transactions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sqlite;

/// <summary>A prepared statement about one transaction; executing it binds the transaction's columns by name.</summary>
internal sealed class PreparedTransaction : IDisposable
{
    public const string Insert =
        """
        INSERT INTO account_transaction (
            customer_id, id, account_id, institution_transaction_id, state, amount, currency, posted_date, transaction_date,
            effective_date, type, created_at, updated_at, added_in_change, change_number, description, memo, check_number,
            reference_number, sic, detail, payee, category, payee_detail)
        VALUES (
            @customer_id, @id, @account_id, @institution_transaction_id, @state, @amount, @currency, @posted_date, @transaction_date,
            @effective_date, @type, @created_at, @updated_at, @added_in_change, @change_number, @description, @memo, @check_number,
            @reference_number, @sic, @detail, @payee, @category, @payee_detail)
        """;

    public const string KeepHistory =
        """
        INSERT INTO transaction_history (
            customer_id, transaction_id, version, account_id, institution_transaction_id, state, amount, currency, posted_date,
            transaction_date, type, updated_at, change_number, description, memo, check_number, reference_number, sic, detail)
        SELECT customer_id, id, version, account_id, institution_transaction_id, state, amount, currency, posted_date,
            transaction_date, type, updated_at, change_number, description, memo, check_number, reference_number, sic, detail
        FROM account_transaction
        WHERE customer_id = @customer_id AND id = @id AND account_id = @account_id
        """;

    public const string Update =
        """
        UPDATE account_transaction
        SET institution_transaction_id = @institution_transaction_id, state = @state, amount = @amount, currency = @currency,
            posted_date = @posted_date, transaction_date = @transaction_date, effective_date = @effective_date, type = @type,
            updated_at = @updated_at, change_number = @change_number, version = version + 1, description = @description,
            memo = @memo, check_number = @check_number, reference_number = @reference_number, sic = @sic, detail = @detail,
            payee = @payee, category = @category, payee_detail = @payee_detail
        WHERE customer_id = @customer_id AND id = @id AND account_id = @account_id
        """;

    public const string Categorize =
        """
        UPDATE account_transaction
        SET payee = @payee, category = @category, payee_detail = @payee_detail, updated_at = @updated_at
        WHERE customer_id = @customer_id AND id = @id AND account_id = @account_id
        """;

    private readonly SqliteCommand _command;
    private readonly (SqliteParameter Parameter, Func<Transaction, object?> Value)[] _bindings;

    public PreparedTransaction(SqliteCommand command)
    {
        _command = command;
        _bindings = [.. Columns.Where(column => command.CommandText.Contains($"@{column.Name}", StringComparison.Ordinal)).Select(Bind)];
        _command.Prepare();
    }

    private static (string Name, SqliteType Type, Func<Transaction, object?> Value)[] Columns { get; } =
    [
        ("customer_id", SqliteType.Integer, t => t.CustomerId.Value),
        ("id", SqliteType.Integer, t => t.Id.Value),
        ("account_id", SqliteType.Integer, t => t.AccountId.Value),
        ("institution_transaction_id", SqliteType.Text, t => StoredForm.TextOrNull(t.InstitutionTransactionId)),
        ("state", SqliteType.Text, t => StoredName<TransactionState>.Of(t.State)),
        ("amount", SqliteType.Text, t => StoredForm.Of(t.Amount)),
        ("currency", SqliteType.Text, t => t.Currency.Code),
        ("posted_date", SqliteType.Text, t => StoredForm.Of(t.PostedDate)),
        ("transaction_date", SqliteType.Text, t => StoredForm.Of(t.TransactionDate)),
        ("effective_date", SqliteType.Text, t => StoredForm.Of(t.EffectiveDate)),
        ("type", SqliteType.Text, t => StoredName<TransactionType>.Of(t.Type)),
        ("created_at", SqliteType.Integer, t => StoredForm.Of(t.CreatedAt)),
        ("updated_at", SqliteType.Integer, t => StoredForm.Of(t.UpdatedAt)),
        ("added_in_change", SqliteType.Integer, t => t.AddedInChange),
        ("change_number", SqliteType.Integer, t => t.ChangeNumber),
        ("description", SqliteType.Text, t => StoredForm.Text(t.Description)),
        ("memo", SqliteType.Text, t => StoredForm.TextOrNull(t.Memo)),
        ("check_number", SqliteType.Text, t => StoredForm.TextOrNull(t.CheckNumber)),
        ("reference_number", SqliteType.Text, t => StoredForm.TextOrNull(t.ReferenceNumber)),
        ("sic", SqliteType.Text, t => StoredForm.TextOrNull(t.Sic)),
        ("detail", SqliteType.Text, t => StoredDetail.Of(t.Detail)),
        ("payee", SqliteType.Text, t => StoredForm.TextOrNull(t.Categorization?.Payee)),
        ("category", SqliteType.Text, t => t.Categorization?.Category.Name),
        ("payee_detail", SqliteType.Text, t => StoredDetail.Of(t.Categorization)),
    ];

    /// <summary>Runs the statement for one transaction.</summary>
    /// <returns>How many rows it wrote.</returns>
    public int Execute(Transaction transaction)
    {
        foreach (var (parameter, value) in _bindings)
            parameter.Value = value(transaction) ?? DBNull.Value;
        return _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();

    private (SqliteParameter Parameter, Func<Transaction, object?> Value) Bind((string Name, SqliteType Type, Func<Transaction, object?> Value) column) =>
        (_command.Parameters.Add($"@{column.Name}", column.Type), column.Value);
}
