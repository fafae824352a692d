using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.Institutions;
using Tributary.Core.Positions;
using Tributary.Core.Store;
using Tributary.Core.Transactions;
using Tributary.Storage.Rows;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Sqlite;

/// <summary>
/// One transaction on SQLite, which runs inside the process and knows no waiting without a thread: every statement is done when its task
/// is returned.
/// </summary>
internal sealed class SqliteSession : SqlSession
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;
    private readonly SqliteWriterConnection? _writer;

    /// <summary>A session that reads.</summary>
    public SqliteSession(SqliteReaderConnection reader, CancellationToken cancellationToken)
        : this(reader.Connection, reader.Statements, cancellationToken)
    {
    }

    /// <summary>A session that writes.</summary>
    public SqliteSession(SqliteWriterConnection writer, CancellationToken cancellationToken)
        : this(writer.Connection, writer.Statements, cancellationToken) => _writer = writer;

    private SqliteSession(SqliteConnection connection, SqliteStatements statements, CancellationToken cancellationToken)
        : base(connection, cancellationToken)
    {
        _connection = connection;
        _statements = statements;
    }

    /// <inheritdoc/>
    /// <remarks>CROSS JOIN looks at its left side first.</remarks>
    public override string JoinTransactionsOfPage => "CROSS JOIN account_transaction ON customer_id = @Customer AND id = page_id";

    private SqliteWriterConnection Writer => _writer ?? throw new InvalidOperationException("This session only reads.");

    public override Task<long> TakeIdsAsync(int count) => RunAsync(Part.None, () =>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return Task.FromResult(TakeNumbers("id", count));
    });

    /// <summary>Prepared statements in a loop, which is SQLite's fastest way by far.</summary>
    public override Task AddTransactionsAsync(IReadOnlyCollection<Transaction> transactions) => RunAsync(Part.None, () =>
    {
        foreach (var transaction in transactions)
        {
            CancellationToken.ThrowIfCancellationRequested();
            Writer.InsertTransaction.Execute(transaction);
        }

        return Task.FromResult(transactions.Count);
    });

    public override Task UpdateTransactionsAsync(IReadOnlyCollection<Transaction> transactions) => RunAsync(Part.None, () =>
    {
        foreach (var transaction in transactions)
        {
            CancellationToken.ThrowIfCancellationRequested();
            Writer.KeepHistory.Execute(transaction);
            if (Writer.UpdateTransaction.Execute(transaction) == 0)
                throw Missing("transaction");
        }

        return Task.FromResult(transactions.Count);
    });

    public override Task CategorizeTransactionsAsync(IReadOnlyCollection<Transaction> transactions) => RunAsync(Part.None, () =>
    {
        foreach (var transaction in transactions)
        {
            CancellationToken.ThrowIfCancellationRequested();
            if (Writer.CategorizeTransaction.Execute(transaction) == 0)
                throw Missing("transaction");
        }

        return Task.FromResult(transactions.Count);
    });

    public override Task AddPositionsAsync(IReadOnlyCollection<Position> positions) => RunAsync(Part.None, () =>
        _connection.ExecuteAsync(Command(
            $"""
             INSERT INTO position ({PositionRow.Columns})
             VALUES (@CustomerId, @AccountId, @Id, @InstitutionKey, @Name, @Kind, @Symbol, @SecurityId, @SecurityIdType, @Units, @UnitPrice,
                     @PriceDate, @MarketValue, @CostBasis, @Currency)
             """,
            positions.Select(PositionRow.Of))));

    public override Task AddOutboxEventAsync(OutboxEvent outboxEvent) => RunAsync(Part.None, () =>
        _connection.ExecuteAsync(Command(
            $"""
             INSERT INTO outbox_event ({OutboxEventRow.Columns})
             VALUES (@Number, @CustomerId, @AccountId, @ChangeNumber, @Added, @Modified, @Removed, @At)
             """,
            OutboxEventRow.Of(outboxEvent, TakeNumbers("outbox", 1)))));

    public override Task SaveInstitutionsAsync(IReadOnlyCollection<StoredInstitution> institutions) => RunAsync(Part.Institutions, () =>
    {
        foreach (var institution in institutions)
        {
            CancellationToken.ThrowIfCancellationRequested();
            Writer.SaveInstitution.Execute(institution);
        }

        return Task.FromResult(institutions.Count);
    });

    public override async Task<IReadOnlyList<MatchCandidate>> ListMatchCandidatesAsync(
        CustomerId customer, AccountId account, DateOnly from, DateOnly to, IReadOnlyCollection<string> institutionTransactionIds)
    {
        var candidates = await ListAsync(
            Part.None,
            $"""
             SELECT {TransactionRow.Select}, version FROM account_transaction
             WHERE customer_id = @Customer AND id IN (
               SELECT id FROM account_transaction
               WHERE customer_id = @Customer AND account_id = @Account AND posted_date BETWEEN @From AND @To
               UNION
               SELECT known.id FROM json_each(@InstitutionIds) reported CROSS JOIN account_transaction known
               WHERE known.customer_id = @Customer AND known.account_id = @Account
                 AND known.institution_transaction_id = reported.value
               UNION
               SELECT former.transaction_id FROM json_each(@InstitutionIds) reported CROSS JOIN transaction_history former
               WHERE former.customer_id = @Customer AND former.account_id = @Account
                 AND former.institution_transaction_id = reported.value)
             ORDER BY id
             """,
            new
            {
                Customer = customer.Value,
                Account = account.Value,
                From = from,
                To = to,
                InstitutionIds = JsonSerializer.Serialize(institutionTransactionIds.Select(StoredForm.Text).ToArray()),
            },
            TransactionRow.ReadWithVersion);
        return await WithFormerVersionsAsync(candidates, changed => ListAsync(
            Part.None,
            $"""
             SELECT {FormerVersionRow.Columns} FROM transaction_history
             WHERE customer_id = @Customer AND transaction_id IN (SELECT value FROM json_each(@Changed))
             ORDER BY transaction_id, version
             """,
            new { Customer = customer.Value, Changed = JsonSerializer.Serialize(changed) },
            FormerVersionRow.Read));
    }

    protected override Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, Func<SqlRow, T> read) =>
        Task.FromResult<IReadOnlyList<T>>(_statements.Run(sql, parameters, read, CancellationToken));

    protected override Exception Explain(Exception exception) => exception is SqliteException fault ? SqliteFault.Of(fault) : exception;

    private long TakeNumbers(string series, int count) =>
        _statements.Run(
            "UPDATE id_sequence SET next_value = next_value + @Count WHERE name = @Series RETURNING next_value - @Count",
            new { Series = series, Count = count },
            row => row.Int64(0),
            CancellationToken)[0];
}
