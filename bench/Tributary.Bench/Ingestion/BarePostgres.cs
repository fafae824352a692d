using Npgsql;
using Tributary.Core.Accounts;
using Tributary.Core.Connectors;
using Tributary.Core.Customers;

namespace Tributary.Bench.Ingestion;

/// <summary>
/// The yardstick of ingestion on PostgreSQL: <c>unnest</c> arrays in a loop and one commit, into a store's own migrated schema. It knows every row
/// beforehand in the form it is stored in, looks nothing up and decides nothing.
/// </summary>
internal sealed class BarePostgres(string connectionString)
{
    private const int RowsAStatement = 5000;

    private static readonly string[] Columns =
    [
        "customer_id", "id", "account_id", "created_at", "updated_at", "added_in_change", "change_number", "institution_transaction_id", "state", "amount",
        "currency", "posted_date", "transaction_date", "type", "description", "memo", "check_number", "reference_number", "sic", "detail",
    ];

    private static readonly string Names = string.Join(", ", Columns);

    private static readonly string InsertSql =
        $"INSERT INTO account_transaction ({Names}) SELECT {Names} FROM unnest({string.Join(", ", Columns.Select((_, i) => $"${i + 1}"))}) AS given ({Names})";

    private static readonly string UpsertSql =
        $"{InsertSql} ON CONFLICT (customer_id, id) DO UPDATE SET {string.Join(", ", Columns[7..].Select(column => $"{column} = excluded.{column}"))}";

    public Task InsertAsync(BareRows rows) => LoopAsync(InsertSql, rows);

    /// <summary>Writes every row again, whether it differs or not.</summary>
    public Task UpsertAsync(BareRows rows) => LoopAsync(UpsertSql, rows);

    private async Task LoopAsync(string sql, BareRows rows)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var chunk in rows.Chunks)
        {
#pragma warning disable CA2100 // Made of this class's own constants.
            await using var command = new NpgsqlCommand(sql, connection, transaction);
#pragma warning restore CA2100
            foreach (var parameter in chunk())
                command.Parameters.Add(parameter);
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    /// <summary>Rows as arrays, ready to send.</summary>
    public sealed record BareRows(int Count, IReadOnlyList<Func<NpgsqlParameter[]>> Chunks)
    {
        public static BareRows Of(CustomerId customer, IReadOnlyList<(AccountId Account, ReportedTransaction Told)> rows, long firstId) => new(
            rows.Count,
            [.. rows.Chunk(RowsAStatement).Select((chunk, n) => Chunk(customer, chunk, firstId + (n * RowsAStatement)))]);

        private static Func<NpgsqlParameter[]> Chunk(CustomerId customer, (AccountId Account, ReportedTransaction Told)[] rows, long firstId)
        {
            var ones = Enumerable.Repeat(1L, rows.Length).ToArray();
            var nothing = new string?[rows.Length];
            var customers = Enumerable.Repeat(customer.Value, rows.Length).ToArray();
            var ids = Enumerable.Range(0, rows.Length).Select(n => firstId + n).ToArray();
            var accounts = rows.Select(r => r.Account.Value).ToArray();
            var institutionIds = rows.Select(r => r.Told.InstitutionTransactionId).ToArray();
            var states = Enumerable.Repeat("posted", rows.Length).ToArray();
            var amounts = rows.Select(r => r.Told.Amount).ToArray();
            var currencies = Enumerable.Repeat("USD", rows.Length).ToArray();
            var days = rows.Select(r => r.Told.PostedDate).ToArray();
            var types = rows.Select(r => char.ToLowerInvariant($"{r.Told.Type}"[0]) + $"{r.Told.Type}"[1..]).ToArray();
            var descriptions = rows.Select(r => r.Told.Description).ToArray();
            var memos = rows.Select(r => r.Told.Memo).ToArray();
            return () =>
            [
                Of(customers), Of(ids), Of(accounts), Of(ones), Of(ones), Of(ones), Of(ones), Of(institutionIds), Of(states), Of(amounts),
                Of(currencies), Of(days), Of(new DateOnly?[rows.Length]), Of(types), Of(descriptions), Of(memos), Of(nothing), Of(nothing), Of(nothing), Of(nothing),
            ];
        }

        private static NpgsqlParameter Of<T>(T[] values) => new NpgsqlParameter<T[]> { TypedValue = values };
    }
}
