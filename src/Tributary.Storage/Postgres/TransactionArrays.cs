using Tributary.Core.Transactions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Postgres;

/// <summary>The hot paths of ingestion: transactions as arrays, and the two statements over them.</summary>
internal static class TransactionArrays
{
    /// <summary>Bounds what one statement holds in memory on either side.</summary>
    public const int MostRows = 5000;

    public static readonly ColumnArrays<Transaction> Rows = new(
        new ColumnArray<Transaction, long>("customer_id", t => t.CustomerId.Value),
        new ColumnArray<Transaction, long>("id", t => t.Id.Value),
        new ColumnArray<Transaction, long>("account_id", t => t.AccountId.Value),
        new ColumnArray<Transaction, string?>("institution_transaction_id", t => StoredForm.TextOrNull(t.InstitutionTransactionId)),
        new ColumnArray<Transaction, string>("state", t => StoredName<TransactionState>.Of(t.State)),
        new ColumnArray<Transaction, decimal>("amount", t => t.Amount),
        new ColumnArray<Transaction, string>("currency", t => t.Currency.Code),
        new ColumnArray<Transaction, DateOnly>("posted_date", t => t.PostedDate),
        new ColumnArray<Transaction, DateOnly?>("transaction_date", t => t.TransactionDate),
        new ColumnArray<Transaction, string>("type", t => StoredName<TransactionType>.Of(t.Type)),
        new ColumnArray<Transaction, long>("created_at", t => StoredForm.Of(t.CreatedAt)),
        new ColumnArray<Transaction, long>("updated_at", t => StoredForm.Of(t.UpdatedAt)),
        new ColumnArray<Transaction, long>("added_in_change", t => t.AddedInChange),
        new ColumnArray<Transaction, long>("change_number", t => t.ChangeNumber),
        new ColumnArray<Transaction, string>("description", t => StoredForm.Text(t.Description)),
        new ColumnArray<Transaction, string?>("memo", t => StoredForm.TextOrNull(t.Memo)),
        new ColumnArray<Transaction, string?>("check_number", t => StoredForm.TextOrNull(t.CheckNumber)),
        new ColumnArray<Transaction, string?>("reference_number", t => StoredForm.TextOrNull(t.ReferenceNumber)),
        new ColumnArray<Transaction, string?>("sic", t => StoredForm.TextOrNull(t.Sic)),
        new ColumnArray<Transaction, string?>("detail", t => StoredDetail.Of(t.Detail)),
        new ColumnArray<Transaction, string?>("payee", t => StoredForm.TextOrNull(t.Categorization?.Payee)),
        new ColumnArray<Transaction, string?>("category", t => t.Categorization?.Category.Name),
        new ColumnArray<Transaction, string?>("payee_detail", t => StoredDetail.Of(t.Categorization)));

    public static readonly string Insert = $"INSERT INTO account_transaction ({Rows.Names}) SELECT {Rows.Names} FROM {Rows.Given}";

    /// <summary>
    /// Both parts see the rows as they were before the statement, so the history gets what each was. Rows are joined by their whole key and nothing
    /// else: a join by customer and account, which the planner may think short when statistics lag behind, multiplies all rows by all.
    /// </summary>
    public static readonly string UpdateKeepingHistory =
        $"""
         WITH given AS MATERIALIZED (SELECT {Rows.Names} FROM {Rows.Given}),
         kept AS (
           INSERT INTO transaction_history (
             customer_id, transaction_id, version, account_id, institution_transaction_id, state, amount, currency, posted_date,
             transaction_date, type, updated_at, change_number, description, memo, check_number, reference_number, sic, detail)
           SELECT t.customer_id, t.id, t.version, t.account_id, t.institution_transaction_id, t.state, t.amount, t.currency, t.posted_date,
             t.transaction_date, t.type, t.updated_at, t.change_number, t.description, t.memo, t.check_number, t.reference_number, t.sic, t.detail
           FROM given JOIN account_transaction t ON t.customer_id = given.customer_id AND t.id = given.id AND (t.account_id = given.account_id) IS TRUE)
         UPDATE account_transaction t
         SET institution_transaction_id = given.institution_transaction_id, state = given.state, amount = given.amount,
             currency = given.currency, posted_date = given.posted_date, transaction_date = given.transaction_date, type = given.type,
             updated_at = given.updated_at, change_number = given.change_number, version = t.version + 1, description = given.description,
             memo = given.memo, check_number = given.check_number, reference_number = given.reference_number, sic = given.sic,
             detail = given.detail, payee = given.payee, category = given.category, payee_detail = given.payee_detail
         FROM given
         WHERE t.customer_id = given.customer_id AND t.id = given.id AND (t.account_id = given.account_id) IS TRUE
         """;

    /// <summary>Writes what the words tell, and nothing that the institution said: a change that leaves no history.</summary>
    public static readonly string Categorize =
        $"""
         UPDATE account_transaction t
         SET payee = given.payee, category = given.category, payee_detail = given.payee_detail, updated_at = given.updated_at
         FROM (SELECT {Rows.Names} FROM {Rows.Given}) AS given
         WHERE t.customer_id = given.customer_id AND t.id = given.id AND (t.account_id = given.account_id) IS TRUE
         """;
}
